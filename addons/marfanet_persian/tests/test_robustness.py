import random
import sys
from datetime import datetime

from odoo.tests import BaseCase

from ..persian.dates import find_all, resolve_due
from ..persian.normalise import normalise
from ..persian.notes import read_note
from .common import read_cases

NOW = datetime(2026, 11, 28, 10, 30)
LONG = 4_000
# Twice the text is twice the work; what is left over is for fixed costs and rounding.
LINEAR = 2.4


class TestRobustness(BaseCase):
    def test_empty_text_is_read_as_nothing(self):
        for text in ("", " ", "\n", "\u200c", ".", "،"):
            with self.subTest(text=text):
                self.assertIsNone(resolve_due(text, NOW))
                note = read_note(text, NOW)
                self.assertEqual((note.follow_ups, note.sentiment), ((), "neutral"))

    def test_garbage_never_raises_and_spans_still_quote(self):
        dice = random.Random(7)
        words = [word for case in read_cases("dates") for word in case["text"].split()]
        signs = [*"/-:.،؛؟()«»\n\u200c\u200f", "\ud800", "😀", "ﷲ", "ﻻ", "\x00"]
        digits = ["0", "00", "31", "1405", "2026", "999999999999", "9" * 5000, "۹"]
        for _ in range(1500):
            pieces = dice.choices(words + signs * 8 + digits * 6, k=dice.randrange(25))
            text = dice.choice(("", " ")).join(pieces)
            with self.subTest(text=text):
                normalise(text)
                for due in find_all(text, NOW):
                    self.assertEqual(text[slice(*due.span)], due.phrase)
                for task in read_note(text, NOW).follow_ups:
                    self.assertEqual(text[slice(*task.span)], task.quote)

    def test_work_grows_no_faster_than_the_text(self):
        seeds = {
            "letters": "a",
            "digits": "9",
            "slashes": "1/",
            "dots": "1.",
            "spaces": " ",
            "joiners": "\u200c",
            "dates": "فردا ساعت ۵ و ",
            "weekdays": "شنبه ",
            "verbs": "زنگ بزنم و ",
            "moods": "راضی بود ولی ",
            "sentences": "اگه فردا نداد شنبه زنگ بزنم، آقای رضایی. ",
            "names": "آقای ",
            "mails": "a.b@",
            "schemes": "a+b:",
        }
        for name, seed in seeds.items():
            with self.subTest(text=name):
                text = seed * (LONG // len(seed))
                self.assertLess(_calls(text + text), _calls(text) * LINEAR)

    def test_absurd_waits_are_no_date(self):
        for unit in ("روز", "هفته", "ماه", "سال", "ساعت", "دقیقه"):
            with self.subTest(unit=unit):
                self.assertIsNone(resolve_due(f"۹۹۹۹۹۹۹۹۹ {unit} دیگه زنگ بزنم", NOW))


def _calls(text: str) -> int:
    """Count the function calls that it takes to read a text: work without a clock."""
    count = 0

    def note_event(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    profile = sys.getprofile()
    sys.setprofile(note_event)
    try:
        normalise(text)
        read_note(text, NOW)
    finally:
        sys.setprofile(profile)
    return count
