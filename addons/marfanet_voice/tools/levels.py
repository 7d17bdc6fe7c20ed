"""How loud a recording is, a quarter of a second at a time."""

import re

#: Seconds of each level; those that the voices are levelled in (``tools.audio``).
STEP = 0.25
#: For ffmpeg, after resampling to 16 kHz: prints the level of each step in dB.
FILTER = (
    f"asetnsamples=n={int(16_000 * STEP)}:p=0,"
    "astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=RMS_level,"
    "ametadata=mode=print:key=lavfi.astats.Overall.RMS_level:file=-"
)
#: A voice that reaches this, in dB, needs no levelling: near ones were at -27 on
#: average, and come out of it at -19.
LOUD = -30.0
#: Below this, in dB, is the noise of a room and nobody's voice: a far one that could
#: still be understood was at -52 on average, and reached more.
QUIET = -58.0
#: Seconds within which whoever speaks reaches their loudest: a few words.
WORDS = 2.0
_LEVEL = re.compile(r"^lavfi\.astats\.Overall\.RMS_level=(\S+)$", re.MULTILINE)


def found_in(output: str) -> list[float]:
    """Return the levels that ffmpeg has printed, in dB; -inf where nothing was."""
    return [float(level) for level in _LEVEL.findall(output)]


def are_even(found: list[float]) -> bool:
    """Whether everything said is loud enough as it is.

    No voice is far from the microphone, and there is no gap, which is filled with
    nothing at all: of a file with gaps, a service may tell other times than ours.

    :param found: levels, in dB
    """
    if not found or float("-inf") in found:
        return False
    several = int(WORDS / STEP)
    # The last ones whole as well, though they overlap with those before.
    last = max(len(found) - several, 0)
    starts = [*range(0, last, several), last]
    loudest = (max(found[start : start + several]) for start in starts)
    return all(not QUIET < level < LOUD for level in loudest)
