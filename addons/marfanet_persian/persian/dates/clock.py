"""Rules for clock times, parts of the day and waits of hours and minutes."""

from dataclasses import replace
from datetime import timedelta

from ..verbs import ACTION_NOUNS
from .fragments import Fragment, Reading

_ABOUT = {"حدود", "حدودا", "حدودای", "طرفای", "های", "ای", "حوالی", "دور", "تقریبا"}
_BEFORE_DEED = {"بهش", "باهاش", "براش", "بهشون", "با", "به", "باید", "یه", "برم"}
# «عصر جدید» is an age.
_AGES = {"جدید", "حاضر", "حجر", "طلایی"}
_GREETINGS = {"بخیر", "خیر", "خوش"}
_REMAINING = {"مونده", "مانده"}
_FULL_DAY = 24
# After «و نیم»/«و ربع» these show that something was counted, not the hour told.
_COUNTED = {
    *("میلیون", "ملیون", "میلیارد", "هزار", "تومن", "تومان", "ریال", "درصد", "گیگ"),
    *("گیگابایت", "مگ", "ترابایت", "تا", "عدد", "نفر", "کاربر", "اکانت", "پنل"),
    *(
        "برابر",
        "متر",
        "دلار",
        "تتر",
        "یورو",
        "بار",
        "دفعه",
        "کیلو",
        "مشتری",
        "ماهه",
        "ساله",
    ),
    *("ساعته", "روزه", "هفتهای"),
}
_AFTER_NOON = {"afternoon", "evening"}


def wait(reading: Reading, at: int) -> Fragment | None:
    """«نیم ساعت دیگه», «یک ساعت و نیم دیگه», «یه ربع دیگه», «۲۰ دقیقه دیگه»."""
    first = at
    within = reading[at].text == "ظرف"
    after = reading.words_for_after(at)
    at += after or int(within)
    minutes, last = _duration(reading, at)
    if not minutes:
        return None
    if reading.is_past(last):
        return Fragment(first, last + 1, past=True)
    following = reading.is_next(last)
    if not (following or within or after) or minutes > 400 * 24 * 60:
        return None
    before = reading[at - 1]
    if before.kind == "number" and at - 1 >= reading.taken and first == at:
        first -= 1  # «دو سه ساعت دیگه»
    length = timedelta(minutes=minutes)
    return Fragment(first, last + following, wait=length)


def _duration(reading: Reading, at: int) -> tuple[int, int]:
    """Return the minutes said at ``at`` and the index after them, or 0."""
    item = reading[at]
    if item.kind == "half" and reading.is_unit(at + 1, "hour"):
        return 30, at + 2
    if item.kind == "quarter":
        return 15, at + 1 + reading.is_unit(at + 1, "hour")
    if item.kind != "number" or item.ordinal:
        return 0, at
    count = int(item.value)
    if reading.kind(at + 1) == "quarter":
        return 15 * count, at + 2 + reading.is_unit(at + 2, "hour")
    if reading.is_unit(at + 1, "minute"):
        return count, at + 2
    if not reading.is_unit(at + 1, "hour"):
        return 0, at
    minutes, last = count * 60, at + 2
    if reading.kind(last) == "and":
        extra, end = _after_and(reading, last + 1)
        return minutes + extra, end if extra else last
    return minutes, last


def _after_and(reading: Reading, at: int) -> tuple[int, int]:
    """Return the minutes of «نیم», «ربع» or «۲۰ دقیقه» and the index after, or 0."""
    item = reading[at]
    if item.kind in {"half", "quarter"}:
        return int(item.value), at + 1
    if item.kind == "number" and reading.is_unit(at + 1, "minute"):
        return int(item.value), at + 2
    return 0, at


def hour(reading: Reading, at: int) -> Fragment | None:
    """«ساعت ۵ عصر», «۱۶:۳۰», «ساعت ده و نیم», «یک ربع به چهار», «۷ شب»."""
    first = at
    named = reading.is_unit(at, "hour")
    if named:
        before = reading[at - 1]
        if before.kind in {"number", "half"} and at - 1 >= reading.taken:
            return None  # «دو ساعت»
        at += 1
    while reading[at].text in _ABOUT and named:
        at += 1
    part, at = _leading_part(reading, at, named)
    told = _quarter_to(reading, at) or _told(reading, at, named)
    if not told:
        return None
    told = replace(told, first=first)
    if not part and reading.kind(told.last) == "part":
        part, told = str(reading[told.last].value), replace(told, last=told.last + 1)
        told = replace(told, last=_range_end(reading, told.last))
    return replace(told, part=part)


def _range_end(reading: Reading, at: int) -> int:
    """Return the index after «تا ۱۲ شب» of «۸ صبح تا ۱۲ شب»; the start counts."""
    number = reading[at + 1]
    ranged = reading.kind(at) == "until" and number.kind == "number"
    if not ranged or number.ordinal or int(number.value) > _FULL_DAY:
        return at
    _, end = _minutes(reading, at + 2, True)
    return end + 1 if reading.kind(end) == "part" else at


def _leading_part(reading: Reading, at: int, named: bool) -> tuple[str, int]:
    """Read the odd «ساعت صبح ۱۰» of transcripts."""
    if named and reading.kind(at) == "part" and reading.kind(at + 1) == "number":
        return str(reading[at].value), at + 1
    return "", at


def _quarter_to(reading: Reading, at: int) -> Fragment | None:
    item = reading[at]
    if item.kind == "quarter":
        minutes, last = 15, at + 1
    elif item.kind == "number" and reading.kind(at + 1) == "quarter":
        minutes, last = 15 * int(item.value), at + 2
    elif item.kind == "number" and reading.is_unit(at + 1, "minute"):
        minutes, last = int(item.value), at + 2
    else:
        return None
    last += reading[last].text in _REMAINING
    told = reading[last + 1]
    if reading.kind(last) != "to" or told.kind != "number" or told.ordinal:
        return None
    if not 0 < minutes < 60 or not 1 <= int(told.value) <= _FULL_DAY:
        return None
    if int(told.value) == 1:
        return Fragment(at, last + 2, hour=12, minute=60 - minutes)
    # The hour is settled by its name («یک ربع به هشت» is in the morning).
    return Fragment(at, last + 2, hour=int(told.value), minute=-minutes)


def _told(reading: Reading, at: int, named: bool) -> Fragment | None:
    item = reading[at]
    if item.kind != "number" or item.ordinal or int(item.value) > _FULL_DAY:
        return None
    to_another = reading.kind(at + 1) == "until" and reading.kind(at + 2) == "number"
    if named and reading[at + 1].text in _COUNTED and not to_another:
        return None
    value = int(item.value)
    minute, last = _minutes(reading, at + 1, named)
    sure = named or last > at + 1 or reading.kind(last) == "part"
    sure = sure or _is_hour_of_day(reading, at)
    if reading.kind(last) == "until" and reading.kind(last + 1) == "number":
        # «۴ تا ۶ عصر»: the start counts, the part of the day is said at the end.
        _, end = _minutes(reading, last + 2, named)
        loose_end = reading.kind(end) != "unit" and reading[end].text not in _COUNTED
        if int(reading[last + 1].value) > _FULL_DAY:
            pass
        elif reading.kind(end) == "part" or (named and not reading.is_unit(end, "day")):
            sure, last = True, end
        elif _in_between(reading, at) and loose_end:
            sure, last = True, end
    if not sure or reading[last].text in _COUNTED:
        return None
    if not named and reading.kind(last) == "unit":
        return None  # «یک و نیم سال»
    literal = item.digits and reading[at - 1].text == "t"
    return Fragment(at, last, hour=value, minute=minute, literal=literal)


def _in_between(reading: Reading, at: int) -> bool:
    """«فردا بین ۱۰ تا ۱۲»: right after a day these are hours."""
    said = reading.kind(at - 2) in {"day", "weekday", "part", "next", "month"}
    return said and reading[at - 1].text == "بین"


def _is_hour_of_day(reading: Reading, at: int) -> bool:
    """«فردا صبح طرفای ۱۰», «فردا صبح ۱۰ بهش زنگ بزنم»: no «ساعت», yet an hour."""
    if not reading[at].digits and int(reading[at].value) < 2:
        return False  # «ظهر یه زنگ بزنم»
    following = reading[at + 1]
    loose = following.text in ACTION_NOUNS | _BEFORE_DEED or following.kind == "mark"
    if following.text in {".", "/", ":", "-"} or not loose:
        return False
    about = reading[at - 1].text in _ABOUT - {"های", "ای", "دور"}
    return reading.kind(at - 1 - about) in ({"part", "day"} if about else {"part"})


def _minutes(reading: Reading, at: int, named: bool) -> tuple[int, int]:
    """Return the minutes said after an hour and the index after them."""
    item, number = reading[at], reading[at + 1]
    pointed = item.text in {".", "٫"} and (named or reading.kind(at + 2) == "part")
    colon = item.text == ":" or pointed
    if colon and number.kind == "number" and not number.spaced and number.digits:
        if len(number.text) == 2 and int(number.value) < 60:
            # Seconds, as in an ISO time, are dropped.
            seconds = reading[at + 2].text == ":" and reading.kind(at + 3) == "number"
            return int(number.value), at + 4 if seconds else at + 2
    if item.kind == "and":
        minutes, last = _after_and(reading, at + 1)
        if 0 < minutes < 60 and not (last == at + 2 and reading.kind(last) == "unit"):
            return minutes, last
        plain = number.kind == "number" and not number.ordinal and named
        if plain and int(number.value) in range(5, 60, 5):
            after = reading[at + 2]
            loose = after.kind not in {"unit", "part", "month", "gregorian month"}
            if loose and after.text not in _COUNTED:
                return int(number.value), at + 2
    return 0, at


def part(reading: Reading, at: int) -> Fragment | None:
    """«صبح», «عصر»… without an hour; not in greetings, plurals and «صبح تا شب»."""
    item, before, after = reading[at], reading[at - 1], reading[at + 1]
    if item.kind != "part":
        return None
    if after.text in {"ها", "های", "هایی"} or before.text in {"هر", "شبانه"}:
        return None
    greeting = after.text in _GREETINGS or reading[at + 2].text in _GREETINGS
    range_ahead = after.kind == "until" and reading.kind(at + 2) == "part"
    range_behind = before.kind == "until" and reading.kind(at - 2) == "part"
    age = item.text == "عصر" and after.text in _AGES
    if greeting or range_ahead or range_behind or age:
        return None
    return Fragment(at, at + 1, part=str(item.value))


def to_24_hours(told: Fragment, part: str) -> tuple[int, int, int]:
    """Return days later (0 or 1), hour (0-23) and minute of a told time.

    :param part: the part of the day that goes with it, or ""

    Morning hours stay, «ظهر», «بعدازظهر», «عصر» and «شب» are after noon, and with no
    such word 1 to 7 are. «۱۱ ظهر» stays in the morning; «۱۲ شب» is the midnight that
    ends the day, and 1 to 4 «شب» follow it.
    """
    hour = int(told.hour or 0)
    night = part in {"night", "midnight"}
    days = 0
    if hour == _FULL_DAY or (night and (hour == 12 or hour < 5)):
        days, hour = 1, hour % 12
    elif hour >= 12 or told.literal:
        pass
    elif night or part in _AFTER_NOON or (part == "noon" and hour < 10):
        hour += 12
    elif not part and 1 <= hour <= 7:
        hour += 12
    minutes = days * 1440 + hour * 60 + told.minute
    days, minutes = divmod(minutes, 1440)
    return days, *divmod(minutes, 60)


RULES = (wait, hour, part)
