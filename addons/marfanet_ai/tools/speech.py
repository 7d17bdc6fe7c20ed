"""What a speech-to-text client promises, whatever the service behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..exceptions import TryAnother


@dataclass(frozen=True)
class Word:
    """One spoken word and when it was said, in seconds from the recording's start."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Transcript:
    """What was said in one recording.

    :param text: the whole transcript; empty where nobody spoke
    :param seconds: the length of the audio as the service measured it, if it says
    :param words: in order of time; empty if the service gives no times
    """

    text: str
    seconds: float | None = None
    words: tuple[Word, ...] = ()


class SpeechClient:
    """A speech-to-text service.

    :cvar container: the container that recordings must be in, with Opus inside;
        services differ in what they take, so that the caller converts
    :cvar max_bytes: the largest file that the service takes
    """

    container: str
    max_bytes: int

    def transcribe(
        self, recording: Path, *, language: str = "fa", keyterms: Iterable[str] = ()
    ) -> Transcript:
        """Send a recording and wait for its transcript.

        The file is streamed from disk and never held in memory whole.

        :param recording: a file in ``container``
        :param language: ISO 639-1 code; empty lets the service guess
        :param keyterms: names that the service should expect, the most important
            first; what exceeds the service's limits is left out
        :raise AIServiceError: one of its three kinds
        """
        raise NotImplementedError

    def _check_size(self, recording: Path) -> None:
        # Refused here, a recording that is too large does not cross a slow line
        # first.
        if recording.stat().st_size > self.max_bytes:
            raise TryAnother("too_large")
