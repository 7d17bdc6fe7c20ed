"""Values that other systems send in rows: checked and read, or refused in words.

A reader takes what was sent for one key and returns what is stored; nothing that was
sent, whatever its type, makes it raise anything but ``RowError``.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

Reader = Callable[[Any], Any]

# Long enough for any name, short enough for every index on a text.
LONGEST = 500
LONGEST_TEXT = 100_000
# PostgreSQL's integer.
LARGEST = 2**31 - 1
YEARS = (1900, 2199)
LARGEST_NUMBER = 10**9


def _lt(sentence: str) -> str:
    """Mark a sentence for the translators; the models translate it on showing it."""
    return sentence


class RowError(Exception):
    """What is wrong with one row.

    :param template: a sentence marked by ``_lt``
    :param values: what its placeholders stand for
    """

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__(template)
        self.template = template
        self.values = values


def read_row(
    row: Any, readers: Mapping[str, Reader], required: tuple[str, ...]
) -> dict[str, Any]:
    """Return a row's values as they are stored, for the keys that it has.

    ``None``, ``False`` and blank text become ``False``: they empty a field.

    :param required: the keys that must have a value
    :raise RowError: naming the key that is unknown, missing or not understood
    """
    if not isinstance(row, Mapping):
        raise RowError(_lt("A row is an object of keys and values."))
    unknown = sorted(repr(key) for key in row if key not in readers)
    if unknown:
        raise RowError(
            _lt("Unknown key: %(unknown)s. Known are: %(known)s."),
            unknown=shorten(", ".join(unknown)),
            known=", ".join(readers),
        )
    values = {}
    for key, value in row.items():
        try:
            values[key] = readers[key](value)
        except RowError as error:
            error.values.setdefault("key", key)
            raise
    for key in required:
        if not values.get(key):
            raise RowError(_lt("“%(key)s” is missing."), key=key)
    return values


def shorten(value: Any) -> str:
    """Return a value as it may be shown in an error."""
    text = value if isinstance(value, str) else repr(value)
    # What cannot be stored cannot be sent back either.
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return text if len(text) <= 80 else f"{text[:80]}…"


def line(value: Any) -> str | bool:
    """Read one line of text."""
    return _text(value, LONGEST)


def text(value: Any) -> str | bool:
    """Read any text."""
    return _text(value, LONGEST_TEXT)


def name(value: Any) -> str | bool:
    """Read a name or reference; other systems send some of them as numbers."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return line(value)


def names(value: Any) -> list[str]:
    """Read a list of names, each once, in their order."""
    if value is None or value is False:
        return []
    if not isinstance(value, list | tuple) or len(value) > 100:
        raise RowError(
            _lt("“%(key)s” is a list of at most 100 names, not %(value)s."),
            value=shorten(value),
        )
    return list(dict.fromkeys(filter(None, map(line, value))))


def truth(value: Any) -> bool:
    """Read true or false, also as the 0 and 1 of other databases."""
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    raise RowError(
        _lt("“%(key)s” is true or false, not %(value)s."), value=shorten(value)
    )


def choice(*allowed: str) -> Reader:
    """Return the reader of one of a few words."""

    def read(value: Any) -> str | bool:
        word = line(value)
        if word and word not in allowed:
            raise RowError(
                _lt("“%(key)s” is one of %(allowed)s, not %(value)s."),
                allowed=", ".join(allowed),
                value=shorten(value),
            )
        return word

    return read


def whole(least: int, most: int) -> Reader:
    """Return the reader of a whole number, which may be unknown."""

    def read(value: Any) -> int | None:
        if value is None or value is False:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            if least <= value <= most:
                return value
        raise RowError(
            _lt(
                "“%(key)s” is a whole number from %(least)s to %(most)s, not %(value)s."
            ),
            least=least,
            most=most,
            value=shorten(value),
        )

    return read


def hour(value: Any) -> float:
    """Read an hour of day with its fraction: 13.5 is half past one."""
    if value is None or value is False:
        return 0.0
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 0 <= value <= 24:
            return float(value)
    raise RowError(
        _lt("“%(key)s” is an hour from 0 to 24, like 13.5, not %(value)s."),
        value=shorten(value),
    )


def day(value: Any) -> date | bool:
    """Read a date in ISO 8601."""
    written = line(value)
    if not written:
        return False
    try:
        read = date.fromisoformat(written)
    except ValueError:
        read = None
    if not read or not YEARS[0] <= read.year <= YEARS[1]:
        raise RowError(
            _lt("“%(key)s” is a date like 2026-11-28, not %(value)s."),
            value=shorten(value),
        )
    return read


def moment(value: Any) -> datetime | bool:
    """Read a moment in ISO 8601 and return it in UTC, naive as Odoo keeps it.

    One without an offset is in UTC already. A date alone is no moment: it would be
    midnight in nobody's time zone.
    """
    if isinstance(value, datetime):
        value = value.isoformat()  # XML-RPC has a type of its own
    written = line(value)
    if not written:
        return False
    try:
        read = datetime.fromisoformat(written)
        if read.tzinfo:
            read = read.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        read = None
    if not read or len(written) <= 10 or not YEARS[0] <= read.year <= YEARS[1]:
        raise RowError(
            _lt(
                "“%(key)s” is a moment like 2026-11-28T10:30:00+03:30 (without an"
                " offset it is in UTC), not %(value)s."
            ),
            value=shorten(value),
        )
    return read.replace(microsecond=0)


def _text(value: Any, longest: int) -> str | bool:
    if value is None or value is False:
        return False
    if not isinstance(value, str):
        raise RowError(_lt("“%(key)s” is text, not %(value)s."), value=shorten(value))
    if len(value) > longest:
        raise RowError(
            _lt("“%(key)s” is longer than %(longest)s characters."), longest=longest
        )
    try:
        value.encode()
    except UnicodeEncodeError:
        storable = False
    else:
        storable = "\0" not in value
    if not storable:
        raise RowError(_lt("“%(key)s” has characters in it that no text has."))
    return value.strip() or False
