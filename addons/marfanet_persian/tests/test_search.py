import sys
from itertools import product

from odoo.tests import BaseCase

from ..persian.normalise import storable
from ..persian.search import search_forms, search_key, search_words

# Each line: what is stored, then queries that all find it.
FOUND = [
    ("علی رضا کریمی", "علی رضا", "علیرضا", "علی‌رضا", "علي رضا", "كريمي علي", "لی"),
    ("علی‌رضا", "علی رضا", "علیرضا", "علی\u200b رضا", "عَلی رِضا", "علـــی"),
    ("علیرضا", "علی رضا", "علي‌رضا"),
    ("آقای رئیسی", "اقای رییسی", "آقاي رئيسي", "اقای رئیسی"),
    ("فاطمة الزهراء", "فاطمه الزهرا", "فاطمه الزهراء"),
    ("مؤسسهٔ نمونه", "موسسه نمونه", "موسسۀ نمونه"),
    ("نمی‌خواهد", "نمی خواهد", "نمیخواهد", "نمي‌خواهد", "خواهد"),
    ("کتاب ها را می خواهد", "کتاب‌ها", "کتابها", "می‌خواهد", "کتاب"),
    ("اتصال V2Ray، سرور آلمان", "v2ray", "V2RAY المان", "سرور،", "«سرور»", "ﺳﺮور"),
    ("Élan ＡＢＣ", "elan abc", "ÉLAN"),
    ("۱۴۰۵/٠٩/20", "1405/09/20", "۱۴۰۵", "09"),
    ("vless://a@b:1#كانال_ي ادامه", "کانال", "VLESS://A@B", "ادامه"),
    ("989121234567 09121234567", "0912 123 4567", "+98 912-123-4567"),
    ("989121234567 09121234567", "۰۹۱۲۱۲۳۴۵۶۷", "00989121234567", "0098912"),
    ("989121234567 09121234567", "+98 (0)912 123 4567", "(0912) 123.4567", "912 12"),
    ("989121234567 09121234567", "0912 - 123 - 4567", "٠٩١٢ ١٢٣", "4567 0912"),
    ("با ۰۹۱۲-۱۲۳ ۴۵ ۶۷ تماس", "09121234567", "+989121234567", "تماس 0912 123 4567"),
    ("فاکتور 12 از 1405", "12 1405", "1405 12"),
    ("@ali_r t.me/ali_r", "https://t.me/ali_r", "@Ali_R", "http://www.t.me/ali"),
    ("100% سود", "100%", "سود"),
]
NOT_FOUND = [
    ("علی محمدی، برادر رضا", "علی‌رضا"),
    ("علی", "علی رضا"),
    ("989121234567 09121234567", "0912 123 4568"),
    ("989121234567 09121234567", "4567 123 0912"),
]


class TestSearch(BaseCase):
    def test_every_spelling_finds_what_is_stored(self):
        for stored, *queries in FOUND:
            for query in queries:
                with self.subTest(stored=stored, query=query):
                    self.assertTrue(_finds(query, stored))

    def test_other_words_and_numbers_are_not_found(self):
        for stored, query in NOT_FOUND:
            with self.subTest(stored=stored, query=query):
                self.assertFalse(_finds(query, stored))

    def test_nothing_is_asked_by_what_cannot_be_seen(self):
        for query in ("", "  ", "\u200c", "\x00", "\ud800", "\u200f \ufeff", "\u0640"):
            with self.subTest(query=query):
                self.assertEqual(search_key(query), "")
                self.assertEqual(search_words(query), [])

    def test_folding_twice_changes_nothing_more(self):
        for char in map(chr, range(sys.maxunicode + 1)):
            key = search_key(char)
            if search_key(key) != key:
                self.fail(f"U+{ord(char):04X} folds to {key!r}")

    def test_keys_can_be_stored(self):
        key = search_key("الف\x00ب\ud800پ\x07ت\nث")
        self.assertEqual(key, "الفبپت ث")
        self.assertEqual(storable("الف\x00ب\ud800\udfffپ\n"), "الفبپ\n")

    def test_a_pasted_page_asks_little(self):
        words = search_words("سلام " * 5000 + "9" * 5000)
        self.assertEqual(len(words), 12)
        self.assertEqual(len(search_words("س" * 5000)[0][0]), 64)
        self.assertEqual(len(search_words("12 " * 5000)), 12)

    def test_words_hold_no_empty_alternative(self):
        marks = ["", "۰", "0", "00", "+", "-", "(", ".", "\u200c", "می", "ها", "ا", " "]
        for query in map("".join, product(marks, repeat=4)):
            for alternatives in search_words(query):
                with self.subTest(query=query):
                    self.assertTrue(alternatives and all(alternatives))


def _finds(query: str, stored: str) -> bool:
    text = "\n".join(search_forms(stored, short=True))
    return all(
        any(key in text for key in alternatives) for alternatives in search_words(query)
    )
