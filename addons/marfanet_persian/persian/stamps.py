"""Jalali dates in figures, as files hold them: «1405/09/20 16:30», «۲۰-۹-۱۴۰۵».

A cell is one date and no sentence: nothing is guessed, and the hour is as written
(«04:30» is the morning).
"""

import re
from datetime import date

from .calendar import from_jalali
from .normalise import normalise

_STAMP = re.compile(
    r"(?:(?P<year>\d{4})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"|(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)(?P<last>\d{4}))"
    r"(?!\d)(?P<rest>.*)",
    re.DOTALL,
)
#: No company has dates of the Gregorian Middle Ages.
_YEARS = range(1300, 1500)


def read_stamp(text: str) -> tuple[date, str] | None:
    """Return the day that ``text`` begins with, and the time that follows it.

    :param text: in any digits
    :return: the Gregorian date and the rest of the text («16:30», in 0-9, or an empty
        text); None when it begins with no Jalali date
    :raises ValueError: when that month of that year has no such day («1404/12/30»)
    """
    found = _STAMP.fullmatch(normalise(text))
    if not found:
        return None
    year, month, day = (
        int(found[name] or found[other])
        for name, other in (("year", "last"), ("month", "second"), ("day", "first"))
    )
    if year not in _YEARS:
        return None
    return from_jalali(year, month, day), found["rest"].strip(" T،")
