import base64

from odoo.tests import BaseCase

from ..tools.question import Question
from ..tools.redaction import Redaction

UUID = "b831381d-6324-4d53-ad4f-8cda48b30811"
KEY = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg="


class TestRedactionEvasions(BaseCase):
    """Spellings in which private values were once let through."""

    def hidden(self, text):
        redaction = Redaction()
        hidden = redaction.hide(text)
        self.assertEqual(redaction.restore(hidden), text)
        return hidden

    def test_whatever_stands_between_digits(self):
        for gap in ("*", ",", "،", "٬", "٫", ":", "|", "•", "ـ", " - - ", "    ", "\n"):
            with self.subTest(gap=gap):
                self.assertEqual(self.hidden(f"0912{gap}345{gap}6789"), "[تلفن ۱]")
                card = gap.join(("6037", "9975", "9999", "9993"))
                self.assertEqual(self.hidden(card), "[کارت ۱]")
        for text, expected in {
            "0\ufe0f\u20e39\ufe0f\u20e31\ufe0f\u20e32 3456789": "[تلفن ۱]",
            "کد ملی 008.457594.8": "کد ملی [کد ملی ۱]",
            "کد ملی 0 0 8 4 5 7 5 9 4 8": "کد ملی [کد ملی ۱]",
            "تلفن دفتر 88776655": "تلفن دفتر [تلفن ۱]",
        }.items():
            with self.subTest(text=text):
                self.assertEqual(self.hidden(text), expected)

    def test_amounts_with_their_thousands_are_no_phones(self):
        text = "مبلغ ۹٬۱۲۳٬۴۵۶٬۷۸۹ ریال و 9,123,456,789"
        self.assertEqual(self.hidden(text), text)

    def test_a_phone_after_many_numbers_is_hidden_whole(self):
        phones = "\n".join(f"0912{number}" for number in range(3456789, 3456809))
        self.assertNotIn("0912", self.hidden(phones))
        for count in range(10, 60):
            counts = " ".join(map(str, range(10, count)))
            with self.subTest(count=count):
                self.assertNotIn("6789", self.hidden(f"{counts} 0912 345 6789"))

    def test_what_nobody_sees_keeps_nothing_from_being_hidden(self):
        for unseen in ("\u200b", "\u2061", "\U000e0041", "\ufe01", "\x00", "\ue000"):
            with self.subTest(unseen=unseen):
                data = {
                    "note": unseen.join("09123456789"),
                    "link": f"vm{unseen}ess://eyJh",
                    "mail": f"ali@exam{unseen}ple.com",
                }
                [_system, message] = Question("x", data).messages(redact=True)
                for part in ("0912", "vm", "eyJh", "ali", "ple"):
                    self.assertNotIn(part, message["content"])

    def test_other_spellings_of_latin_letters_and_signs(self):
        for text, expected in {
            "ｖｍｅｓｓ：／／ｅｙＪｈ": "[لینک ۱]",
            "𝐯𝐥𝐞𝐬𝐬://x": "[لینک ۱]",
            "ali＠example．com": "[ایمیل ۱]",
            "ＩＲ580540105180021273113007": "[شبا ۱]",
            UUID.replace("-", "‐"): "[کلید ۱]",
            UUID.replace("-", " "): "[کلید ۱]",
        }.items():
            with self.subTest(text=text):
                self.assertEqual(self.hidden(text), expected)

    def test_links_of_every_shape(self):
        for link in (
            "vmess:\\\\eyJh",
            "http://user:pw@host/x",
            "http://[2001:db8::1]:2053/secret",
            "[2001:db8::1]:2053/secret",
            "https://پنل.ایران/s/abc",
            "sub.example[.]com/s/abc",
            "my_sub.example.com/s/abc",
            "localhost:2053/secret",
            "1.2.3.4:51820",
            "tg://proxy?server=1.2.3.4&port=443&secret=ee16",
            "t.me/proxy?server=1.2.3.4&port=443&secret=ee16",
        ):
            with self.subTest(link=link):
                self.assertEqual(self.hidden(f"با {link} بیا"), "با [لینک ۱] بیا")
        self.assertEqual(self.hidden("https://marfanet.com"), "https://marfanet.com")

    def test_keys_after_their_name_without_digits_and_of_any_length(self):
        letters = "AbCdEfGhIjKlMnOpQrStUvWxYz"
        for key in (KEY, letters, base64.b64encode(bytes(range(256)) * 9).decode()):
            with self.subTest(key=key):
                self.assertEqual(self.hidden(f"PublicKey={key}"), "PublicKey=[کلید ۱]")
        self.assertEqual(self.hidden("marfanetDailyWorkLog"), "marfanetDailyWorkLog")

    def test_mail_addresses_hidden_from_robots(self):
        for text in (
            "ali (at) example (dot) com",
            "ali [at] gmail.com",
            "ali\u200c@gmail.com",
            "ali ات ساین gmail.com",
            "علی ات جی\u200cمیل دات کام",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.hidden(text), "[ایمیل ۱]")

    def test_passwords_behind_more_words(self):
        for text, expected in {
            "رمز عبورش: سلام۱۲۳": "رمز عبورش: [رمز ۱]",
            "پسورد پنلش هم مارفانت۱۲۳ بود": "پسورد پنلش هم [رمز ۱] بود",
            "رمزشو گذاشتم Ali!123": "رمزشو گذاشتم [رمز ۱]",
            "رمز دوم 123456": "رمز دوم [رمز ۱]",
            "رمز پویا ۵۴۳۲۱": "رمز پویا [رمز ۱]",
            "cvv2: 456": "cvv2: [رمز ۱]",
            "پین 1234": "پین [رمز ۱]",
            "کد پیامک شده 54321": "کد پیامک شده [رمز ۱]",
            "pw: it's'long": "pw: [رمز ۱]",
            "pass: " + "!x" * 100: "pass: [رمز ۱]",
        }.items():
            with self.subTest(text=text):
                self.assertEqual(self.hidden(text), expected)

    def test_numbers_dictated_fast_or_with_words_between(self):
        for text in (
            "صفر نهصد دوازده سیصد چهل و پنج شصت هفت هشتاد نه",
            "صفر نهصد و دوازده بعد سیصد و چهل و پنج بعدش شصت و هفت هشتاد و نه",
            "صفر نهصد و دوازده خط تیره سیصد و چهل و پنج شصت و هفت هشتاد و نه",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.hidden(text), "[تلفن ۱]")

    def test_more_values_than_anybody_has_come_back(self):
        text = " ".join(f"a{number}@b.ir" for number in range(10_001))
        self.assertNotIn("@", self.hidden(text))
