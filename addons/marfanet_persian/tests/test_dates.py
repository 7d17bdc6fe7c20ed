from datetime import datetime

from odoo.tests import BaseCase

from ..persian.dates import NO_SUCH_DAY, find_all, resolve_due
from .common import as_moment, read_cases

NOW = datetime(2026, 11, 28, 10, 30, 45)


class TestDates(BaseCase):
    def test_phrases_become_the_moments_of_the_rules(self):
        for case in read_cases("dates"):
            with self.subTest(text=case["text"], now=str(case["now"])):
                due = resolve_due(case["text"], case["now"])
                moment = due.at if due else None
                self.assertEqual(moment, as_moment(case["due"]))
                said = bool(moment and due.time_said)
                self.assertEqual(said, case["time_said"])
                self.assertEqual(due.doubt if due else "", case.get("doubt", ""))

    def test_spans_quote_the_original_text(self):
        for case in read_cases("dates"):
            text = f"سلام، {case['text']} ممنون"
            with self.subTest(text=text):
                for due in find_all(text, case["now"]):
                    self.assertEqual(text[slice(*due.span)], due.phrase)
                    self.assertEqual(due.parts[0][0], due.span[0])
                    self.assertEqual(due.parts[-1][1], due.span[1])

    def test_the_phrase_is_what_was_said_letter_by_letter(self):
        cases = {
            "حتماً سه‌شنبهٔ آینده ساعت ۵ زنگ بزنم": "سه‌شنبهٔ آینده ساعت ۵",
            "بهش ٢ هفته ديگه زنگ بزنم": "٢ هفته ديگه",
            "تا ۱۴۰۵/۰۹/۲۰ بفرستم": "۱۴۰۵/۰۹/۲۰",
            "دو سه روز دیگه زنگ بزنم": "دو سه روز دیگه",
        }
        for text, phrase in cases.items():
            with self.subTest(text=text):
                self.assertEqual(resolve_due(text, NOW).phrase, phrase)

    def test_all_dates_come_in_the_order_of_the_text_without_the_past(self):
        text = "دیروز زنگ زد، شنبه فاکتور بفرستم، فردا ساعت ۵ چک کنم، ۳۱ آذر پیام بدم"
        found = find_all(text, NOW)
        self.assertEqual(
            [due.at for due in found],
            [datetime(2026, 12, 5, 9), datetime(2026, 11, 29, 17), None],
        )
        self.assertEqual(found[-1].doubt, NO_SUCH_DAY)

    def test_the_agents_own_date_goes_before_the_customers(self):
        due = resolve_due("گفت فردا واریز می‌کنه، شنبه چک کنم", NOW)
        self.assertEqual(due.at, datetime(2026, 12, 5, 9))

    def test_a_date_in_an_if_is_only_the_last_resort(self):
        text = "اگه تا فردا درست نشه میره، شنبه زنگ بزنم"
        self.assertEqual(resolve_due(text, NOW).at, datetime(2026, 12, 5, 9))

    def test_an_hour_far_from_its_day_is_found_and_both_parts_are_named(self):
        text = "فردا با آقای رضایی ساعت ۱۰ تماس بگیرم"
        due = resolve_due(text, NOW)
        self.assertEqual(
            [text[start:end] for start, end in due.parts], ["فردا", "ساعت ۱۰"]
        )

    def test_seconds_of_now_are_dropped(self):
        due = resolve_due("نیم ساعت دیگه", NOW)
        self.assertEqual(due.at, datetime(2026, 11, 28, 11))
