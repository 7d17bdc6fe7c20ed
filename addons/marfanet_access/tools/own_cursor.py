"""Transactions of their own: what they write stays, whatever the caller's do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED, TRANSACTION_STATUS_IDLE

if TYPE_CHECKING:
    from odoo.orm.registry import Registry
    from odoo.sql_db import BaseCursor


@contextmanager
def own_cursor(registry: Registry, *, durable: bool = True) -> Iterator[BaseCursor]:
    """Give a cursor that is committed in the end.

    It waits for rows that another such transaction holds and then sees what that one
    has written, where Odoo's own isolation would raise a serialization error. So keep
    it short, and lock rows in the same order everywhere.

    :param durable: False where a power cut may lose the last moments, which spares a
        wait for the disk
    """
    with registry.cursor() as cr:
        # In a test the cursor is part of a transaction that has begun; alone, it has
        # nobody to wait for.
        if cr.connection.info.transaction_status == TRANSACTION_STATUS_IDLE:
            cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
            if not durable:
                cr.execute("SET LOCAL synchronous_commit TO OFF")
        yield cr
