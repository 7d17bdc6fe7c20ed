"""What a run has left behind, and marked values in it however they are spelled."""

import os
import re
import subprocess
from collections.abc import Iterator

# Persian and Arabic digits, as keyboards and speech services write them.
_DIGITS = {0x06F0 + n: 48 + n for n in range(10)} | {
    0x0660 + n: 48 + n for n in range(10)
}
_ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")
_GAPS = re.compile(r"(?<=\d)[ .()\u200c-]+(?=\d)")


def folded(text: str) -> str:
    """Return a text in which the same number is spelled in one way.

    JSON's escapes are undone, digits are Latin, and nothing parts them but ends of
    lines and of columns.
    """
    if "\\u" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return _GAPS.sub("", text.translate(_DIGITS))


def found_in(text: str, marked: dict[str, str]) -> set[str]:
    """Return the names of the marked values that a text holds.

    :param marked: by name, each value as ``folded`` spells it
    """
    text = folded(text)
    return {name for name, value in marked.items() if value in text}


def found_in_database(database: str, marked: dict[str, str]) -> dict[str, set[str]]:
    """Return where a whole dump of a database holds marked values.

    :param marked: as in ``found_in``
    :return: «table.column», or "" outside of any table's rows, with the names found
    """
    found: dict[str, set[str]] = {}
    for place, value in _values(database):
        if names := found_in(value, marked):
            found.setdefault(place, set()).update(names)
    return found


def _values(database: str) -> Iterator[tuple[str, str]]:
    """Yield each row's values that are text of some length, with their places."""
    command = ["pg_dump", "--no-owner", f"--host={os.environ['PGHOST']}", database]
    table, columns = "", []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as dump:
        for line in dump.stdout:
            if not table:
                head = re.match(r"COPY \w+\.(\S+) \((.*)\) FROM stdin;", line)
                if head:
                    table, columns = head[1], head[2].split(", ")
                yield "", line
            elif line == "\\.\n":
                table = ""
            else:
                values = line.rstrip("\n").split("\t")
                for column, value in zip(columns, values, strict=True):
                    # Shorter than anything marked.
                    if len(value) > 7:
                        yield f"{table}.{column}", value
    assert dump.returncode == 0
