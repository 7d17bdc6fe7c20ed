"""The quietest moment of a short piece of sound.

By pydub, which holds all of a file in memory: two minutes are four megabytes, an hour
would be two gigabytes.
"""

import warnings
from pathlib import Path

with warnings.catch_warnings():
    # Of a standard module that Python 3.13 drops, and of an ffmpeg that it never calls
    # for WAV.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

_STEP = 50  # milliseconds
_MOMENT = 200  # milliseconds: the gap between two words


def quietest_moment(path: Path) -> float:
    """Return the middle of the quietest moment of a short WAV file, in seconds."""
    sound = AudioSegment.from_wav(path)
    moments = range(0, max(len(sound) - _MOMENT, 1), _STEP)
    quietest = min(moments, key=lambda start: sound[start : start + _MOMENT].rms)
    return (quietest + _MOMENT / 2) / 1000
