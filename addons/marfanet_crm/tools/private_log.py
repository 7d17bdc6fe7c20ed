"""Queries that fail are logged without the words of people.

Odoo logs a failing query with its values, and PostgreSQL's message quotes the row: what
was said in a note, and phone numbers, would lie in the server's log. Of queries on
tables that hold such things, the log says which statement on which table it was, and
the error's name and number.
"""

import logging
import re

import psycopg2

_PRIVATE = re.compile(
    r"\b(marfanet_\w+|res_partner\w*|mail_\w+|queue_job|bus_bus|ir_attachment)\b"
)
_STATEMENT = re.compile(r"\s*(\w+)")


def install() -> None:
    """Cut what Odoo logs of failing queries, in this process."""
    logger = logging.getLogger("odoo.sql_db")
    # Only once, also where a module is loaded again.
    if not any(isinstance(one, _WithoutValues) for one in logger.filters):
        logger.addFilter(_WithoutValues())


class _WithoutValues(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if str(record.msg).startswith("bad query") and len(record.args or ()) == 2:
            query, error = record.args
            text = query.decode(errors="replace") if isinstance(query, bytes) else query
            if table := _PRIVATE.search(str(text)):
                statement = _STATEMENT.match(str(text))
                what = statement[1] if statement else ""
                record.args = (f"{what} … {table[0]} …", _name_of(error))
        return True


def _name_of(error: object) -> str:
    """Return what an error is, without what it says."""
    name = type(error).__name__
    if not isinstance(error, psycopg2.Error):
        return name
    parts = [name, error.pgcode, error.diag.constraint_name]
    return " ".join(part for part in parts if part)
