"""Agents' devices: each sends its notes, again and again, until it has the receipts."""

import hashlib
import threading
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import requests
from support.clients import Browser, log_in

from .moments import Moments, Pace

# So small that a recording takes several.
PIECE_BYTES = 16 * 1024
# A Saturday: the day that is said comes to the same date whenever this runs.
RECORDED_AT = "2025-11-29T10:30:00+03:30"


@dataclass
class Note:
    """A recording on a device, and the server's receipt once there is one.

    :param number: the one that is said in it
    :param representative: id of whom it is about
    :ivar sent: how often the device has begun to send it
    """

    number: int
    path: Path
    representative: int
    client_uuid: str = field(default_factory=lambda: str(uuid.uuid4()))
    sent: int = 0
    receipt: dict | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


class Device(threading.Thread):
    """One agent's device.

    :param login: of the agent, whose password is the same
    :param notes: what it has to send, in this order
    :ivar error: what has ended it before its time
    """

    def __init__(
        self,
        url: str,
        database: str,
        login: str,
        notes: list[Note],
        pace: Pace,
        moments: Moments,
    ) -> None:
        super().__init__(name=login, daemon=True)
        self._where = (url, database, login, login)
        self._notes, self._pace, self._moments = notes, pace, moments
        self._browser: Browser | None = None
        self._ended = threading.Event()
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            for note in self._notes:
                self._pace.wait_for(note.number)
                while not note.receipt and not self._ended.is_set():
                    self._try(note)
        except BaseException as error:  # noqa: BLE001 - told to whom waits for us
            self.error = error

    def end(self) -> None:
        """Give up, where nobody waits any longer."""
        self._ended.set()

    def _try(self, note: Note) -> None:
        note.sent += 1
        try:
            self._browser = self._browser or log_in(*self._where)
            with self._moments.going_on("upload"):
                note.receipt = self._browser.send_in_pieces(
                    note.path,
                    note.client_uuid,
                    piece_bytes=PIECE_BYTES,
                    representative=note.representative,
                    purpose="support",
                    recorded_at=RECORDED_AT,
                )
        except (requests.RequestException, AssertionError):
            # What the recorder does too: wait a moment, and ask where to go on.
            self._ended.wait(0.3)
