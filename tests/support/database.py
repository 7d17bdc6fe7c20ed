"""Looking into a database beside the server, and waiting for what is in it."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TypeVar

import psycopg2

Value = TypeVar("Value")


def rows(database: str, query: str, values: Any = None) -> list[tuple]:
    """Return what a query finds; it is committed."""
    with connected(database) as find:
        return find(query, values)


@contextmanager
def connected(database: str) -> Iterator[Callable[..., list[tuple]]]:
    """Give a function that does what ``rows`` does, again and again."""
    with closing(psycopg2.connect(dbname=database, host=os.environ["PGHOST"])) as link:
        link.autocommit = True

        def find(query: str, values: Any = None) -> list[tuple]:
            with link.cursor() as cursor:
                cursor.execute(query, values)
                return cursor.fetchall() if cursor.description else []

        yield find


def until(look: Callable[[], Value], seconds: float, every: float = 0.2) -> Value:
    """Return what ``look`` finds, or what is false if it finds nothing in time.

    For what no notification tells of.

    :param look: returns something false as long as there is nothing to see
    :param every: seconds between two looks
    """
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not (found := look()) and time.monotonic() < deadline:
        pause.wait(every)
    return found
