"""Searching: one folding for what is stored and what is typed, and what was meant.

``search_forms`` says what a stored text is found by, ``search_words`` what a typed
query asks for. Each alternative of ``search_words`` is looked for as a part of the
stored forms: نماینده is found by «نما».
"""

import re
import unicodedata
from collections.abc import Iterable

from .normalise import DIGITS, LETTERS, ZWNJ

# More than anybody types; a pasted page must not become a thousand conditions.
_MOST_WORDS = 12
_LONGEST_WORD = 64
# Phones have up to 17 digits with 00 before the country, bank cards 16 or 19.
_LONGEST_NUMBER = 19
# From here on, digits in groups are one number and not several.
_WHOLE_NUMBER = 10
_WHOLE_PHONE = 7

_GONE = {"Mn", "Me", "Cc", "Cf", "Cs"}


class _Folding(dict[int, str | None]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        if char.isspace():
            folded: str | None = " "
        else:
            folded = None if unicodedata.category(char) in _GONE else char
        self[code] = folded
        return folded


_FOLDING = _Folding(
    str.maketrans(
        {
            **LETTERS,
            **DIGITS,
            ZWNJ: ZWNJ,
            "\u0640": None,  # tatweel
            "ء": None,
            "\u0674": None,  # high hamza
            "ے": "ی",
        }
    )
)
_LOOSE_ZWNJ = re.compile(rf"\A{ZWNJ}+|{ZWNJ}+\Z|{ZWNJ}*[ ]{ZWNJ}*|{ZWNJ}+(?={ZWNJ})")
# «می رود» and «کتاب ها» are written apart, joined and with ZWNJ by the same people.
_AFFIX_GAP = re.compile(
    r"(?<!\w)(ن?می) (?=[\u0621-\u06d3])|(?<=[\u0621-\u06d3]) (?=(?:ها|های|هایی)(?!\w))"
)
_EDGE_MARKS = "،؛؟,;:!?.…\"'«»()[]{}<>“”‘’"
_SCHEME = re.compile(r"https?://(?:www\.)?")
_NUMBER = re.compile(r"[0-9+().\-/]*[0-9][0-9+().\-/]*")
_NUMBER_GAP = re.compile(r"[+().\-/]+")
_NO_DIGIT = re.compile(r"[^0-9]+")
_WRITTEN_NUMBER = re.compile(
    r"(?<![0-9])[0-9](?:[ ().\-]{0,3}[0-9]){9,18}(?![0-9])", re.ASCII
)
_IRANIAN = re.compile(r"(?:(?:00)?980?|0)([1-9][0-9]{9})")


def search_key(text: str) -> str:
    """Return ``text`` as it is compared in a search, on one line.

    Beyond ``normalise``: everything in lower case; آ, أ, ئ, ؤ and accented Latin
    letters without their sign and ء dropped, since people leave them out; ZWNJ, control
    and other invisible characters, NUL and lone surrogates gone; «می رود» and
    «کتاب ها» joined, as with ZWNJ; links folded like the words around them, because a
    key is only compared and never shown or followed. Folding twice changes nothing
    more.
    """
    folded = " ".join(_fold(text).replace(ZWNJ, "").split())
    return _AFFIX_GAP.sub(r"\1", folded)


def _fold(text: str) -> str:
    """Fold all but what a gap in a word needs: ZWNJ stays between letters."""
    cased = unicodedata.normalize("NFKD", text).translate(_FOLDING)
    folded = cased.casefold()
    if folded != cased:
        # Lower case brings some letters to forms that fold again.
        folded = unicodedata.normalize("NFKD", folded).translate(_FOLDING)
    return _LOOSE_ZWNJ.sub(lambda match: " " if " " in match[0] else "", folded)


def search_forms(text: str, *, short: bool = False) -> list[str]:
    """Return the keys that a stored ``text`` is found by.

    :param short: whether it is a name or title: then it is also found by a query that
        leaves out its blanks («علیرضا» finds «علی رضا»)
    """
    key = search_key(text)
    forms = [key]
    if short and " " in key:
        forms.append(key.replace(" ", ""))
    for match in _WRITTEN_NUMBER.finditer(key):
        forms += phone_forms(match[0])
    return _distinct(forms)


def phone_forms(text: str) -> list[str]:
    """Return the digits of a phone number in each way that people begin them.

    An Iranian number comes as 98… and as 0…; a query's 00… or +98 0… is a part of
    neither, which is why it is brought to these forms too.
    """
    digits = _NO_DIGIT.sub("", text)
    if match := _IRANIAN.fullmatch(digits):
        return _distinct([digits, f"98{match[1]}", f"0{match[1]}"])
    return [digits]


def search_words(query: str) -> list[tuple[str, ...]]:
    """Return for each word of ``query`` the keys of which one must be found.

    A word with ZWNJ is looked for joined and apart. Groups of digits beside each other
    are one number where they can be a phone or a card («0912 123 4567»), else each is
    looked for as well. Words after the 12th and letters after the 64th are not looked
    at. No words: nothing is asked.
    """
    folded = _AFFIX_GAP.sub(r"\1", " ".join(_fold(query).split()))
    words: list[tuple[str, ...]] = []
    numbers: list[str] = []
    for word in folded.split():
        if _NUMBER.fullmatch(word):
            numbers.append(word)
        elif not (numbers and _NUMBER_GAP.fullmatch(word)):
            words += _number_words(numbers)
            numbers = []
            words.append(_word(word))
        if len(words) + len(numbers) >= _MOST_WORDS:
            break
    words += _number_words(numbers)
    return words[:_MOST_WORDS]


def _word(word: str) -> tuple[str, ...]:
    word = _short(word)
    return tuple(_distinct([search_key(word), search_key(word.replace(ZWNJ, " "))]))


def _short(word: str) -> str:
    word = _SCHEME.sub("", word.strip(_EDGE_MARKS + ZWNJ)) or word
    return word[:_LONGEST_WORD]


def _number_words(numbers: list[str]) -> list[tuple[str, ...]]:
    """Return the words of numbers beside each other."""
    text = "".join(numbers)
    whole = _typed_number(text)
    if len(numbers) > 1 and whole:
        least = _WHOLE_PHONE if text[0] in "+(0" else _WHOLE_NUMBER
        if len(whole[0]) >= least:
            return [tuple(whole)]
    return [
        tuple(_distinct([_short(number), *_typed_number(number), *whole]))
        for number in numbers
    ]


def _typed_number(text: str) -> list[str]:
    """Return the digits of a number that may be cut off, as they can be stored."""
    digits = _NO_DIGIT.sub("", text)
    if len(digits) > _LONGEST_NUMBER:
        return []
    forms = [digits]
    if digits.startswith("00") and len(digits) > 2:
        forms.append(digits[2:])
    if forms[-1].startswith("980"):
        forms.append(f"98{forms[-1][3:]}")
    return forms


def _distinct(keys: Iterable[str]) -> list[str]:
    return [key for key in dict.fromkeys(keys) if key]
