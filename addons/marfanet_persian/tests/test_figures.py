from odoo.tests import BaseCase

from ..persian.figures import (
    MAX_IN_WORDS,
    in_words,
    to_persian_figures,
    write_number,
)
from ..persian.normalise import tokenise
from ..persian.numbers import read_number


class TestFigures(BaseCase):
    def test_numbers_get_persian_digits_and_signs(self):
        for text, expected in (
            ("12,345.6", "۱۲٬۳۴۵٫۶"),
            ("1,234,567", "۱٬۲۳۴٬۵۶۷"),
            ("0.5", "۰٫۵"),
            ("-7", "-۷"),
            ("2 of 1,200.", "۲ of ۱٬۲۰۰."),
            ("Ali, 5", "Ali, ۵"),
        ):
            with self.subTest(text=text):
                self.assertEqual(to_persian_figures(text), expected)

    def test_what_is_no_number_keeps_its_signs(self):
        for text, expected in (
            ("192.168.1.10", "۱۹۲.۱۶۸.۱.۱۰"),
            ("19.0.1", "۱۹.۰.۱"),
            ("1405/08/30", "۱۴۰۵/۰۸/۳۰"),
            ("17:05", "۱۷:۰۵"),
            ("1,2,3", "۱,۲,۳"),
        ):
            with self.subTest(text=text):
                self.assertEqual(to_persian_figures(text), expected)

    def test_written_twice_is_written_once(self):
        once = to_persian_figures("12,345.6")
        self.assertEqual(to_persian_figures(once), once)

    def test_thousands_stand_apart(self):
        self.assertEqual(write_number(2300000), "2,300,000")
        self.assertEqual(write_number(81.5), "81.5")
        self.assertEqual(write_number(81.55, 1), "81.5")
        self.assertEqual(write_number(7, 2), "7.00")

    def test_amounts_in_words(self):
        for value, words in (
            (0, "صفر"),
            (1000, "هزار"),
            (1100, "هزار و صد"),
            (2_300_000, "دو میلیون و سیصد هزار"),
            (1_000_000, "یک میلیون"),
            (1_001_000_021, "یک میلیارد و یک میلیون و بیست و یک"),
            (415, "چهارصد و پانزده"),
            (-12, "منفی دوازده"),
        ):
            with self.subTest(value=value):
                self.assertEqual(in_words(value), words)

    def test_the_reader_of_numbers_reads_what_is_written(self):
        for value in (*range(1, 1000), 1405, 20_050, 999_999, 1_250_000, 3_000_000_007):
            words = [token.text for token in tokenise(in_words(value))]
            number = read_number(words)
            self.assertEqual((number.value, number.count), (value, len(words)))

    def test_what_has_no_name_is_refused(self):
        with self.assertRaises(ValueError):
            in_words(MAX_IN_WORDS + 1)
