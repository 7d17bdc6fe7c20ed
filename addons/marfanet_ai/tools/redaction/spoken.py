"""Numbers dictated in words: «صفر نهصد و دوازده، سیصد و چهل و پنج، شصت و هفت، …»."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from odoo.addons.marfanet_persian.persian.normalise import Token, tokenise
from odoo.addons.marfanet_persian.persian.numbers import read_number

from .checksums import is_card, is_national_id
from .folding import fold
from .phones import is_phone

# What people put between the parts of a number as they dictate it.
_BETWEEN = {"و", "،", ",", "-", "–", "؛", ".", "\n", "بعد", "بعدش", "فاصله"}
_BETWEEN |= {"خط", "تیره"}
_ZERO = {"صفر": "0", "دوصفر": "00"}
# These make an amount of it, not a number to be dialled.
_SCALES = {"هزار", "میلیون", "ملیون", "میلیارد"}
_CHECKS = {"card": is_card, "phone": is_phone}
# Counts beside one another would pass its checksum one time in eleven.
_NATIONAL = "ملی"
_NEAR = 40
# The longest number that is looked for, an IBAN aside: digits of a foreign phone.
_MOST_DIGITS = 16
_LEAST_DIGITS = 10


@dataclass(frozen=True)
class Part:
    """One number word or run of digits of a dictated number."""

    digits: str
    start: int
    end: int
    in_words: bool


def find_spoken(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, kind)`` of the private numbers dictated in words."""
    for run in runs(text):
        if not any(part.in_words for part in run):
            continue
        near = text[max(run[0].start - _NEAR, 0) : run[0].start]
        checks = _CHECKS
        if _NATIONAL in fold(near):
            checks = {**_CHECKS, "national_id": is_national_id}
        first = 0
        while first < len(run):
            found = _longest(run, first, checks)
            if found:
                last, kind = found
                yield run[first].start, run[last].end, kind
                first = last + 1
            else:
                first += 1


def runs(text: str) -> Iterator[list[Part]]:
    """Yield the runs of numbers between which nothing but a pause stands."""
    tokens = tokenise(text)
    words = [token.text for token in tokens]
    run: list[Part] = []
    index = 0
    while index < len(tokens):
        part, count = _part(tokens, words, index)
        if part:
            run.append(part)
        elif run and words[index] in _BETWEEN:
            count = 1
        else:
            if run:
                yield run
            run, count = [], max(count, 1)
        index += count
    if run:
        yield run


def _part(tokens: list[Token], words: list[str], at: int) -> tuple[Part | None, int]:
    token = tokens[at]
    if token.kind == "number":
        return Part(token.text, token.start, token.end, False), 1
    if token.text in _ZERO:
        return Part(_ZERO[token.text], token.start, token.end, True), 1
    number = read_number(words, at) if token.kind == "word" else None
    if number is None:
        return None, 0
    if number.ordinal or _SCALES & set(words[at : at + number.count]):
        return None, number.count
    end = tokens[at + number.count - 1].end
    return Part(str(number.value), token.start, end, True), number.count


def _longest(
    run: list[Part], first: int, checks: Mapping[str, Callable[[str], bool]]
) -> tuple[int, str] | None:
    """Return the last part and the kind of the longest number from ``first`` on."""
    found = None
    for last in range(first, min(len(run), first + _MOST_DIGITS)):
        for digits in _readings(run[first : last + 1]):
            if _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS:
                for kind, check in checks.items():
                    if check(digits):
                        found = last, kind
                        break
    return found


def _readings(parts: list[Part]) -> Iterator[str]:
    """Yield the digits that parts may stand for.

    Who dictates fast leaves out «و»: «نهصد دوازده» is 912 as well as 900 12.
    """
    yield "".join(part.digits for part in parts)
    joined: list[str] = []
    for part in parts:
        before = joined[-1] if joined else ""
        zeros = len(before) - len(before.rstrip("0")) if before.strip("0") else 0
        if part.in_words and part.digits[0] != "0" and 1 <= len(part.digits) <= zeros:
            joined[-1] = before[: -len(part.digits)] + part.digits
        else:
            joined.append(part.digits)
    yield "".join(joined)
