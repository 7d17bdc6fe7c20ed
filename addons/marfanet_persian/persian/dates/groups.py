"""From items to groups: the fragments that together say one moment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from . import clock, days, months, written
from .fragments import BARE_WEEKDAY, WRITTEN, Fragment, Reading
from .words import MARK, WORD

Rule = Callable[[Reading, int], Fragment | None]
_RULES: tuple[Rule, ...] = (
    *written.RULES,
    *clock.RULES[:1],
    *days.RULES,
    *clock.RULES[1:],
)
_RULES += days.LAST_RULES
# The kinds of item that a rule may begin with, where they are few.
_OPENERS: dict[Rule, set[str]] = {
    written.numeric: {"number"},
    written.day_and_month: {"number"},
    written.gregorian_month: {"number", "gregorian month"},
    months.nth_weekday: {"nth"},
    months.week_of_month: {"unit"},
    months.month_point: {"start", "middle", "end"},
    months.day_of_said_month: {"unit", "number"},
    days.holiday: {"number", "next", "word"},
    days.week_then_weekday: {"number", "this", "unit"},
    days.weekday: {"this", "weekday"},
    days.day_word: {"day", "past day"},
    days.ordinal: {"unit", "number"},
    clock.hour: {"unit", "number", "quarter"},
    clock.part: {"part"},
}
#: Words without a kind of their own that a rule may begin with.
_OPENING_WORDS = {"ظرف", "پس"}

_BETWEEN_DAYS = {"روز", "،", ",", "(", ")", "یعنی", "مورخ", "-", "–", "میشه", "همون"}
_BEFORE_CLOCK = {
    *("در", "تو", "توی", "سر", "راس", "حدود", "حدودا", "طرفای", "حوالی", "برای"),
    *(
        "نزدیک",
        "نزدیکای",
        "نزدیکهای",
        "بین",
        "روز",
        "واسه",
        "دقیقا",
        "از",
        "بعد",
        "قبل",
        "تا",
        "هم",
        "رو",
        "t",
        "-",
        "،",
        ",",
    ),
    *("(", ")", "دم", "همون", "یعنی", "تقریبا"),
}
_BEFORE_DAY = {"در", "تو", "توی", "روز", "برای", "همین", "همون", "همان", "از"}
_NEAR = 6


@dataclass(frozen=True)
class Group:
    """The fragments of one moment: at most one of each.

    :param spans: pairs of item indexes, first and after the last, in order
    """

    spans: tuple[tuple[int, int], ...]
    day: Fragment | None = None
    clock: Fragment | None = None
    part: str = ""
    wait: Fragment | None = None

    @property
    def first(self) -> int:
        return self.spans[0][0]

    @property
    def last(self) -> int:
        return self.spans[-1][1]

    @property
    def is_past(self) -> bool:
        pieces = (self.day, self.clock, self.wait)
        return any(piece.past for piece in pieces if piece)


def find_groups(reading: Reading) -> list[Group]:
    """Return the moments said in the text, in order."""
    groups: list[Group] = []
    for fragment in _fragments(reading):
        joined = _join(reading, groups[-1], fragment) if groups else None
        if joined:
            groups[-1] = joined
        else:
            groups.append(_alone(fragment))
    return _with_far_clocks(reading, groups)


@cache
def _rules_for(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in _RULES if kind in _OPENERS.get(rule, {kind}))


def _fragments(reading: Reading) -> list[Fragment]:
    found: list[Fragment] = []
    at = 0
    while at < len(reading.items):
        fragment = None
        item = reading[at]
        if item.kind not in {WORD, MARK} or item.text in _OPENING_WORDS:
            fragments = (rule(reading, at) for rule in _rules_for(item.kind))
            fragment = next((piece for piece in fragments if piece), None)
        if fragment:
            found.append(fragment)
            reading.taken = fragment.last
        at = fragment.last if fragment else at + 1
    return found


def _alone(fragment: Fragment) -> Group:
    spans = ((fragment.first, fragment.last),)
    if fragment.wait is not None:
        return Group(spans, wait=fragment)
    if fragment.is_day:
        return Group(spans, day=fragment)
    if fragment.hour is not None:
        return Group(spans, clock=fragment, part=fragment.part)
    return Group(spans, part=fragment.part)


def _join(reading: Reading, group: Group, fragment: Fragment) -> Group | None:
    """Return ``group`` with ``fragment`` in it, or ``None`` if they do not belong."""
    if group.wait or fragment.wait is not None:
        return None
    if fragment.is_day and group.day:
        return _join_days(reading, group, fragment)
    if fragment.is_day:
        if not _only(reading, group.last, fragment.first, _BEFORE_DAY):
            return None
        return replace(group, spans=_stretch(group, fragment), day=fragment)
    if not _only(reading, group.last, fragment.first, _BEFORE_CLOCK):
        return None
    if fragment.hour is None:
        if group.part:
            return None
        return replace(group, spans=_stretch(group, fragment), part=fragment.part)
    if group.clock:
        return None
    part = fragment.part or group.part
    return replace(group, spans=_stretch(group, fragment), clock=fragment, part=part)


def _join_days(reading: Reading, group: Group, fragment: Fragment) -> Group | None:
    """Let one day confirm another: «سه‌شنبه ۱۰ آذر», «فردا (یکشنبه)»."""
    day = group.day
    assert day is not None
    if not _only(reading, group.last, fragment.first, _BETWEEN_DAYS):
        return None
    ranks = {day.rank if day.days else -1, fragment.rank if fragment.days else -1}
    confirms = BARE_WEEKDAY in ranks or (WRITTEN in ranks and not (day.past))
    if not confirms or len(ranks) == 1:
        return None
    if day.past or fragment.past:
        best = day if day.past else fragment
    else:
        best = max(day, fragment, key=lambda piece: piece.rank)
    return replace(group, spans=_stretch(group, fragment), day=best)


def _only(reading: Reading, first: int, last: int, words: set[str]) -> bool:
    between = reading.items[first:last]
    return len(between) <= 3 and all(item.text in words for item in between)


def _stretch(group: Group, fragment: Fragment) -> tuple[tuple[int, int], ...]:
    first, _ = group.spans[-1]
    return (*group.spans[:-1], (first, fragment.last))


def _with_far_clocks(reading: Reading, groups: list[Group]) -> list[Group]:
    """Give «فردا با آقای رضایی ساعت ۱۰» its hour, though words lie between."""
    joined: list[Group] = []
    for group in groups:
        before = joined[-1] if joined else None
        if before and _lacks_this_clock(reading, before, group):
            part = group.part or before.part
            spans = (*before.spans, *group.spans)
            joined[-1] = replace(before, spans=spans, clock=group.clock, part=part)
        else:
            joined.append(group)
    return joined


def _lacks_this_clock(reading: Reading, before: Group, group: Group) -> bool:
    if not group.clock or group.day or group.clock.past:
        return False
    if not before.day or before.clock or before.is_past:
        return False
    between = reading.items[before.last : group.first]
    return len(between) <= _NEAR and not any(
        item.kind in {"mark", "and", "from"} for item in between
    )
