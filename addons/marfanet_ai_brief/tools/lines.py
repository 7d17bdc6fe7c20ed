"""What a language model writes of a brief, read while it is written.

A line that begins with ``#`` names a section; any other line in it is one line of the
brief: ``- text [1][3]``, ``- objection => answer [2]``, ``- principle_key: how [1]``.
Nothing but text comes of it, and what does not belong here is dropped: sections,
principles and numbers that nobody gave, addresses, markup, words before the first
section, whatever is too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import asdict, dataclass

from odoo.addons.marfanet_ai.tools.plain_text import plain

from .sections import MOST_LINES, SECTIONS, sections_for

MAX_TEXT = 400
MAX_ANSWER = 400
MAX_EVIDENCE = 5
# Of one line as it is written; four times what can be kept of it.
_MAX_RAW = 4 * (MAX_TEXT + MAX_ANSWER)

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
# Each name is one word; what models add to it says nothing new.
_HEADING = re.compile(r"\s*#+[\s*]*([A-Za-z]*)")
_BULLET = re.compile(r"\s*(?:[-*•–—]+\s+|[-•–—]+|\d{1,2}[.)]\s+)")
_NUMBERS = re.compile(r"\[\s*(\d{1,4}(?:\s*[,،;]\s*\d{1,4})*)\s*\]")
_ANSWER = re.compile(r"\s*(?:=+>|⇒|→)\s*")
_KEY = re.compile(r"\s*[`*]*([A-Za-z][A-Za-z0-9_]{0,63})[`*]*\s*[:：][*]*\s*")
_MARKUP = re.compile(
    # Links keep their words; tags and signs of emphasis go.
    r"\[([^\]\[]*)\]\([^)\s]*\)|</?[A-Za-z][^<>]*>|\*\*+|__+|`+|^\s*>+"
)
# What may still become something else than it looks like: the last word, and then
# whatever is not closed yet.
_LAST_WORD = re.compile(r"(?:^|(?<=\s))\S*$")
_UNDECIDED = re.compile(r"\[[^\]]*$|<[^>]*$")


@dataclass(frozen=True)
class Line:
    """One line of a brief.

    :param n: which one it is, in the order of writing, from 1
    :param section: one of ``SECTIONS``
    :param text: what to know, ask or say
    :param answer: to an objection, else ""
    :param principle: the key of the principle that it applies, else ""
    :param evidence: ids of the interactions that it rests on
    :param general: whether it rests on none: general advice
    """

    n: int
    section: str
    text: str
    answer: str = ""
    principle: str = ""
    evidence: tuple[int, ...] = ()

    @property
    def general(self) -> bool:
        return not self.evidence

    def as_json(self) -> dict[str, object]:
        """Return it as data, fit for JSON."""
        return {
            **asdict(self),
            "evidence": list(self.evidence),
            "general": self.general,
        }


class LineReader:
    """Reads a brief in pieces of any size.

    :param purpose: what the call is for: not every section goes with each
    :param numbers: the number that the model was given to the id of each interaction
    :param principles: the keys of the principles that it was given
    :ivar lines: what is kept, in the order of writing
    """

    def __init__(
        self, purpose: str, numbers: Mapping[int, int], principles: Set[str]
    ) -> None:
        self.lines: list[Line] = []
        self._sections = sections_for(purpose)
        self._numbers = numbers
        self._principles = principles
        self._section = ""
        self._raw = ""
        self._begun = False
        self._told = ""

    def feed(self, piece: str) -> Iterator[tuple[str, dict[str, object]]]:
        """Yield what a piece brings.

        "begin" ({n, section}) is followed by any number of "text" ({n, text}), which
        follow on one another, and by one "line" (a ``Line``), which replaces them.
        Each line that has begun is kept.
        """
        *whole, rest = piece.split("\n")
        for end in whole:
            self._add(end)
            yield from self._end_line()
        self._add(rest)
        yield from self._grow()

    def close(self) -> Iterator[tuple[str, dict[str, object]]]:
        """Yield what is left when the model has said all: the last line has no end."""
        yield from self._end_line()

    def in_order(self) -> list[dict[str, object]]:
        """Return what is kept, as data, section by section."""
        lines = sorted(self.lines, key=lambda line: SECTIONS.index(line.section))
        return [line.as_json() for line in lines]

    def _add(self, text: str) -> None:
        self._raw += text[: _MAX_RAW - len(self._raw)]

    def _end_line(self) -> Iterator[tuple[str, dict[str, object]]]:
        raw, self._raw = self._raw, ""
        if heading := _HEADING.match(raw):
            name = heading[1].lower()
            # What follows a heading of something else belongs to that.
            self._section = name if name in self._sections else ""
        elif line := self._read(raw):
            if not self._begun:
                yield "begin", {"n": line.n, "section": line.section}
            self.lines.append(line)
            yield "line", line.as_json()
        self._begun, self._told = False, ""

    def _grow(self) -> Iterator[tuple[str, dict[str, object]]]:
        """Tell as much of the line under way as cannot become something else."""
        certain = _UNDECIDED.sub("", _LAST_WORD.sub("", self._raw))
        line = self._read(certain)
        if not line:
            return
        if not self._begun:
            self._begun = True
            yield "begin", {"n": line.n, "section": line.section}
        text = f"{line.text} — {line.answer}" if line.answer else line.text
        if len(text) > len(self._told) and text.startswith(self._told):
            yield "text", {"n": line.n, "text": text[len(self._told) :]}
            self._told = text

    def _read(self, raw: str) -> Line | None:
        """Return the line of the brief that a line of the text is, or nothing."""
        section = self._section
        if not section or raw.lstrip().startswith("#") or self._is_full(section):
            return None
        text = _BULLET.sub("", raw, count=1) if _BULLET.match(raw) else raw
        text, evidence = self._without_numbers(text)
        principle = ""
        if section == "principles":
            key = _KEY.match(text)
            principle = key[1].lower() if key else ""
            if principle not in self._principles:
                return None
            text = text[key.end() :]
        answer = ""
        if section == "objections":
            text, *answers = _ANSWER.split(text, maxsplit=1)
            answer = _words("".join(answers), MAX_ANSWER)
        text = _words(text, MAX_TEXT)
        if not text:
            return None
        number = len(self.lines) + 1
        return Line(number, section, text, answer, principle, evidence)

    def _is_full(self, section: str) -> bool:
        there = sum(line.section == section for line in self.lines)
        return there >= MOST_LINES[section]

    def _without_numbers(self, text: str) -> tuple[str, tuple[int, ...]]:
        """Return a text without the numbers in brackets, and what they stand for."""
        evidence: dict[int, None] = {}

        def take(match: re.Match[str]) -> str:
            for number in re.split(r"\D+", match[1]):
                found = self._numbers.get(int(number))
                if found:
                    evidence[found] = None
            return " "

        # Letter for letter, so that places stay the same.
        plain_digits = text.translate(_DIGITS)
        pieces, at = [], 0
        for match in _NUMBERS.finditer(plain_digits):
            pieces += [text[at : match.start()], take(match)]
            at = match.end()
        pieces.append(text[at:])
        return "".join(pieces), tuple(evidence)[:MAX_EVIDENCE]


def _words(text: str, limit: int) -> str:
    """Return the words of a text: no markup, no addresses, cut at a word."""
    text = _MARKUP.sub(lambda match: match[1] or "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ([.،؛:؟!,;?])(?=\s|$)", r"\1", text)
    text = plain(text, limit).strip(" *")
    # What is left of a line that was nothing but an address says nothing.
    return text if text.strip("….,،:؛-–— ") else ""
