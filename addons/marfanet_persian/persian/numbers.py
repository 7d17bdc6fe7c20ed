"""Number words and ordinals, written and spoken («هیفده», «شیش», «۱۵م», «سی‌ام»)."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

# Spellings are folded as the tokens are: آ is ا, no ZWNJ, no harakat.
_UNITS = {
    1: ("یک", "یه"),
    2: ("دو",),
    3: ("سه",),
    4: ("چهار", "چار"),
    5: ("پنج", "پنش"),
    6: ("شش", "شیش"),
    7: ("هفت",),
    8: ("هشت",),
    9: ("نه",),
}
_TEENS = {
    10: ("ده",),
    11: ("یازده",),
    12: ("دوازده",),
    13: ("سیزده",),
    14: ("چهارده", "چارده"),
    15: ("پانزده", "پونزده", "پانزه", "پونزه"),
    16: ("شانزده", "شونزده", "شانزه", "شونزه"),
    17: ("هفده", "هیفده", "هبده", "هیوده"),
    18: ("هجده", "هیجده", "هژده", "هیژده", "هیشده"),
    19: ("نوزده", "نونزده", "نوزه"),
}
_TENS = {
    20: ("بیست", "بیس"),
    30: ("سی",),
    40: ("چهل", "چل"),
    50: ("پنجاه",),
    60: ("شصت", "شص"),
    70: ("هفتاد",),
    80: ("هشتاد",),
    90: ("نود",),
}
_HUNDREDS = {
    "صد": 100,
    "یکصد": 100,
    "دویست": 200,
    "دیویست": 200,
    "سیصد": 300,
    "چهارصد": 400,
    "چارصد": 400,
    "پانصد": 500,
    "پونصد": 500,
    "ششصد": 600,
    "شیشصد": 600,
    "هفتصد": 700,
    "هشتصد": 800,
    "نهصد": 900,
}
_SCALES = {"هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9}
_ORDINAL_ENDS = {"ام", "م", "امین"}
# Beyond this a run of digits is a phone or a card, and huge ones make int() raise.
_LONGEST_DIGITS = 12


class Number(NamedTuple):
    """A number found in a run of words.

    :param value: the number itself
    :param count: how many words it takes
    :param ordinal: whether it is «پنجم» and not «پنج»
    :param digits: whether it was written in digits only
    """

    value: int
    count: int
    ordinal: bool
    digits: bool


def _ordinals(value: int, spelling: str) -> Iterator[str]:
    if value == 3:
        yield "سوم"
        return
    if value == 30:
        yield "سیام"
        return
    yield f"{spelling}م"
    if value > 10 and spelling.endswith("ده"):
        yield f"{spelling[:-1]}م"  # «پونزدم»


def _small_numbers() -> dict[tuple[str, ...], tuple[int, bool]]:
    """Map every way to write 0-99, joined or apart, to its value and ordinality."""
    table: dict[tuple[str, ...], tuple[int, bool]] = {("صفر",): (0, False)}
    for value, spellings in (_UNITS | _TEENS | _TENS).items():
        for spelling in spellings:
            table[(spelling,)] = (value, False)
            for ordinal in _ordinals(value, spelling):
                table[(ordinal,)] = (value, True)
    for (tens, firsts), (unit, seconds) in product(_TENS.items(), _UNITS.items()):
        for first, second in product(firsts, seconds):
            endings = [(second, False)]
            endings += [(word, True) for word in _ordinals(unit, second)]
            for last, ordinal in endings:
                for words in (
                    (first, "و", last),
                    (f"{first}و", last),
                    (first, f"و{last}"),
                    (f"{first}و{last}",),
                ):
                    table[words] = (tens + unit, ordinal)
                if ordinal:
                    table[(first, last)] = (tens + unit, True)
    return table


_SMALL = _small_numbers()
_FIRST_WORDS = {words[0] for words in _SMALL} | _HUNDREDS.keys() | _SCALES.keys()


def read_number(words: Sequence[str], at: int = 0) -> Number | None:
    """Read the longest number that begins at ``words[at]``.

    :param words: folded token texts (see ``normalise.Token``)
    :returns: the number, or ``None`` when no number begins there. Words are read up
        to milliards, joined by «و»; digits may be followed by a scale («۲ میلیون»)
        or an ordinal end («۱۵ ام»).
    """
    if not _begins_number(_word(words, at)):
        return None
    total = group = 0
    index = at
    ordinal = digits = False
    while not ordinal and (part := _read_part(words, index, group)):
        if part.digits and index > at:
            break
        group += part.value
        digits = digits or part.digits
        ordinal = part.ordinal
        index += part.count
        while not ordinal and _word(words, index) in _SCALES:
            total += group * _SCALES[words[index]]
            group, index, digits = 0, index + 1, False
        if digits or ordinal or not _goes_on(words, index, group):
            break
        index += 1
    if index == at and _word(words, at) in _SCALES:
        total, index = _SCALES[words[at]], at + 1
        if _goes_on(words, index, 0) and (rest := read_number(words, index + 1)):
            if rest.value < total:
                return Number(total + rest.value, rest.count + 2, rest.ordinal, False)
    if index == at:
        return None
    if not ordinal and _ends_as_ordinal(words, index, digits):
        ordinal, index = True, index + 1
    return Number(total + group, index - at, ordinal, digits)


def _begins_number(word: str) -> bool:
    return word.isdigit() or word in _FIRST_WORDS


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""


def _read_part(words: Sequence[str], at: int, above: int) -> Number | None:
    """Read 1-99, one hundred-word or one run of digits, smaller than ``above``."""
    word = _word(words, at)
    if word.isascii() and word.isdigit() and len(word) <= _LONGEST_DIGITS:
        return Number(int(word), 1, False, True)
    if word in _HUNDREDS and not above:
        return Number(_HUNDREDS[word], 1, False, False)
    for count in (3, 2, 1):
        key = tuple(words[at : at + count])
        found = _SMALL.get(key)
        if found and len(key) == count and above % 100 == 0:
            return Number(found[0], count, found[1], False)
    return None


def _goes_on(words: Sequence[str], index: int, group: int) -> bool:
    """Return whether «و» at ``index`` joins a smaller part to the number."""
    if _word(words, index) != "و" or group % 100:
        return False
    part = _read_part(words, index + 1, group)
    return part is not None and not part.digits


def _ends_as_ordinal(words: Sequence[str], index: int, digits: bool) -> bool:
    word = _word(words, index)
    return word in _ORDINAL_ENDS and (digits or word != "م")
