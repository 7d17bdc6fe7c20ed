from datetime import datetime, timedelta
from itertools import count

from odoo.tests import BaseCase

from ..tools.answers import Given, best_answers, stems

LONG_AGO = datetime(2026, 1, 1)


class TestBestAnswers(BaseCase):
    """The ranking alone: what is found in the database is tested beside the model."""

    def setUp(self):
        super().setUp()
        self.numbers = count(1)

    def _given(self, objection, answer, *results, to_them=False):
        for result in results:
            number = next(self.numbers)
            moment = LONG_AGO + timedelta(days=number)
            yield Given(number, objection, answer, result, moment, to_them)

    def _answers(self, text, *given):
        found = best_answers(text, [one for some in given for one in some])
        return [answer.given[0].answer for _nearest, answer in found]

    def test_nine_of_ten_come_before_one_of_one(self):
        found = self._answers(
            "گران است",
            self._given("گران است", "تخفیف می‌دهیم", "good"),
            self._given("گران است", "پلن کوچک‌تر", *["good"] * 9, "bad"),
            self._given("گران است", "همین است که هست", "bad", "bad"),
            self._given("گران است", "تازه گفته شد", ""),
        )
        self.assertEqual(
            found, ["پلن کوچک‌تر", "تخفیف می‌دهیم", "تازه گفته شد", "همین است که هست"]
        )

    def test_of_equally_good_ones_the_nearer_then_the_newer_comes_first(self):
        found = self._answers(
            "سرعت شب‌ها کم است",
            self._given("سرعت شب ها كم است", "قدیمی", "good"),
            self._given("سرعت شب‌ها کم است", "جدید", "good"),
            self._given("سرعت کم است و قیمت بالا", "دور", "good"),
        )
        self.assertEqual(found, ["جدید", "قدیمی", "دور"])

    def test_equal_answers_in_other_spellings_are_one(self):
        found = best_answers(
            "گران است",
            [
                *self._given("قیمتش گران است!", "۱۰ درصد تخفيف مي‌دهيم!", "good"),
                *self._given("گران است", "10 درصد تخفیف می دهیم", "good", "bad"),
            ],
        )
        [(nearest, answer)] = found
        self.assertEqual((answer.good, answer.used), (2, 3))
        self.assertEqual(nearest.objection, "گران است")
        self.assertEqual(nearest.id, 3, "the newest of the nearest")

    def test_what_is_alike_in_other_letters_digits_and_endings_is_found(self):
        given = list(self._given("قیمتش خیلی گرون شده، ۵۰ هزار تومن", "الف", "good"))
        for text in ("گرونه", "قيمت", "50 هزار", "قیمت‌ها", "گرون"):
            with self.subTest(text=text):
                self.assertEqual(self._answers(text, given), ["الف"])

    def test_what_is_about_something_else_is_not_offered(self):
        given = list(self._given("روی ایرانسل وصل نمی‌شود", "کانفیگ تازه", "good"))
        for text in ("گران است", "۱۲۳", "xyz"):
            with self.subTest(text=text):
                self.assertEqual(self._answers(text, given), [])

    def test_what_failed_with_them_comes_last(self):
        given = [
            *self._given("گران است", "تخفیف", *["good"] * 5),
            *self._given("گران است", "تخفیف", "bad", to_them=True),
            *self._given("گران است", "قسط", "bad"),
        ]
        self.assertEqual(self._answers("گران است", given), ["قسط", "تخفیف"])
        heard_again = list(self._given("گران است", "تخفیف", "good", to_them=True))
        self.assertEqual(
            self._answers("گران است", given, heard_again), ["تخفیف", "قسط"]
        )

    def test_blank_text_gives_what_goes_well_and_is_needed_often(self):
        found = self._answers(
            " ",
            self._given("گران است", "یک بار", "good"),
            self._given("سرعت کم است", "ده بار", *["good"] * 8, "bad", "bad"),
            self._given("قطع شد", "هیچ بار", *["bad"] * 4),
        )
        self.assertEqual(found, ["ده بار", "یک بار", "هیچ بار"])

    def test_stems_leave_out_what_all_texts_have(self):
        self.assertEqual(stems("از سرعتش که راضی"), [("سرعت",), ("راضی",)])
        self.assertEqual(stems("«گرونه»، گرون!"), [("گرون",)])
        self.assertEqual(stems("۵۰۰۰ تومن"), [("5000",), ("تومن",)])
        self.assertEqual(stems("؟! - و"), [])
