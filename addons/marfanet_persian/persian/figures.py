"""Numbers as a Persian reader expects them: digits, grouping, and in words."""

import re

_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_SIGNS = str.maketrans(",.", "٬٫")
_RUN = re.compile(r"\d+(?:[.,:/]\d+)*")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")

_UNITS = "صفر یک دو سه چهار پنج شش هفت هشت نه".split()
_TEENS = "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split()
_TENS = ["", "", *"بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split()]
_HUNDREDS = [
    "",
    *"صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split(),
]
#: Names of 1000 to the power of their place; what is larger is written in digits.
_SCALES = ("", "هزار", "میلیون", "میلیارد", "تریلیون")
MAX_IN_WORDS = 1000 ** len(_SCALES) - 1


def to_persian_digits(text: str) -> str:
    """Return ``text`` with 0-9 shown as ۰-۹; for display only, never for storing."""
    return text.translate(_DIGITS)


def to_persian_figures(text: str) -> str:
    """Return a text whose numbers are written in Persian: «۱۲٬۳۴۵٫۶».

    Commas between groups of three digits and the one point of a number become the
    Persian signs; versions, addresses and times keep theirs.
    """
    return to_persian_digits(_RUN.sub(_sign, text))


def _sign(run: re.Match[str]) -> str:
    is_number = _NUMBER.fullmatch(run[0])
    return run[0].translate(_SIGNS) if is_number else run[0]


def write_number(value: float, decimals: int | None = None) -> str:
    """Return a number in Latin digits with its thousands apart: «12,345.6».

    :param decimals: how many decimals to show; all that it has without
    """
    return f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"


def in_words(value: int) -> str:
    """Return a whole number in Persian words: «دو میلیون و سیصد هزار».

    :raises ValueError: when it is beyond ``MAX_IN_WORDS``
    """
    if value < 0:
        return f"منفی {in_words(-value)}"
    if value > MAX_IN_WORDS:
        raise ValueError(f"too large for words: {value}")
    if value == 0:
        return _UNITS[0]
    parts = []
    for place in reversed(range(len(_SCALES))):
        group = value // 1000**place % 1000
        if not group:
            continue
        # One says «هزار», not «یک هزار», but «یک میلیون».
        words = [] if place == 1 and group == 1 else [_below_thousand(group)]
        parts.append(" ".join([*words, _SCALES[place]]).strip())
    return " و ".join(parts)


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    parts = [_HUNDREDS[hundreds]] if hundreds else []
    if rest >= 20:
        parts.append(_TENS[rest // 10])
        rest %= 10
    elif rest >= 10:
        parts.append(_TEENS[rest - 10])
        rest = 0
    if rest:
        parts.append(_UNITS[rest])
    return " و ".join(parts)
