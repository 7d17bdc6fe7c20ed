"""What is going on right now, so that a kill can meet it."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Moments:
    """Counts what is going on, by its name."""

    def __init__(self) -> None:
        self._now: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def going_on(self, name: str) -> Iterator[None]:
        """Tell that something goes on for as long as the block lasts."""
        with self._changed:
            self._now[name] += 1
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._now[name] -= 1

    def wait_for(self, name: str, seconds: float) -> bool:
        """Return as soon as something goes on, or False when it has not in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._now[name] > 0, seconds)


class Pace:
    """How many notes may be sent: so many more with each kill, so that each meets some.

    :param notes: in all
    :param kills: in all
    :param ahead: notes that are sent before the first kill
    """

    def __init__(self, notes: int, kills: int, ahead: int) -> None:
        self._notes, self._kills, self._ahead = notes, kills, ahead
        self._killed = 0
        self._changed = threading.Condition()

    def one_more(self) -> None:
        with self._changed:
            self._killed += 1
            self._changed.notify_all()

    def all(self) -> None:
        """Let all be sent: there will be no more kills."""
        with self._changed:
            self._killed = self._kills
            self._changed.notify_all()

    def wait_for(self, number: int) -> None:
        """Return when it is a note's turn.

        :param number: of the note, from 0
        """
        with self._changed:
            self._changed.wait_for(lambda: number < self._open())

    def _open(self) -> float:
        if self._killed >= self._kills:
            return self._notes
        return self._ahead + self._killed * self._notes / self._kills
