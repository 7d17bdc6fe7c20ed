from odoo.tests import BaseCase

from ..persian.normalise import tokenise
from ..persian.numbers import read_number


def read(text):
    return read_number([token.text for token in tokenise(text)])


class TestNumbers(BaseCase):
    def test_words_become_numbers(self):
        cases = {
            "یک": 1,
            "یه": 1,
            "چار": 4,
            "شیش": 6,
            "ده": 10,
            "پونزده": 15,
            "شونزده": 16,
            "هیفده": 17,
            "هیجده": 18,
            "هژده": 18,
            "بیس": 20,
            "بیست و پنج": 25,
            "بیست و‌ پنج": 25,
            "بیستوپنج": 25,
            "نود و نه": 99,
            "صد و بیست و سه": 123,
            "پونصد": 500,
            "دو میلیون و پانصد هزار": 2_500_000,
            "هزار و چهارصد و پنج": 1405,
            "۲ میلیون": 2_000_000,
            "۴۴۳": 443,
            "٤٤٣": 443,
        }
        for text, value in cases.items():
            with self.subTest(text=text):
                number = read(text)
                self.assertEqual((number.value, number.ordinal), (value, False))

    def test_ordinals_are_told_from_counts(self):
        cases = {
            "دوم": 2,
            "سوم": 3,
            "چارم": 4,
            "دهم": 10,
            "پونزدهم": 15,
            "پونزدم": 15,
            "بیستم": 20,
            "بیست و یکم": 21,
            "بیست وپنجم": 25,
            "سی ام": 30,
            "سی‌اُم": 30,
            "سی و یکم": 31,
            "۱۵م": 15,
            "۱۵ ام": 15,
            "۱۵‌اُم": 15,
        }
        for text, value in cases.items():
            with self.subTest(text=text):
                number = read(text)
                self.assertEqual((number.value, number.ordinal), (value, True))

    def test_the_number_stops_where_the_words_do(self):
        self.assertEqual(read("ده و نیم").count, 1)
        self.assertEqual(read("بیست و پنج روز دیگه").count, 3)
        self.assertEqual(read("ده و بیست دقیقه").value, 10)
        self.assertEqual(read("بیستم و سوم").value, 20)

    def test_other_words_and_long_digits_are_no_number(self):
        for text in ("", "سلام", "سیم", "پنجره", "6037991112345678", "9" * 5000):
            with self.subTest(text=text[:20]):
                self.assertIsNone(read(text))
