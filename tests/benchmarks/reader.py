"""The built-in reader: a 2,000-word note, and one ten times as long.

    python -m benchmarks reader

Needs no server. The 50 ms are the reader's own bound; that ten times the words take no
more than ten times as long shows that nothing in it grows faster than the note.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

from support.odoo_server import PROJECT

from .table import Row, in_turn, ms

_ADDON = Path(PROJECT) / "addons" / "marfanet_persian"
_NOW = datetime(2026, 11, 28, 10, 30)
_WORDS = 2_000
_LONGEST_MS = 50


def measure() -> list[Row]:
    sys.path.insert(0, str(_ADDON))
    from persian.notes import read_note

    note = _note(_WORDS)
    longer = _note(_WORDS * 10)
    once, tenfold = in_turn(
        lambda: read_note(note, _NOW), lambda: read_note(longer, _NOW), times=7
    )
    return [
        Row(
            "reader", "a note of 2,000 words, in ms", ms(once), "",
            once * 1000, _LONGEST_MS,
        ),
        Row(
            "reader", "a note of 20,000 words", ms(tenfold), f"{ms(once)} (2,000)",
            tenfold / once, 12,
        ),
    ]  # fmt: skip


def _note(words: int) -> str:
    """Return the notes of the case tables, one after the other, cut to a length."""
    cases = (_ADDON / "tests" / "cases" / "notes.jsonl").read_text(encoding="utf-8")
    said = " ".join(json.loads(line)["transcript"] for line in cases.splitlines())
    every = said.split()
    return " ".join((every * (words // len(every) + 1))[:words])
