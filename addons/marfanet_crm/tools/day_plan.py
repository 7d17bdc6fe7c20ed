"""An order for today's calls, and why each stands where it does.

Plain Python: a promised hour is kept, and between such hours goes whatever weighs most
of what can be done then. All moments are naive local time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: How long a call and its note take, for the agent to be free at a promised hour.
CALL = timedelta(minutes=15)
#: A representative whom nobody has called for so long has fallen silent.
SILENT_DAYS = 21
#: Calling hours that end so soon hurry.
CLOSING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Call:
    """What the order of the day depends on, of one task.

    :param due: when it is due
    :param time_said: whether that hour was promised, or only the day
    :param priority: 0 to 2
    :param owes: whether the representative owes us anything
    :param overdue_days: for how many days they should have paid
    :param mood: of the last contact
    :param silent_days: since the last contact; None where there was none yet
    :param call_from: hour of the day from which they like to be called
    :param call_to: until which; 0 when any hour is fine
    """

    id: int
    due: datetime
    time_said: bool = True
    priority: int = 0
    owes: bool = False
    overdue_days: int = 0
    mood: str | None = None
    silent_days: int | None = None
    call_from: float = 0
    call_to: float = 0

    def opens(self, day: datetime) -> datetime:
        return _at(day, self.call_from)

    def closes(self, day: datetime) -> datetime:
        return _at(day, self.call_to or 24)

    def is_promised(self, now: datetime) -> bool:
        """Return whether an hour was promised that is still ahead today."""
        return self.time_said and self.due >= now and self.due.date() == now.date()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a call stands where it does: a key, and the number it is about."""

    key: str
    number: float = 0


def plan(calls: Iterable[Call], now: datetime) -> list[int]:
    """Return the ids of the calls in the order in which to make them."""
    waiting = sorted(calls, key=lambda call: (-weight(call, now), call.due, call.id))
    promised = sorted(
        (call for call in waiting if call.is_promised(now)),
        key=lambda call: (call.due, call.id),
    )
    free = [call for call in waiting if not call.is_promised(now)]
    order: list[int] = []
    clock = now
    while promised or free:
        if promised and (not free or clock + CALL > promised[0].due):
            call = promised.pop(0)
            clock = max(clock, call.due)
        else:
            call = _next_free(free, clock)
            free.remove(call)
        order.append(call.id)
        clock += CALL
    return order


def _next_free(free: Sequence[Call], clock: datetime) -> Call:
    """Return the weightiest call that may be made now, or else soonest."""
    for call in free:
        if call.opens(clock) <= clock < call.closes(clock):
            return call
    # Nobody is to be called at this hour: whoever can be next, then who no longer can.
    return min(free, key=lambda call: (clock >= call.closes(clock), call.opens(clock)))


def weight(call: Call, now: datetime) -> float:
    """Return how much a call matters today, against the others."""
    return sum(points for _reason, points in _weighed(call, now))


def reasons(call: Call, now: datetime, most: int = 3) -> list[Reason]:
    """Return why the call stands where it does, the weightiest first."""
    weighed = sorted(_weighed(call, now), key=lambda pair: -pair[1])
    return [reason for reason, _points in weighed[:most]]


def _weighed(call: Call, now: datetime) -> list[tuple[Reason, float]]:
    days_late = (now.date() - call.due.date()).days
    found: list[tuple[Reason, float]] = []
    if call.is_promised(now):
        found.append((Reason("promised", _hour(call.due)), 5))
    elif call.time_said and call.due < now and not days_late:
        found.append((Reason("missed_hour", _hour(call.due)), 4))
    elif days_late > 0:
        found.append((Reason("late", days_late), 2 + min(days_late, 10) / 4))
    else:
        found.append((Reason("due"), 1))
    if call.priority:
        found.append(
            (Reason("urgent" if call.priority > 1 else "high"), call.priority * 2)
        )
    if call.overdue_days:
        found.append(
            (Reason("unpaid", call.overdue_days), 1.5 + min(call.overdue_days, 60) / 30)
        )
    elif call.owes:
        found.append((Reason("owes"), 0.5))
    if call.mood == "negative":
        found.append((Reason("negative"), 2))
    if call.silent_days is not None and call.silent_days >= SILENT_DAYS:
        found.append(
            (Reason("silent", call.silent_days), min(call.silent_days, 90) / 45)
        )
    if call.call_to and now < call.closes(now) <= now + CLOSING:
        found.append((Reason("closing", call.call_to), 3))
    elif call.call_from and now < call.opens(now):
        found.append((Reason("opens", call.call_from), 0.25))
    return found


def arrange(
    order: Sequence[int], chosen: Sequence[int], pinned: Sequence[int]
) -> list[int]:
    """Return the order with what a person chose in it.

    :param order: as planned
    :param chosen: the order that the person left it in; tasks that came since stand
        right behind the one that the plan has before them
    :param pinned: what stays on top, in this order
    """
    known = set(order)
    result = [task for task in dict.fromkeys(chosen) if task in known]
    placed = set(result)
    if result:
        for index, task in enumerate(order):
            if task not in placed:
                before = order[index - 1] if index else None
                place = result.index(before) + 1 if before is not None else 0
                result.insert(place, task)
                placed.add(task)
    else:
        result = list(order)
    top = [task for task in dict.fromkeys(pinned) if task in known]
    return top + [task for task in result if task not in set(top)]


def _at(day: datetime, hour: float) -> datetime:
    start = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return start + timedelta(hours=hour)


def _hour(moment: datetime) -> float:
    return moment.hour + moment.minute / 60
