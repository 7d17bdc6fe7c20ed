"""A connection on which Odoo's bus is told that there are messages."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import psycopg2
from psycopg2 import sql

from odoo.sql_db import connection_info_for

# The database in which Odoo's websocket processes listen, and on what channel.
DATABASE = "postgres"
CHANNEL = "imbus"


class NotifyLine:
    """One connection of this process, kept from one message to the next.

    Odoo makes one for each commit that has messages, which takes PostgreSQL as much
    processor time as a dozen queries; a worker that works off notes has two such
    commits for each. Threads wait for each other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: psycopg2.extensions.connection | None = None

    def notify(self, function: str, payloads: Iterable[str]) -> None:
        """Tell all who listen.

        :param function: PostgreSQL's function for it, or the installation's own
        :param payloads: JSON lists of channels
        :raise psycopg2.Error: PostgreSQL cannot be reached, or refuses
        """
        payloads = list(payloads)
        with self._lock:
            try:
                self._tell(function, payloads)
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                # It has been cut since it was last used.
                self._connection = None
                self._tell(function, payloads)

    def _tell(self, function: str, payloads: list[str]) -> None:
        if self._connection is None:
            _database, where = connection_info_for(DATABASE)
            self._connection = psycopg2.connect(**where)
            self._connection.autocommit = True
        query = sql.SQL("SELECT {}(%s, %s)").format(sql.Identifier(function))
        with self._connection.cursor() as cr:
            for payload in payloads:
                cr.execute(query, (CHANNEL, payload))


#: That of this process; a forked worker makes its own with its first message.
LINE = NotifyLine()
