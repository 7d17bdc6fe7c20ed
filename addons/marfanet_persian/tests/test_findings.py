from datetime import datetime

from odoo.tests import BaseCase

from ..persian.notes import read_note
from ..persian.outcomes import KEYS

NOW = datetime(2026, 11, 28, 10, 30)


class TestFindings(BaseCase):
    """Purpose, outcome and the tasks that are easily mistaken."""

    def test_every_outcome_is_told_by_some_words(self):
        notes = {
            "جواب نداد.": "no_answer",
            "گفت سرم شلوغه.": "busy",
            "جواب نداد، پیام گذاشتم.": "left_message",
            "قطع بود، کانفیگ دادم وصل شد.": "resolved",
            "هنوز وصل نمیشه.": "unresolved",
            "قول داد سر برج تسویه کنه.": "promised_payment",
            "از پنل خوشش اومد.": "interested",
            "گفت نیازی نداره.": "not_interested",
            "ده تا اکانت خرید.": "sold",
        }
        self.assertEqual(set(notes.values()), set(KEYS))
        for text, outcome in notes.items():
            with self.subTest(text=text):
                self.assertEqual(read_note(text, NOW, "follow_up").outcome, outcome)

    def test_no_outcome_where_none_is_told(self):
        for text in (
            "",
            "سوال داشت، توضیح دادم.",
            "اگه تا شنبه درست نشه میره.",
            "فردا زنگ بزنم ببینم وصل شده یا نه.",
            "ماه پیش پنج تا خرید.",
        ):
            with self.subTest(text=text):
                self.assertEqual(read_note(text, NOW, "sales").outcome, "")

    def test_the_last_word_on_a_fault_counts(self):
        solved = read_note("وصل نشد. سرور رو عوض کردیم درست شد.", NOW, "support")
        broken = read_note("درست شد ولی امروز دوباره وصل نشد.", NOW, "support")
        self.assertEqual((solved.outcome, broken.outcome), ("resolved", "unresolved"))

    def test_an_answer_later_in_the_note_is_no_missing_answer(self):
        note = read_note("جواب نداد. بعد خودش زنگ زد گفت کاری نداره.", NOW)
        self.assertEqual(note.outcome, "")

    def test_purpose_follows_what_is_stated_and_else_what_was_given(self):
        for text, given, purpose in (
            ("بابت فروش پنل زنگ زدم.", "support", "sales"),
            ("خودش زنگ زد شماره فاکتور خواست.", "sales", "inbound"),
            ("خودش زنگ زد گفت قطعه.", "support", "support"),
            ("سرورش کنده.", "sales", "sales"),
            ("سرورش کنده و وصل نمیشه.", "", "support"),
            ("", "", ""),
        ):
            with self.subTest(text=text):
                self.assertEqual(read_note(text, NOW, given).purpose, purpose)

    def test_two_calls_on_one_day_are_two_tasks(self):
        note = read_note("فردا به آقای رضایی زنگ بزنم. فردا به مریم زنگ بزنم.", NOW)
        self.assertEqual(len(note.follow_ups), 2)

    def test_an_hour_alone_is_on_the_day_planned_before_it(self):
        note = read_note("فردا ساعت ۱۰ زنگ بزنم، ساعت ۱۲ هم فاکتور بفرستم.", NOW)
        self.assertEqual(
            [task.at for task in note.follow_ups],
            [datetime(2026, 11, 29, 10), datetime(2026, 11, 29, 12)],
        )

    def test_an_hour_in_the_next_sentence_is_its_own(self):
        note = read_note("فردا زنگ بزنم. ساعت ۱۲ فاکتور بفرستم.", NOW)
        self.assertEqual(note.follow_ups[1].at, datetime(2026, 11, 28, 12))

    def test_what_the_customer_says_of_himself_is_no_task(self):
        for text in (
            "گفت با شریکم مشورت کنم خبر میدم.",
            "گفت اگه درست نشه پولمو پس میگیرم.",
            "گفت با همسرم هماهنگ کنید.",
            "گفت تا بیستم مهلت بدین.",
            "گفت حقوقم رو که گرفتم میریزم.",
        ):
            with self.subTest(text=text):
                self.assertEqual(read_note(text, NOW).follow_ups, ())

    def test_a_call_put_off_is_due_on_the_later_day(self):
        note = read_note(
            "فردا باید به آقای کیانی زنگ بزنم ولی تعطیله، دوشنبه زنگ می‌زنم.", NOW
        )
        (task,) = note.follow_ups
        self.assertEqual(task.at, datetime(2026, 11, 30, 9))
        self.assertIn("کیانی", task.title)

    def test_titles_have_persian_letters_and_the_digits_that_were_said(self):
        (task,) = read_note("فردا ٢ كانفيگ براي كاظمي بفرستم", NOW).follow_ups
        self.assertEqual(task.title, "٢ کانفیگ برای کاظمی بفرستم")
