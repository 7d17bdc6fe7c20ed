import random

import pydantic

from odoo.tests import BaseCase

from ..tools.redaction import Redaction


class Task(pydantic.BaseModel):
    title: str = pydantic.Field(max_length=30)
    quotes: list[str]


class Note(pydantic.BaseModel):
    summary: str
    tasks: tuple[Task, ...]
    days: int | None


VLESS = "vless://b831381d-6324-4d53-ad4f-8cda48b30811@x.ir:443?type=ws&path=%2F#آلمان"


class TestRedaction(BaseCase):
    def hidden(self, text):
        redaction = Redaction()
        hidden = redaction.hide(text)
        self.assertEqual(redaction.restore(hidden), text)
        return hidden

    def test_private_values_become_placeholders_of_their_kind(self):
        cases = {
            # Phones, in every spelling
            "شماره‌ام ۰۹۱۲۳۴۵۶۷۸۹ هست": "شماره‌ام [تلفن ۱] هست",
            "با 0912 345 67 89 یا +98 (912) 345-6789": "با [تلفن ۱] یا [تلفن ۲]",
            "دفتر ۰۲۱-۸۸۷۷۶۶۵۵ و 00971501234567": "دفتر [تلفن ۱] و [تلفن ۲]",
            "شماره۰۹۱۲۳۴۵۶۷۸۹است": "شماره[تلفن ۱]است",
            "۰۹۱۲\u200c۳۴۵\u200c۶۷\u200b۸۹": "[تلفن ۱]",
            "09123456789 09351234567": "[تلفن ۱] [تلفن ۲]",
            "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗": "[تلفن ۱]",
            # Dictated
            "صفر نهصد و دوازده، سیصد و چهل و پنج، شصت و هفت، هشتاد و نه": "[تلفن ۱]",
            "صفر نهصد و سی و پنج دویست و ده ۴۴ ۶۲ فردا زنگ بزنم": (
                "[تلفن ۱] فردا زنگ بزنم"
            ),
            "کد ملی صفر صفر هشتاد و چهار پنجاه و هفت پنجاه و نه چهل و هشت": (
                "کد ملی [کد ملی ۱]"
            ),
            "رمزش یک دو سه چهار پنج": "رمزش [رمز ۱]",
            # Mail
            "ایمیلش ali.r+x@example.co.uk بود": "ایمیلش [ایمیل ۱] بود",
            "رضا ات جیمیل دات کام": "[ایمیل ۱]",
            # Numbers with a checksum
            "کارت ۶۰۳۷-۹۹۱۲-۳۴۵۶-۷۸۹۳": "کارت [کارت ۱]",
            "شبا IR58 0540 1051 8002 1273 1130 07 است": "شبا [شبا ۱] است",
            "شبا ۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷": "شبا [شبا ۱]",
            "DE89 3704 0044 0532 0130 00 را بزن": "[شبا ۱] را بزن",
            "کد ملی 0084575948": "کد ملی [کد ملی ۱]",
            # Ways in
            f"{VLESS} را فرستادم، وصل شد": "[لینک ۱] را فرستادم، وصل شد",
            "vmess://eyJhZGQiOiJ4In0= و ss://YWVzOnA@1.2.3.4:80": "[لینک ۱] و [لینک ۲]",
            "trojan://pw@host.ir:443.": "[لینک ۱].",
            "ساب https://s.example.com:2096/sub/AbC؟": "ساب [لینک ۱]؟",
            "از panel.example.com:2053/x/ بیا": "از [لینک ۱] بیا",
            "http://185.12.34.56:2053/secret/panel": "[لینک ۱]",
            "b831381d-6324-4d53-ad4f-8cda48b30811": "[کلید ۱]",
            "key = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=": "key = [کلید ۱]",
            # Passwords said as such
            "رمزش abc@123 هست و یوزرش ali": "رمزش [رمز ۱] هست و یوزرش ali",
            "رمز: گلابی": "رمز: [رمز ۱]",
            "پسورد پنل جدیدش رو گذاشتم Qw!23zx": "پسورد پنل جدیدش رو گذاشتم [رمز ۱]",
            "رمزش «گل@123» بود": "رمزش «[رمز ۱]» بود",
            "password is hunter2.": "password is [رمز ۱].",
            "pwd=x9y8z7": "pwd=[رمز ۱]",
        }
        for text, expected in cases.items():
            with self.subTest(text=text):
                self.assertEqual(self.hidden(text), expected)

    def test_what_the_model_needs_is_left(self):
        for text in (
            "۲۰ تا اکانت خرید، ۳ میلیون و ۵۰۰ هزار تومان واریز کرد تا ۱۴۰۵/۰۹/۲۰",
            "ساعت ۱۰:۳۰ تا ۱۱ پورت 443 و 8080 روی 185.12.34.56",
            "مبلغ ۱۲۵۰۰۰۰۰ تومان در ۱۴۰۵-۰۹-۲۰ ۱۰:۳۰ و 1405/09/20 12:00",
            "رمزش رو عوض کردیم درست شد، رمز ارز نداریم",
            "password reset را زدم",
            "بیست و پنج نفر، سی و دو نفر و صد و ده تا، ۱۰ ۲۰ ۳۰ ۴۰ ۵۰",
            "سایت marfanet.com و نسخه 1.8.24 و V2Ray",
            # Neither passes its checksum.
            "شماره سفارش 6037991234567890 و 1234567890",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.hidden(text), text)

    def test_the_same_value_has_the_same_placeholder_in_all_texts(self):
        redaction = Redaction()
        self.assertEqual(redaction.hide("به 09123456789"), "به [تلفن ۱]")
        self.assertEqual(
            redaction.hide("از 09350000000 به 09123456789"), "از [تلفن ۲] به [تلفن ۱]"
        )

    def test_a_placeholder_that_stood_in_the_text_is_not_mistaken(self):
        redaction = Redaction()
        text = "نوشته بود [تلفن ۱] و شماره‌اش 09123456789 است"
        hidden = redaction.hide(text)
        self.assertNotIn("0912", hidden)
        self.assertEqual(redaction.restore(hidden), text)

    def test_answers_come_back_however_the_model_spells_a_placeholder(self):
        redaction = Redaction()
        redaction.hide("09123456789 و کد ملی 0084575948")
        for placeholder in ("[تلفن ۱]", "[تلفن 1]", "[ تلفن ۱ ]"):
            answer = redaction.restore(f"به {placeholder} زنگ بزن")
            self.assertEqual(answer, "به 09123456789 زنگ بزن")
        self.assertEqual(redaction.restore("[کد\u200cملي ۱]"), "0084575948")

    def test_placeholders_never_given_out_stay(self):
        redaction = Redaction()
        redaction.hide("09123456789")
        self.assertEqual(redaction.restore("[تلفن ۲] [کارت ۱]"), "[تلفن ۲] [کارت ۱]")

    def test_every_text_of_a_value_is_restored_whatever_its_length(self):
        redaction = Redaction()
        hidden = redaction.hide(VLESS)
        note = Note(
            summary=f"فرستادم {hidden}",
            tasks=(Task(title=hidden, quotes=[hidden, "x"]),),
            days=None,
        )
        restored = redaction.restore_in(note)
        self.assertIsInstance(restored, Note)
        self.assertEqual(restored.summary, f"فرستادم {VLESS}")
        self.assertEqual(restored.tasks[0].title, VLESS)
        self.assertEqual(restored.tasks[0].quotes, [VLESS, "x"])
        self.assertEqual(
            redaction.restore_in({"a": [hidden, 3], hidden: None}),
            {"a": [VLESS, 3], VLESS: None},
        )

    def test_a_stream_restores_placeholders_split_anywhere(self):
        redaction = Redaction()
        hidden = redaction.hide("به 09123456789 [فوری] زنگ بزن؛ کد ملی 0084575948")
        whole = redaction.restore(hidden)
        for size in (1, 2, 3, 7):
            chunks = [hidden[at : at + size] for at in range(0, len(hidden), size)]
            with self.subTest(size=size):
                self.assertEqual("".join(redaction.restore_stream(chunks)), whole)

    def test_a_stream_is_not_held_back_without_need(self):
        chunks = list(Redaction().restore_stream(["سلام [", "فوری", "] برو", " خب"]))
        self.assertEqual(chunks, ["سلام ", "[فوری] برو", " خب"])

    def test_a_bracket_that_is_never_closed_does_not_stop_a_stream(self):
        chunks = ["[" + "الف" * 20, "ب", "ج"]
        self.assertEqual(list(Redaction().restore_stream(chunks)), chunks)

    def test_any_text_comes_back_letter_by_letter(self):
        alphabet = "0912345678۹۱٠ +-().[]@:/_=،و \n\u200cابرمزکدتلفنابجدabIR«»"
        rng = random.Random(20261121)
        for _round in range(3_000):
            self.hidden("".join(rng.choices(alphabet, k=rng.randint(0, 60))))
