"""Recordings that can be told apart by their length, and a service that does so.

What the service writes down names the note's number; what the model finds in it names
it too. A task then tells by its title which recording it is of, whatever the database
says, and the service knows how often each recording was paid for.
"""

import random
import re
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ai_server import AIServer
from ai_server.services import Recording, Spoken
from support.short_note import understood
from support.speech import speak

from .moments import Moments

SAID = "با نماینده صحبت کردم. مشکل حل شد و راضی بود. سه‌شنبه آینده تماس بگیرم."
SHORTEST, STEP = 2.0, 0.08  # seconds
# What Opus and two conversions may change of a length.
TOLERANCE = STEP * 0.45
# One recording is cut into pieces; each of them is longer than any other recording.
LONG, LONG_SECONDS = 0, 700
# So that a kill can meet a call; a service takes longer.
CALL_SECONDS = (0.05, 0.5)
_ENCODE = ["-c:a", "libopus", "-b:a", "32k"]


def record(folder: Path, count: int, long: bool) -> list[Path]:
    """Return recordings of Persian speech, each 0.08 seconds longer than the last.

    :param long: whether the first one is so long that it is heard in pieces
    """
    said, source = folder / "said.ogg", folder / "source.ogg"
    speak(SAID, said)
    longest = LONG_SECONDS if long else length(count)
    loop = ["-stream_loop", "-1", "-i", str(said.with_suffix(".wav"))]
    _ffmpeg(*loop, "-t", f"{longest + 1:.0f}", *_ENCODE, str(source))
    paths = []
    for number in range(count):
        seconds = LONG_SECONDS if long and number == LONG else length(number)
        path = folder / f"{number}.ogg"
        _ffmpeg("-i", str(source), "-t", f"{seconds:.2f}", "-c", "copy", str(path))
        paths.append(path)
    return paths


def _ffmpeg(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *arguments], check=True)


def length(number: int) -> float:
    return SHORTEST + STEP * number


def title(number: int) -> str:
    """Return what the task of a note is called."""
    return f"پیگیری یادداشت {number}"


class NumberedAI(AIServer):
    """The local AI server, which knows the recordings by their number.

    :param count: how many there are
    :param takes: least and most seconds that an answer takes
    :ivar heard: how often each note's sound was paid for
    :ivar read: how often each note's transcript was
    :ivar answered_at: when it was last, on the monotonic clock
    """

    def __init__(
        self,
        key: str,
        count: int,
        moments: Moments,
        takes: tuple[float, float] = CALL_SECONDS,
    ) -> None:
        super().__init__(key=key)
        self._count = count
        self._moments = moments
        self._takes = takes
        self._random = random.Random(count)
        self.heard: Counter[int] = Counter()
        self.read: Counter[int] = Counter()
        self.answered_at: dict[int, float] = {}
        self.answer(self._find, always=True)

    def spoken_in(self, recording: Recording) -> Spoken:
        number = self._number(recording.seconds)
        with self._moments.going_on("transcription"):
            self._take_a_while()
        self.heard[number] += 1
        return Spoken(f"یادداشت {number} {SAID}", None, None)

    def _number(self, seconds: float) -> int:
        if seconds > length(self._count):
            return LONG
        number = round((seconds - SHORTEST) / STEP)
        if not abs(seconds - length(number)) <= TOLERANCE:
            self.problems.append(f"whose sound is it? {seconds:.3f} s")
        return number

    def _find(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        number = int(re.findall(r"یادداشت (\d+)", messages[-1]["content"])[0])
        with self._moments.going_on("analysis"):
            self._take_a_while()
        self.read[number] += 1
        self.answered_at[number] = time.monotonic()
        return understood(f"خلاصه‌ی {number}", title(number))

    def _take_a_while(self) -> None:
        self.closing.wait(self._random.uniform(*self._takes))
