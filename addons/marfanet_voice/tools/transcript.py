"""Transcripts with times: lines to show, where words were said, corrected text.

All of it is done on tokens of the built-in reader, so that spelling and punctuation
do not matter: services, models and people write the same word in different ways.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from odoo.addons.marfanet_persian.persian.normalise import tokenise

# A line is read at a glance, and is short enough to be listened to again.
MOST_WORDS = 14
MOST_SECONDS = 10.0
PAUSE = 0.8  # seconds of silence that end a line
_FEWEST_WORDS = 4  # shorter sentences share a line
_LONG = 2_000  # words; ten minutes of speech
_ENDS = (".", "!", "?", "؟", "…", "؛")


@dataclass(frozen=True)
class Line:
    """Some words that were said one after the other.

    :param start: seconds from the recording's start
    :param end: seconds from the recording's start
    """

    start: float
    end: float
    text: str


def as_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [asdict(line) for line in lines]


def from_json(lines: Iterable[dict[str, Any]] | None) -> list[Line]:
    return [Line(**line) for line in lines or ()]


def lines_of(words: Iterable[tuple[str, float, float]]) -> list[Line]:
    """Put timed words into lines, at the ends of sentences and at pauses.

    :param words: text, start and end in seconds; times that go back are mended
    """
    lines: list[Line] = []
    held: list[str] = []
    begin = end = 0.0
    for text, said_at, said_until in words:
        text = text.strip()
        if not text:
            continue
        start = max(said_at, end)
        if held and _is_full(held, begin, end, start):
            lines.append(Line(round(begin, 2), round(end, 2), " ".join(held)))
            held = []
        if not held:
            begin = start
        held.append(text)
        end = max(said_until, start)
    if held:
        lines.append(Line(round(begin, 2), round(end, 2), " ".join(held)))
    return lines


def _is_full(held: list[str], begin: float, end: float, start: float) -> bool:
    if start - end >= PAUSE or len(held) >= MOST_WORDS or end - begin >= MOST_SECONDS:
        return True
    return held[-1].endswith(_ENDS) and len(held) >= _FEWEST_WORDS


def joined(parts: Sequence[dict[str, Any]]) -> tuple[str, list[Line]]:
    """Join the transcripts of a recording's pieces.

    :param parts: in order, each with ``text``, ``words`` and ``start``, the second of
        the recording at which the piece begins
    """
    text = " ".join(part["text"].strip() for part in parts if part["text"].strip())
    # A service that gave times for some pieces only would leave holes.
    if not all(part["words"] for part in parts if part["text"].strip()):
        return text, []
    words = [
        (word, start + part["start"], end + part["start"])
        for part in parts
        for word, start, end in part["words"]
    ]
    return text, lines_of(words)


def quoted(quote: str, text: str) -> str:
    """Return the words of a text that a quote means, as the text has them.

    :return: "" where the text does not say so
    """
    said = _words(text)
    found = _find(_words(quote), said)
    if found is None:
        return ""
    first, last = found
    return text[said[first].start : said[last].end]


def second_of(quote: str, lines: Sequence[Line]) -> float | None:
    """Return the second at which a quote was said, or None.

    Within a line, time is counted by its words.
    """
    timed = _timed(lines)
    found = _find(_words(quote), [token for token, _second in timed])
    return None if found is None else timed[found[0]][1]


def aligned(lines: Sequence[Line], text: str) -> list[Line]:
    """Give a corrected text the times of what it was corrected from.

    :param lines: of the text before
    :param text: the text as it is now
    :return: its lines; none if there were none before
    """
    timed = _timed(lines)
    if not timed:
        return []
    chunks = _chunks(text)
    tokens = [token.text for chunk in chunks for token in _words(chunk)]
    before = [token.text for token, _second in timed]
    # Without it, words that stand for nothing help to align; with it, no text can be
    # made that takes minutes.
    is_long = len(tokens) > _LONG or len(before) > _LONG
    matcher = SequenceMatcher(a=before, b=tokens, autojunk=is_long)
    seconds: dict[int, float] = {}
    for start, at, size in matcher.get_matching_blocks():
        for offset in range(size):
            seconds[at + offset] = timed[start + offset][1]
    return _with_times(chunks, seconds, lines[0].start, lines[-1].end)


def _with_times(
    chunks: list[str], seconds: dict[int, float], first: float, last: float
) -> list[Line]:
    starts = []
    at, now = 0, first
    for chunk in chunks:
        size = len(_words(chunk))
        known = [seconds[index] for index in range(at, at + size) if index in seconds]
        now = max(now, min(known, default=now))
        starts.append(now)
        at += size
    ends = [*starts[1:], max(last, now)]
    return [
        Line(round(start, 2), round(end, 2), chunk)
        for chunk, start, end in zip(chunks, starts, ends, strict=True)
    ]


def _chunks(text: str) -> list[str]:
    """Cut a text into lines: where it is cut already, and after sentences."""
    chunks: list[str] = []
    for paragraph in text.splitlines():
        held: list[str] = []
        for word in paragraph.split():
            held.append(word)
            full = word.endswith(_ENDS) and len(held) >= _FEWEST_WORDS
            if full or len(held) >= MOST_WORDS:
                chunks.append(" ".join(held))
                held = []
        if held:
            chunks.append(" ".join(held))
    return chunks


def _words(text: str) -> list[Any]:
    return [token for token in tokenise(text) if token.kind != "mark"]


def _timed(lines: Sequence[Line]) -> list[tuple[Any, float]]:
    timed = []
    for line in lines:
        tokens = _words(line.text)
        step = (line.end - line.start) / max(len(tokens), 1)
        timed += [
            (token, round(line.start + index * step, 2))
            for index, token in enumerate(tokens)
        ]
    return timed


def _find(wanted: list[Any], said: list[Any]) -> tuple[int, int] | None:
    """Return the first and last index of one run of tokens within another."""
    if not wanted:
        return None
    # One text with a sign between the tokens that none of them holds: the search of
    # a str is linear, and fast.
    starts, length = [], 0
    for token in said:
        starts.append(length)
        length += len(token.text) + 1
    whole = "\n" + "\n".join(token.text for token in said) + "\n"
    at = whole.find("\n" + "\n".join(token.text for token in wanted) + "\n")
    if at < 0:
        return None
    first = bisect_right(starts, at) - 1
    return first, first + len(wanted) - 1
