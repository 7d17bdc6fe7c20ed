"""Dates that Odoo's addons write with ``strftime``, which is told of no calendar."""

import re
from datetime import date, datetime

from .writing import Writer

#: Formats of a date and of a time for ``strftime``, whose texts ``write_marked`` finds.
MARKED_DATE, MARKED_TIME = "\x02%Y-%m-%d\x03", "\x02%H:%M\x03"
_MARKED = re.compile("\x02([^\x03]*)\x03")


def write_marked(writer: Writer, text: str) -> str:
    """Return a text whose dates and times were written by the formats above."""

    def write(found: re.Match[str]) -> str:
        said = found[1]
        if ":" in said:
            return writer.figures(said)
        return writer.day(date.fromisoformat(said), "numeric")

    return _MARKED.sub(write, text)


def write_last_date(writer: Writer, text: str, date_format: str) -> str:
    """Return «Deadline: 2026/11/21» with its date as the reader has it.

    :param date_format: of the language, as ``strftime`` takes it; a text without such
        a date after a colon, at its end, is returned as it is
    """
    words, colon, said = text.rpartition(": ")
    if not colon or not said.isascii():
        return text
    try:
        day = datetime.strptime(said, date_format).date()
    except ValueError:
        return text
    return f"{words}{colon}{writer.day(day, 'numeric')}"
