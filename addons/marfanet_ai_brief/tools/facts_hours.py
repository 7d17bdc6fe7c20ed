"""When a representative answers the phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from odoo.addons.marfanet_crm.tools.clock import (
    THURSDAY_UNTIL,
    WORK_FROM,
    WORK_UNTIL,
)

#: Fewer calls than these say nothing about hours.
LEAST_CALLS = 8
LEAST_IN_WINDOW = 3
_LENGTH = 2
#: Each window begins with as many calls, answered as often as all are: three of three
#: is no proof yet (the mean of a Beta distribution; Gelman et al., Bayesian Data
#: Analysis, 2.4).
_PRIOR_CALLS = 6
#: By how much a window must beat all hours together to be worth telling, and how close
#: to the best a second one must be.
_STANDS_OUT = 0.05
_AS_GOOD = 0.05
_THURSDAY, _FRIDAY = 3, 4


@dataclass(frozen=True)
class Window:
    """Two hours of the working day, and the calls that were made in them.

    :param start, until: full hours of the reader's clock, 0 to 24
    """

    start: int
    until: int
    tried: int
    answered: int


@dataclass(frozen=True)
class BestHours:
    """:param windows: the best ones, best first, at most two that do not overlap; none
        where no hour is better than another, or too little is known
    :param is_thin: whether too little is known
    """

    windows: tuple[Window, ...]
    tried: int
    answered: int
    is_thin: bool


def is_working_time(moment: datetime) -> bool:
    """Return whether the team works at a moment of its own clock.

    Thursday afternoon and Friday are free.
    """
    if moment.weekday() == _FRIDAY:
        return False
    until = THURSDAY_UNTIL if moment.weekday() == _THURSDAY else WORK_UNTIL
    return WORK_FROM <= moment.hour < until


def best_hours(
    calls: Iterable[tuple[datetime, bool]],
    call_from: float = 0,
    call_until: float = 0,
) -> BestHours:
    """Return in which two hours of a working day calls are answered most.

    :param calls: moments of calls of ours, on the reader's clock, and whether they were
        answered; what was tried in the evening or at the weekend is left out, since
        people answer otherwise then
    :param call_from, call_until: the hours in which they wish to be called, only inside
        of which windows are looked for; 0 and 0 when any hour is fine
    """
    timed = [(call.hour, answered) for call, answered in calls if is_working_time(call)]
    tried, reached = len(timed), sum(answered for _hour, answered in timed)
    if tried < LEAST_CALLS:
        return BestHours((), tried, reached, True)
    usual = (reached + 1) / (tried + 2)
    wished = range(
        max(WORK_FROM, round(call_from)),
        min(WORK_UNTIL, round(call_until) or WORK_UNTIL) - _LENGTH + 1,
    )
    windows = [_window(start, timed) for start in wished]
    ranked = sorted(
        (
            window
            for window in windows
            if window.tried >= LEAST_IN_WINDOW
            and _share(window, usual) >= usual + _STANDS_OUT
        ),
        key=lambda window: (-_share(window, usual), -window.tried, window.start),
    )
    if not ranked:
        return BestHours((), tried, reached, False)
    best = ranked[0]
    others = [
        window
        for window in ranked[1:]
        if (window.start >= best.until or window.until <= best.start)
        and _share(window, usual) >= _share(best, usual) - _AS_GOOD
    ]
    return BestHours((best, *others[:1]), tried, reached, False)


def _window(start: int, timed: list[tuple[int, bool]]) -> Window:
    inside = [answered for hour, answered in timed if start <= hour < start + _LENGTH]
    return Window(start, start + _LENGTH, len(inside), sum(inside))


def _share(window: Window, usual: float) -> float:
    return (window.answered + _PRIOR_CALLS * usual) / (window.tried + _PRIOR_CALLS)
