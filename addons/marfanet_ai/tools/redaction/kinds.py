"""The kinds of private values, and where a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .checksums import is_card, is_iban, is_national_id
from .folding import fold
from .links import find_links
from .passwords import find_passwords
from .phones import is_phone
from .spoken import find_spoken

# What a placeholder calls each. The model reads Persian notes, so Persian words.
KINDS = {
    "phone": "تلفن",
    "email": "ایمیل",
    "card": "کارت",
    "iban": "شبا",
    "national_id": "کد ملی",
    "link": "لینک",
    "key": "کلید",
    "password": "رمز",
}
_KINDS_BY_NAME = {name: kind for kind, name in KINDS.items()}


def kind_named(name: str) -> str:
    """Return the kind that a placeholder's word names, however it is spaced."""
    return _KINDS_BY_NAME[re.sub(r"[\s\u200c]+", " ", name)]


# What people, forms and messengers put between the digits of a number: anything but
# letters, also what nobody sees, and the line that stretches Persian words.
_GAP = r"(?:[^\w+]|[_ـ]){0,8}"
_DIGITS = re.compile(rf"(?<!\d)(\+?){_GAP}\d(?:{_GAP}\d){{6,}}")
# How many digits a number may have: eight to sixteen, a foreign phone's seventeen, or
# an IBAN's.
_IRANIAN_IBAN_DIGITS = 24
_LENGTHS = {*range(8, 18), _IRANIAN_IBAN_DIGITS}
# Dates and counts beside one another would pass the checksum one time in eleven, so
# that other spellings must be called an id.
_NATIONAL_ID = re.compile(r"\d{10}|\d{3}-\d{6}-\d")
_NATIONAL = "ملی"
# Eight digits are a phone in the same city, if they are called one.
_LOCAL_PHONE = re.compile(r"[2-8]\d{7}")
_CALLED_PHONE = re.compile(r"تلفن|تماس|زنگ")
# How far before a number stands what it is.
_NEAR = 40
# «9,123,456,789» is money, though its digits would be a phone.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[,.،٫٬]\d{3})+")
# «ali (at) example [dot] com» is how people hide an address from robots.
_AT = r"(?:[\s\u200c]?@[\s\u200c]?|\s?[\[({]\s?(?:at|@)\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?)"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,8}}(?!\w)"
    rf"|(?<!\w)[\w.+%-]{{1,64}}\s(?:ات(?:\s?ساین)?|at)\s"
    r"(?:جی[\s\u200c]?میل|یاهو|هات[\s\u200c]?میل|اوت[\s\u200c]?لوک|چاپار"
    rf"|gmail|yahoo|hotmail|outlook)(?:{_DOT}|\s(?:دات|نقطه|dot)\s)"
    r"(?:کام|com|ای\s?ار|ir)(?!\w)",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<![a-z0-9])[a-z]{2}[\s-]?\d{2}(?:[\s-]?[a-z0-9]){11,30}", re.IGNORECASE
)
_SHORTEST_IBAN = 15

Span = tuple[int, int, str]


def find_private(text: str, placeholder: re.Pattern[str]) -> list[Span]:
    """Return ``(start, end, kind)`` of every private value, in order, none overlapping.

    :param text: anything typed or transcribed
    :param placeholder: what looks like one of ours; a text that has one of its own
        gets another for it, so that the two are never mistaken
    """
    folded = fold(text)
    found = [
        (*match.span(), kind_named(match[1])) for match in placeholder.finditer(folded)
    ]
    found += _ibans(folded)
    found += find_links(folded)
    found += ((*match.span(), "email") for match in _EMAIL.finditer(folded))
    found += _numbers(folded)
    found += find_passwords(text, folded)
    found += find_spoken(text)
    return _merged(found)


def _ibans(folded: str) -> Iterator[Span]:
    for match in _IBAN.finditer(folded):
        # The pattern may take what follows the number too, at a blank or at once.
        ends = [len(match[0]), *_iban_ends(match[0])]
        for end in ends:
            if is_iban(re.sub(r"[\s-]", "", match[0][:end])):
                yield match.start(), match.start() + end, "iban"
                break


def _iban_ends(written: str) -> Iterator[int]:
    """Yield where an IBAN that opens a text may end: before a gap, or by length."""
    count = 0
    for at, char in enumerate(written):
        if char.isalnum():
            count += 1
            if count == _IRANIAN_IBAN_DIGITS + 2:
                yield at + 1
        elif count > _SHORTEST_IBAN:
            yield at


def _numbers(folded: str) -> Iterator[Span]:
    for match in _DIGITS.finditer(folded):
        yield from _in_run(folded, match)


def _in_run(folded: str, match: re.Match[str]) -> Iterator[Span]:
    """Find the numbers within a run of digits, from each beginning the longest.

    «۰۹۱۲۳۴۵۶۷۸۹ ۶۰۳۷…» is a phone and a card with nothing but a blank between. They may
    overlap, as counts before a phone may pass a card's checksum together with its first
    digits.
    """
    places = [at for at in range(*match.span()) if folded[at].isdigit()]
    digits = "".join(folded[at] for at in places)
    # A number begins and ends where a gap is, never inside a run without one.
    starts = [
        index
        for index, at in enumerate(places)
        if index == 0 or places[index - 1] != at - 1
    ]
    ends = [*(index for index in starts if index), len(places)]
    near = folded[max(match.start() - _NEAR, 0) : match.start()]
    for order, first in enumerate(starts):
        plus = bool(match[1]) and first == 0
        # Each piece has a digit at least.
        for last in reversed(ends[order : order + _IRANIAN_IBAN_DIGITS]):
            if last - first not in _LENGTHS:
                continue
            written = folded[places[first] : places[last - 1] + 1]
            kind = _kind_of(digits[first:last], written, plus, near)
            if kind:
                start = match.start() if plus else places[first]
                yield start, places[last - 1] + 1, kind
                break


def _kind_of(digits: str, written: str, plus: bool, near: str) -> str:
    """Return the kind of a number, or "".

    :param written: as it stands in the text
    :param near: what stands before the run
    """
    if is_phone(digits, plus=plus) and not _THOUSANDS.fullmatch(written):
        return "phone"
    if _LOCAL_PHONE.fullmatch(written) and _CALLED_PHONE.search(near):
        return "phone"
    if is_card(digits):
        return "card"
    if len(digits) == _IRANIAN_IBAN_DIGITS and is_iban(f"IR{digits}"):
        return "iban"
    called = _NATIONAL in near or _NATIONAL_ID.fullmatch(written)
    if called and is_national_id(digits):
        return "national_id"
    return ""


def _merged(found: list[Span]) -> list[Span]:
    """Join what overlaps; the kind that was found by the surer sign stays.

    Nothing of either may be left over: a password that ends in a phone number is
    hidden whole.
    """
    order = {span: rank for rank, span in reversed(list(enumerate(found)))}
    merged: list[Span] = []
    for span in sorted(order):
        start, end, kind = span
        if merged and start < merged[-1][1]:
            before = merged.pop()
            first = min(before, span, key=lambda one: order.get(one, 0))
            start, end, kind = before[0], max(before[1], end), first[2]
            order[start, end, kind] = order.get(first, 0)
        merged.append((start, end, kind))
    return merged
