"""The pieces that rules find, and what a rule is given to find them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .. import calendar
from .words import NOTHING, Item

#: How exactly a day is named; beside a better one the lesser only confirms it.
BARE_WEEKDAY, BARE_ORDINAL, RELATIVE, WRITTEN = range(4)


@dataclass(frozen=True)
class Fragment:
    """A part of a due moment: a day, a clock time, a part of the day or a wait.

    :param first: index of its first item
    :param last: index after its last item
    :param days: the day, or the days to choose the first one ahead from; ``None`` for
        a day that its month does not have
    :param rank: how exactly the day is named
    :param past: whether the words say that it is over
    :param firm: whether no verb can put it in the past («فردا»)
    :param hour: 0-24, as said
    :param minute: 0-59
    :param part: part of the day (see ``words``)
    :param wait: time from now, for «دو ساعت دیگه»
    :param literal: whether the hour is of a 24-hour clock
    """

    first: int
    last: int
    days: tuple[date | None, ...] = ()
    rank: int = RELATIVE
    past: bool = False
    firm: bool = False
    hour: int | None = None
    minute: int = 0
    part: str = ""
    wait: timedelta | None = None
    literal: bool = False

    @property
    def is_day(self) -> bool:
        return bool(self.days) or self.past


@dataclass
class Reading:
    """The items of one text and the moment that it was said."""

    items: list[Item]
    now: datetime
    taken: int = 0  # items before this one belong to fragments already found
    jalali: tuple[int, int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.jalali = calendar.to_jalali(self.today)

    @property
    def today(self) -> date:
        return self.now.date()

    def __getitem__(self, index: int) -> Item:
        return self.items[index] if 0 <= index < len(self.items) else NOTHING

    def kind(self, index: int) -> str:
        return self[index].kind

    def is_unit(self, index: int, *names: str) -> bool:
        item = self[index]
        return item.kind == "unit" and item.value in names

    def is_next(self, index: int) -> bool:
        """Whether the item says "next"; the «بعد» of «بعد از» does not."""
        return self.kind(index) == "next" and not self._before_from(index)

    def is_past(self, index: int) -> bool:
        return self.kind(index) == "past" and not self._before_from(index)

    def words_for_after(self, index: int) -> int:
        """Return how many words say "after": 2 for «بعد از», 1 for «بعد» of «بعد یه
        هفته», else 0."""
        if self[index].text not in {"بعد", "پس"}:
            return 0
        if self.kind(index + 1) == "from":
            return 2
        counted = self.kind(index + 1) == "number" and self.kind(index + 2) == "unit"
        loose = self.kind(index - 1) not in {"unit", "weekday"}
        return int(counted and loose and self[index].text == "بعد")

    def _before_from(self, index: int) -> bool:
        """Whether this is the «بعد» of «بعد از», «بعدِ عید»."""
        if self[index].text in {"دیگه", "دیگر", "بعدی", "اینده"}:
            return False  # «یه ربع دیگه از فنی بپرسم»
        return self.kind(index + 1) in {"from", "holiday"}

    def day_of_month(self, year: int, month: int, day: int) -> date | None:
        """Return the day, or ``None`` when that month does not have it."""
        try:
            return calendar.from_jalali(year, month, day)
        except ValueError:
            return None
