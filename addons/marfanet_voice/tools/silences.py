"""Where a long recording is cut: in silence, and without the long silences."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

#: Silence of this many seconds is left out: it costs money at services that charge by
#: the minute, and speech models make up words in it.
LONG = 20.0
#: Seconds of a long silence that stay at either side, so that no breath is cut off.
MARGIN = 0.5
#: A silence that is over so many seconds before the end of a recording goes on to it:
#: how long a recording is, its packets tell, not its sound.
ROUNDING = 0.1
#: A piece may be this much shorter than allowed, in seconds, for a cut in silence.
#: Where there is none so near, people talk without a breath, or over noise.
NEAR = 120.0
_LINE = re.compile(r"silence_(start|end): (-?[\d.]+)")


class Span(NamedTuple):
    """A part of a recording, in seconds from its beginning."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


def found_in(log: str, length: float) -> list[Span]:
    """Return the silences that ffmpeg's silencedetect has told in its log, in order.

    :param length: of the recording, where a silence that has no end ends
    """
    spans, start = [], None
    for what, second in _LINE.findall(log):
        if what == "start":
            start = max(float(second), 0.0)
        elif start is not None:
            spans.append(Span(start, min(float(second), length)))
            start = None
    if start is not None and start < length:
        spans.append(Span(start, length))
    return spans


def plan(
    silences: Iterable[Span],
    length: float,
    longest: float,
    quietest: Callable[[Span], float],
) -> list[Span]:
    """Return the parts of a recording that are worth hearing, none longer than allowed.

    :param silences: in order
    :param length: of the recording
    :param longest: seconds that a part may have
    :param quietest: tells where to cut in a span without silence
    """
    silences = list(silences)
    # However short it is: whatever a service made of it, nobody has said so.
    if silences and not silences[0].start and silences[0].end >= length - ROUNDING:
        return []
    parts: list[Span] = []
    for heard in _without_long(silences, length):
        start = heard.start
        while heard.end - start > longest:
            cut = _cut(silences, Span(start, start + longest), quietest)
            parts.append(Span(start, cut))
            start = cut
        parts.append(Span(start, heard.end))
    return parts


def _without_long(silences: list[Span], length: float) -> list[Span]:
    heard, start = [], 0.0
    for silence in silences:
        if silence.seconds < LONG:
            continue
        if silence.start > 0.0:
            heard.append(Span(start, silence.start + MARGIN))
        start = silence.end - MARGIN
    # A silence at the end reaches to it, or nearly: rounding. Where there was none to
    # leave out, all of it is heard, be it a single word.
    if not start or length - start > 2 * MARGIN:
        heard.append(Span(start, length))
    return heard


def _cut(
    silences: list[Span], window: Span, quietest: Callable[[Span], float]
) -> float:
    """Return where to cut: in the last silence of the window that is near its end."""
    near = max(window.end - NEAR, window.start + (window.seconds / 2))
    middles = [(silence.start + silence.end) / 2 for silence in silences]
    fitting = [middle for middle in middles if near <= middle <= window.end]
    return fitting[-1] if fitting else quietest(Span(near, window.end))
