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
def own_cursor(registry: Registry) -> Iterator[BaseCursor]:
    """Give a cursor that is committed in the end.

    It waits for a lock that another such transaction holds and then sees what that one
    has written, where Odoo's own isolation still saw what was there when it began. So
    keep it short.
    """
    with registry.cursor() as cr:
        # In a test the cursor is part of a transaction that has begun; alone, it has
        # nobody to wait for.
        if cr.connection.info.transaction_status == TRANSACTION_STATUS_IDLE:
            cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
        yield cr
