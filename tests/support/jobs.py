"""Waiting for what the job runner does, woken by the database itself."""

import os
import select
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg2
import psycopg2.extensions

from .database import rows

Value = TypeVar("Value")
PATIENCE = 120.0  # seconds until the work must be done


def wait_for(database: str, look: Callable[[], Value]) -> Value:
    """Return what ``look`` finds, as soon as it finds something.

    It looks each time that a job changes; queue_job notifies of that.

    :param database: the database whose jobs are waited for
    :param look: returns something false as long as there is nothing to see
    :raise AssertionError: there never was
    """
    connection = psycopg2.connect(dbname=database, host=os.environ["PGHOST"])
    connection.set_isolation_level(psycopg2.extensions.ISOLATION_LEVEL_AUTOCOMMIT)
    try:
        with connection.cursor() as cursor:
            cursor.execute("LISTEN queue_job")
        deadline = time.monotonic() + PATIENCE
        while not (found := look()):
            left = deadline - time.monotonic()
            assert left > 0, "The jobs did not do it in time"
            # A second at most: the last change of a job is made known before it ends.
            select.select([connection], [], [], min(left, 1.0))
            connection.poll()
            connection.notifies.clear()
        return found
    finally:
        connection.close()


def wake_runner(database: str) -> None:
    """Do what the watchdog does each minute: dead jobs are only looked for then."""
    rows(database, "SELECT pg_notify('queue_job', uuid) FROM queue_job LIMIT 1")
