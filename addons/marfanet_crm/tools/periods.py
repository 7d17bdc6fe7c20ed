"""The days, weeks and months of the daily work log, on one person's clock.

All moments here are naive local time; weeks begin on Saturday, months are Jalali.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from odoo.addons.marfanet_persian.persian import calendar

#: How many days the small charts go back, today included.
CHART_DAYS = 14


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, its end left out."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Period:
    """A period that is under way, and the same stretch of the one before.

    :param key: "today", "week" or "month"
    :param whole: from its start to its end, which is still ahead
    :param before: the previous period up to the same point, so that a morning is not
        held against a whole day
    """

    key: str
    whole: Span
    before: Span


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def periods(now: datetime) -> list[Period]:
    """Return today, this week and this month."""
    today = now.date()
    saturday = calendar.week_start(today)
    year, month, _day = calendar.to_jalali(today)
    first = calendar.from_jalali(year, month, 1)
    return [
        _period("today", now, today, today + timedelta(1), today - timedelta(1)),
        _period(
            "week", now, saturday, saturday + timedelta(7), saturday - timedelta(7)
        ),
        _period(
            "month",
            now,
            first,
            calendar.add_months(first, 1),
            calendar.add_months(first, -1),
        ),
    ]


def _period(key: str, now: datetime, start: date, end: date, before: date) -> Period:
    passed = now - midnight(start)
    # The previous month may be shorter than what has passed of this one.
    before_end = min(midnight(before) + passed, midnight(start))
    return Period(
        key, Span(midnight(start), midnight(end)), Span(midnight(before), before_end)
    )


def chart_days(now: datetime) -> Iterator[date]:
    """Yield the days of the small charts, oldest first."""
    for back in reversed(range(CHART_DAYS)):
        yield now.date() - timedelta(days=back)


def bucket_edges(now: datetime) -> tuple[datetime, datetime, datetime, datetime]:
    """Return the starts of today, tomorrow, the day after, and of what is later.

    On Thursday and Friday nothing is left of the week after tomorrow.
    """
    today = midnight(now.date())
    after = today + timedelta(days=2)
    week_end = midnight(calendar.week_start(now.date())) + timedelta(days=7)
    return today, today + timedelta(days=1), after, max(after, week_end)


class Segments:
    """The stretches between all bounds of some spans, so that one pass counts for all.

    A database sorts each record into its segment; a span is then the sum of the
    segments from its start to its end.
    """

    def __init__(self, spans: Iterable[Span]):
        spans = list(spans)
        bounds = {span.start for span in spans} | {span.end for span in spans}
        self.bounds = sorted(bounds)

    def within(self, span: Span) -> range:
        """Return the numbers of the segments that make up a span, the first being 1."""
        start = bisect_left(self.bounds, span.start)
        return range(start + 1, bisect_left(self.bounds, span.end) + 1)
