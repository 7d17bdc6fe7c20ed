from datetime import datetime

from odoo.tests import BaseCase

from ..persian.dates import NO_SUCH_DAY
from ..persian.notes import MAX_TASKS, read_note
from .common import as_moment, read_cases

NOW = datetime(2026, 11, 28, 10, 30)


class TestNotes(BaseCase):
    def test_notes_give_their_tasks_and_mood(self):
        for case in read_cases("notes"):
            with self.subTest(note=case["transcript"]):
                note = read_note(case["transcript"], case["now"], case["purpose"])
                self.assertEqual(
                    [task.at for task in note.follow_ups],
                    [as_moment(task["due"]) for task in case["tasks"]],
                )
                self.assertEqual(note.sentiment, case["sentiment"])
                for task, expected in zip(note.follow_ups, case["tasks"], strict=True):
                    for word in expected["mentions"]:
                        self.assertIn(word, task.title)

    def test_quotes_stand_in_the_note(self):
        for case in read_cases("notes"):
            text = case["transcript"]
            with self.subTest(note=text):
                note = read_note(text, case["now"], case["purpose"])
                self.assertIn(note.sentiment_quote, text)
                for task in note.follow_ups:
                    self.assertEqual(text[slice(*task.span)], task.quote)

    def test_titles_leave_the_date_out(self):
        note = read_note("فردا ساعت ۱۱ دوباره تماس بگیرم.", NOW)
        self.assertEqual(note.follow_ups[0].title, "دوباره تماس بگیرم")

    def test_titles_name_the_person_spoken_of(self):
        note = read_note("آقای رضایی جواب نداد. فردا تماس بگیرم.", NOW)
        self.assertEqual(note.follow_ups[0].title, "آقای رضایی: تماس بگیرم")

    def test_a_date_alone_is_named_by_the_purpose(self):
        titles = {
            purpose: read_note("جواب نداد. فردا.", NOW, purpose).follow_ups[0].title
            for purpose in ("support", "sales", "follow_up", "inbound", "")
        }
        self.assertEqual(titles["sales"], "پیگیری فروش")
        self.assertEqual(titles["follow_up"], titles[""])

    def test_next_step_is_the_earliest_task(self):
        note = read_note("شنبه فاکتور بفرستم. فردا زنگ بزنم.", NOW)
        self.assertEqual(note.next_step, "زنگ بزنم")

    def test_nothing_to_do_gives_no_next_step(self):
        self.assertEqual(read_note("مشکلش حل شد.", NOW).next_step, "")

    def test_a_day_that_does_not_exist_needs_a_person(self):
        (task,) = read_note("۳۱ آذر زنگ بزنم.", NOW).follow_ups
        self.assertEqual((task.at, task.due.doubt), (None, NO_SUCH_DAY))

    def test_a_task_without_a_date_needs_a_person(self):
        (task,) = read_note("کانفیگ جدید رو براش بفرستم.", NOW).follow_ups
        self.assertIsNone(task.due)

    def test_the_same_task_said_twice_is_one(self):
        note = read_note("فردا تماس بگیرم. یادم باشه فردا زنگ بزنم.", NOW)
        self.assertEqual(len(note.follow_ups), 1)

    def test_no_more_than_five_tasks(self):
        days = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
        note = read_note(" ".join(f"{day} زنگ بزنم." for day in days), NOW)
        self.assertEqual(len(note.follow_ups), MAX_TASKS)

    def test_summary_tells_what_happened_in_the_words_of_the_note(self):
        note = read_note(
            "سلام. آقای کریمی جواب داد و تسویه کرد. راضی بود. فردا زنگ بزنم.", NOW
        )
        self.assertEqual(note.summary, "آقای کریمی جواب داد و تسویه کرد.")

    def test_a_note_without_marks_is_quoted_in_part(self):
        text = "خیلی حرف زدیم " * 60 + "فردا زنگ بزنم"
        (task,) = read_note(text, NOW).follow_ups
        self.assertLess(len(task.quote), 300)
        self.assertIn("فردا زنگ بزنم", task.quote)
