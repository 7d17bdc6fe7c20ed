"""The corpus of what agents say: measured as a whole, every miss printed.

The expectations were written from the rules before the reader was run on them; what it
cannot read yet stays in, and counts. ``*_held_out`` was not looked at while the rules
were made for the rest, ``fresh_*`` and ``late_*`` were written after both.
"""

from collections import Counter
from typing import Any

from odoo.tests import BaseCase

from ..persian.dates import resolve_due
from ..persian.notes import NoteReading, read_note
from .common import as_moment, read_cases

DATES = ("spoken_dates", "spoken_dates_held_out", "fresh_dates")
NOTES = ("spoken_notes", "spoken_notes_held_out", "fresh_notes", "late_notes")
EXACT = 0.98
FINDINGS_EXACT = 0.95
PERSIAN_TO_ARABIC = str.maketrans("یک۰۱۲۳۴۵۶۷۸۹", "يك٠١٢٣٤٥٦٧٨٩")


class TestSpoken(BaseCase):
    def test_dates_of_the_corpus_are_exact(self):
        for name in DATES:
            with self.subTest(corpus=name):
                cases = [case for case in read_cases(name) if case["due"]]
                missed = [case for case in cases if not _is_exact(case)]
                self._assert_share(len(cases) - len(missed), len(cases), missed)

    def test_what_names_no_follow_up_gives_no_date(self):
        for name in DATES:
            with self.subTest(corpus=name):
                cases = (case for case in read_cases(name) if not case["due"])
                false = [case["text"] for case in cases if not _is_exact(case)]
                self.assertFalse(false, "\n".join(["False dates:", *false]))

    def test_every_kind_of_nothing_is_in_the_corpus(self):
        kinds = Counter(
            case["class"]
            for name in DATES
            for case in read_cases(name)
            if case["class"].startswith("none_")
        )
        self.assertGreater(sum(kinds.values()), 200)
        for kind in ("past", "duration", "plan", "count", "money", "technical"):
            self.assertGreater(kinds[f"none_{kind}"], 10, kind)

    def test_spelling_does_not_move_a_date(self):
        for case in read_cases("spoken_dates"):
            text = case["text"]
            for spelled in (
                text.translate(PERSIAN_TO_ARABIC),
                f"با آقای رضایی صحبت کردم. {text}",
                f"  {text.replace(' ', '  ')} ",
            ):
                with self.subTest(text=spelled, now=str(case["now"])):
                    due = resolve_due(spelled, case["now"])
                    plain = resolve_due(text, case["now"])
                    self.assertEqual(due and due.at, plain and plain.at)

    def test_notes_of_the_corpus_give_their_tasks(self):
        for name in NOTES:
            with self.subTest(corpus=name):
                cases = list(read_cases(name))
                missed = [case for case in cases if not _has_tasks(case, _read(case))]
                self._assert_share(len(cases) - len(missed), len(cases), missed)

    def test_notes_of_the_corpus_give_their_mood(self):
        self._assert_finding("sentiment", "sentiment", EXACT)

    def test_notes_of_the_corpus_give_their_purpose(self):
        self._assert_finding("purpose", "purpose_said", EXACT)

    def test_notes_of_the_corpus_give_their_outcome(self):
        self._assert_finding("outcome", "outcome", FINDINGS_EXACT)

    def _assert_finding(self, finding: str, expected: str, share: float) -> None:
        for name in NOTES:
            with self.subTest(corpus=name):
                cases = list(read_cases(name))
                missed = [
                    case
                    for case in cases
                    if getattr(_read(case), finding) != case[expected]
                ]
                self._assert_share(len(cases) - len(missed), len(cases), missed, share)

    def _assert_share(
        self,
        right: int,
        total: int,
        missed: list[dict[str, Any]],
        share: float = EXACT,
    ) -> None:
        texts = [case.get("text") or case["transcript"] for case in missed]
        told = "\n".join([f"{right} of {total} exact; missed:", *texts])
        self.assertGreaterEqual(right, total * share, told)


def _is_exact(case: dict[str, Any]) -> bool:
    due = resolve_due(case["text"], case["now"])
    moment = due.at if due else None
    said = bool(due and due.at and due.time_said)
    doubt = due.doubt if due else ""
    expected = as_moment(case["due"]), case["time_said"], case.get("doubt", "")
    return (moment, said, doubt) == expected


def _read(case: dict[str, Any]) -> NoteReading:
    return read_note(case["transcript"], case["now"], case["purpose"])


def _has_tasks(case: dict[str, Any], note: NoteReading) -> bool:
    wanted = case["tasks"]
    if [task.at for task in note.follow_ups] != [as_moment(t["due"]) for t in wanted]:
        return False
    return all(
        word in task.title
        for task, expected in zip(note.follow_ups, wanted, strict=True)
        for word in expected["mentions"]
    )
