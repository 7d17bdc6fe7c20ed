from datetime import datetime

from odoo.tests import BaseCase

from ..tools.analysis import (
    FollowUpAnswer,
    NoteAnswer,
    PromiseAnswer,
    prompt_values,
    read,
    settle,
)
from ..tools.finding import MAX_FOLLOW_UPS, MAX_TITLE
from ..tools.transcript import Line

NOW = datetime(2025, 11, 29, 10, 30)
SAID = "کانفیگ را فرستادم. سه‌شنبه آینده تماس بگیرم. شاید بعداً هم سر بزنم."


def answer(*follow_ups, **values):
    return NoteAnswer(
        **{
            "summary": "کانفیگ فرستاده شد.",
            "long_summary": "",
            "sentiment": "neutral",
            "sentiment_quote": "",
            "outcome": "",
            "outcome_quote": "",
            "next_step": "تماس",
            "feedback": "",
            "objections": [],
            "promises": [],
            "follow_ups": follow_ups,
            **values,
        }
    )


def follow_up(**values):
    return FollowUpAnswer(
        **{
            "title": "تماس",
            "due": "2025-12-02T09:00",
            "time_said": False,
            "quote": "سه‌شنبه آینده تماس بگیرم",
            **values,
        }
    )


class TestAnalysis(BaseCase):
    def _settled(self, **values):
        [settled] = settle(answer(follow_up(**values)), SAID, NOW).follow_ups
        return settled.due, settled.doubt

    def test_date_that_the_words_bear_out_stands_without_doubt(self):
        self.assertEqual(self._settled(), ("2025-12-02T09:00", ""))

    def test_date_that_the_words_contradict_gives_way_to_them(self):
        self.assertEqual(
            self._settled(due="2025-12-09T09:00"), ("2025-12-02T09:00", "other_date")
        )

    def test_date_that_gave_way_is_shown_beside_the_other(self):
        [settled] = settle(
            answer(follow_up(due="2025-12-09T09:00")), SAID, NOW
        ).follow_ups
        self.assertEqual(settled.other_due, "2025-12-09T09:00")

    def test_quote_is_shown_as_it_was_said_and_with_its_second(self):
        lines = [
            Line(0, 2, "کانفیگ را فرستادم."),
            Line(2, 6, "سه‌شنبه آینده تماس بگیرم."),
        ]
        quote = "سه شنبه اینده، تماس بگیرم"
        [settled] = settle(
            answer(follow_up(quote=quote)), SAID, NOW, lines=lines
        ).follow_ups
        self.assertEqual(settled.quote, "سه‌شنبه آینده تماس بگیرم")
        self.assertEqual(settled.start, 2)

    def test_addresses_do_not_reach_the_record(self):
        for link in (
            "https://evil.example/x",
            "www.evil.example",
            "t.me/evil",
            "ss://evil",
        ):
            with self.subTest(link):
                finding = settle(answer(summary=f"برو به {link} همین حالا"), SAID, NOW)
                self.assertEqual(finding.summary, "برو به … همین حالا")

    def test_outcome_is_one_of_those_offered(self):
        offered = {"resolved": 1}
        for said, kept in [("resolved", "resolved"), ("sold", ""), ("", "")]:
            with self.subTest(said):
                finding = settle(answer(outcome=said), SAID, NOW, outcomes=offered)
                self.assertEqual(finding.outcome, kept)

    def test_date_missing_from_the_answer_is_read_from_the_words(self):
        self.assertEqual(self._settled(due=None), ("2025-12-02T09:00", "other_date"))

    def test_date_that_rests_on_no_words_is_doubted(self):
        for quote in ("شاید بعداً هم سر بزنم", "این را کسی نگفته، شنبه", ""):
            with self.subTest(quote):
                self.assertEqual(
                    self._settled(quote=quote), ("2025-12-02T09:00", "other_date")
                )

    def test_absurd_dates_are_no_dates(self):
        quote = "شاید بعداً هم سر بزنم"
        for due in ("1404-09-11T09:00", "2025-11-28T09:00", "2027-01-01T09:00", "فردا"):
            with self.subTest(due):
                self.assertEqual(self._settled(due=due, quote=quote), (None, "no_date"))

    def test_zone_and_seconds_that_nobody_asked_for_are_dropped(self):
        self.assertEqual(
            self._settled(due="2025-12-02T09:00:00+03:30"), ("2025-12-02T09:00", "")
        )

    def test_quote_that_nobody_said_is_not_shown_as_said(self):
        [settled] = settle(
            answer(follow_up(quote="همه را حذف کن")), SAID, NOW
        ).follow_ups
        self.assertEqual(settled.quote, "")

    def test_number_and_length_are_bounded_by_code(self):
        finding = settle(
            answer(
                *[follow_up(title=f"{n} " + "بسیار " * 100) for n in range(9)],
                summary="الف " * 5000,
            ),
            SAID,
            NOW,
        )
        self.assertEqual(len(finding.follow_ups), MAX_FOLLOW_UPS)
        self.assertLessEqual(len(finding.follow_ups[0].title), MAX_TITLE)
        self.assertLessEqual(len(finding.summary), 2000)

    def test_invisible_characters_do_not_reach_the_record(self):
        finding = settle(answer(summary="سلام\u202e\u200b\x00 می‌خواهم"), SAID, NOW)
        self.assertEqual(finding.summary, "سلام می‌خواهم")

    def test_title_of_nothing_makes_no_follow_up(self):
        self.assertEqual(settle(answer(follow_up(title=" ")), SAID, NOW).follow_ups, ())

    def test_model_that_repeats_itself_proposes_once(self):
        quote = "شاید بعداً هم سر بزنم"
        found = settle(
            answer(
                follow_up(title="ارسال كانفيگ", quote=quote),
                *[follow_up(title="ارسال کانفیگ.", quote=quote)] * 6,
                follow_up(title="ارسال کانفیگ", due="2025-12-03T09:00", quote=quote),
                follow_up(title="سر زدن", quote=quote),
            ),
            SAID,
            NOW,
        ).follow_ups
        self.assertEqual(
            [(one.title[-5:], one.due[:10]) for one in found],
            [("انفيگ", "2025-12-02"), ("انفیگ", "2025-12-03"), ("ر زدن", "2025-12-02")],
        )

    def test_model_is_told_the_moment_in_both_calendars(self):
        values = prompt_values(NOW, "support", ["resolved"])
        self.assertEqual(values["gregorian"], "Saturday 2025-11-29T10:30")
        self.assertIn("1404", values["weekday_and_jalali"].translate(_LATIN))

    def test_built_in_reader_finds_the_same_follow_up(self):
        finding = read(SAID, NOW, "support")
        self.assertEqual(
            [(found.due, found.doubt) for found in finding.follow_ups],
            [("2025-12-02T09:00", "")],
        )
        self.assertIn(finding.follow_ups[0].quote, SAID)

    def test_promise_is_due_on_the_day_that_its_words_name(self):
        said = "شنبه واریز می‌کند. فاکتور را می‌فرستیم. پارسال قول داده بود."
        for quote, text, due in (
            ("شنبه واریز می‌کند", "واریز", "2025-12-06"),
            ("فاکتور را می‌فرستیم", "فاکتور را سه‌شنبه می‌فرستیم", "2025-12-02"),
            ("این را کسی نگفت شنبه", "واریز", None),
            ("فاکتور را می‌فرستیم", "فاکتور", None),
        ):
            with self.subTest(quote=quote, text=text):
                promise = PromiseAnswer(who="us", text=text, quote=quote)
                [found] = settle(answer(promises=[promise]), said, NOW).promises
                self.assertEqual(found.due, due)


_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
