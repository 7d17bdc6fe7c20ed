"""Rules for days said in relation to now: waits, weekdays, ordinals, holidays."""

from datetime import date, timedelta

from .. import calendar
from . import months
from .fragments import BARE_ORDINAL, BARE_WEEKDAY, Fragment, Reading

# A number before these counts things: «قسط سوم», «بار دوم» are no days.
_COUNTED_THINGS = {
    *("بار", "دفعه", "مرتبه", "نفر", "پنل", "سرور", "طبقه", "قسط", "مرحله", "نوبت"),
    *("فصل", "شماره", "گزینه", "مورد", "روش", "اکانت", "کانفیگ", "ردیف", "خط", "سری"),
    *("پلن", "لینک", "مشتری", "خرید", "تماس", "بخش", "نماینده", "سطح", "نسل", "دوره"),
    *(
        "کاربر",
        "یوزر",
        "لوکیشن",
        "موقعیت",
        "پورت",
        "تیکت",
        "کوچه",
        "خیابان",
        "خیابون",
        "پلاک",
        "واحد",
        "منطقه",
        "میدان",
        "رتبه",
        "جایگاه",
        "مقام",
        "رده",
        "بسته",
        "سرویس",
        "ایراد",
        "سوال",
        "دلیل",
        "نکته",
    ),
    *("سال", "نیمه", "درجه", "تعرفه", "قدم", "دور", "هفته", "مدل", "فاکتور", "جلسه"),
}
_AFTER_COUNTING = {"اینکه", "انکه", "بار", "نفر", "شخص", "دفعه", "مرتبه", "درصد"}
_OTHER_FEASTS = {"قربان", "فطر", "غدیر", "مبعث", "تابستان", "تابستون", "اخر"}
_LONGEST_WAIT = 400
_NAME_ENDS = {"زاده", "پور", "نژاد", "نیا", "فر", "لو", "بازار"}
_FEW = {"چند", "چن", "هر"}


def day_word(reading: Reading, at: int) -> Fragment | None:
    """«امروز», «فردا», «پس‌فردا» and «دیروز», «دیشب»."""
    item = reading[at]
    if item.kind == "past day":
        return Fragment(at, at + 1, past=True)
    if item.kind != "day":
        return None
    day = reading.today + timedelta(days=int(item.value))
    return Fragment(at, at + 1, (day,), firm=int(item.value) > 0)


def ordinal(reading: Reading, at: int) -> Fragment | None:
    """«پانزدهم», «۱۵م», «روز ۱۵»; «یکم» alone is "a little", «بار دوم» a count."""
    if reading.is_unit(at, "day") and at >= reading.taken:
        return _numbered_day(reading, at)
    item = reading[at]
    if item.kind != "number" or not item.ordinal or not 2 <= int(item.value) <= 31:
        return None
    before = reading[at - 1]
    if at - 1 >= reading.taken and (
        before.text in _COUNTED_THINGS
        or (before.kind == "number" and not before.ordinal)  # «یک چهارم»
    ):
        return None
    if reading[at + 1].text in _AFTER_COUNTING:
        return None
    days = months.this_or_next_month(reading, int(item.value))
    return Fragment(at, at + 1, days, BARE_ORDINAL)


def _numbered_day(reading: Reading, at: int) -> Fragment | None:
    before, day, after = reading[at - 1], reading[at + 1], reading[at + 2]
    if day.kind != "number" or not day.digits or not 1 <= int(day.value) <= 31:
        return None
    counted = before.kind == "number" or before.text in {"هر", "چند"}
    if counted or day.ordinal or after.kind in {"unit", "until", "number", "month"}:
        return None
    if after.text in {"/", ".", ":", "%", "-", "نفر", "عدد", "گیگ"}:
        return None
    days = months.this_or_next_month(reading, int(day.value))
    return Fragment(at, at + 2, days, BARE_ORDINAL)


def holiday(reading: Reading, at: int) -> Fragment | None:
    """«بعد از عید», «پس از تعطیلات», «یک هفته بعد از عید».

    Only said in Bahman, Esfand and until 13 Farvardin; at other times it is not known
    which holidays are meant, and there is no date.
    """
    start = at
    wait = timedelta()
    if reading.kind(at) == "number" and reading.is_unit(at + 1, "day", "week"):
        days = 7 if reading[at + 1].value == "week" else 1
        wait = timedelta(days=days * min(int(reading[at].value), _LONGEST_WAIT))
        at += 2
    if reading[at].text not in {"بعد", "پس"}:
        return None
    at += 1 + (reading.kind(at + 1) == "from")
    if reading.kind(at) != "holiday":
        return None
    last = at + 1
    while reading.kind(last) == "holiday":
        last += 1
    year, month, day = reading.jalali
    near = month >= 11 or (month == 1 and day <= 13)
    if not near or reading[last].text in _OTHER_FEASTS:
        return None
    found = calendar.from_jalali(year + (month >= 11), 1, 14)
    return Fragment(start, last, (found + wait,), firm=True)


def weekday(reading: Reading, at: int) -> Fragment | None:
    """«شنبه», «این پنجشنبه», «سه‌شنبه هفته بعد», «شنبه گذشته», «شنبه دو هفته دیگه».

    Alone it is the next one strictly after today; with a week said, that week's.
    """
    first = at
    at += reading.kind(at) == "this"
    if reading.kind(at) != "weekday":
        return None
    if not reading[at + 1].spaced and reading[at + 1].text in _NAME_ENDS:
        return None  # «آقای شنبه‌زاده»
    if _is_repeated(reading, at):
        return Fragment(first, at + 1, past=True)
    index = int(reading[at].value)
    if week := said_week(reading, at + 1):
        return _in_week(reading, first, week[1], index, week[0])
    if reading.is_past(at + 1):
        return Fragment(first, at + 2, past=True)
    ahead = (index - calendar.weekday_index(reading.today) - 1) % 7 + 1
    day = reading.today + timedelta(days=ahead)
    following = reading.is_next(at + 1)
    return Fragment(first, at + 1 + following, (day,), BARE_WEEKDAY, firm=following)


def _is_repeated(reading: Reading, at: int) -> bool:
    """«شنبه‌ها», «هر شنبه», «هر هفته شنبه»."""
    every = {reading[at - 1].text, reading[at - 2].text}
    return reading[at + 1].text in {"ها", "های", "هایی"} or "هر" in every


def said_week(reading: Reading, at: int) -> tuple[int, int] | None:
    """Return how many calendar weeks on the words at ``at`` mean, and their end.

    «این هفته» is 0, «هفته بعد» 1, «دو هفته دیگه» 2, «هفته پیش» -1.
    """
    count = 1
    number = reading[at]
    if number.kind == "number" and not number.ordinal:
        count, at = min(int(number.value), _LONGEST_WAIT), at + 1
    this = reading.kind(at) == "this"
    at += this
    if not reading.is_unit(at, "week"):
        return None
    if reading.is_next(at + 1):
        return count, at + 2
    if reading.is_past(at + 1):
        return -count, at + 2
    return (0, at + 1) if this else None


def _in_week(
    reading: Reading, first: int, last: int, index: int, weeks: int
) -> Fragment:
    day = calendar.week_start(reading.today) + timedelta(days=index, weeks=weeks)
    return Fragment(first, last, (day,), past=weeks < 0, firm=weeks > 0)


def week_then_weekday(reading: Reading, at: int) -> Fragment | None:
    """«هفته بعد شنبه», «هفته آینده روز دوشنبه», «این هفته پنجشنبه»."""
    week = said_week(reading, at)
    if not week:
        return None
    day_at = week[1] + reading.is_unit(week[1], "day")
    if reading.kind(day_at) != "weekday":
        return None
    return _in_week(reading, at, day_at + 1, int(reading[day_at].value), week[0])


def wait(reading: Reading, at: int) -> Fragment | None:
    """«سه روز دیگه», «هفته بعد», «یک ماه و نیم دیگه», «ظرف دو روز», «۲ روز پیش»."""
    first = at
    within = reading[at].text == "ظرف"
    after = reading.words_for_after(at)
    at += after or int(within)
    count = 1
    number = reading[at]
    counted = number.kind == "number" and not number.ordinal
    if counted:
        count = int(number.value)
        at += 1
    if not reading.is_unit(at, "day", "week", "month", "year"):
        return None
    unit = str(reading[at].value)
    half = reading.kind(at + 1) == "and" and reading.kind(at + 2) == "half"
    turn_at = at + 3 if half else at + 1
    if reading.is_past(turn_at):
        return Fragment(first, turn_at + 1, past=True)
    following = reading.is_next(turn_at)
    if not following and not (counted and (within or after)):
        return None
    before = reading[first - 1]
    loose = before.kind == "number" and first - 1 >= reading.taken
    vague = not counted and (loose or before.text in _FEW)
    alone = unit == "day" and not counted and reading[turn_at].text != "بعد"
    if vague or alone or not 1 <= count <= _LONGEST_WAIT:
        return None
    day = _later(reading.today, unit, count, half)
    firm = reading[turn_at].value == "coming" or (not counted and unit != "day")
    first = _range_start(reading, first)
    return Fragment(first, turn_at + following, (day,), firm=firm)


def _later(today: date, unit: str, count: int, half: bool) -> date:
    if unit in {"day", "week"}:
        days = count if unit == "day" else count * 7
        return today + timedelta(days=days + half * 4 * (unit == "week"))
    if unit == "year":
        return calendar.add_months(today, 12 * count + 6 * half)
    return calendar.add_months(today, count) + timedelta(days=15 * half)


def _range_start(reading: Reading, at: int) -> int:
    """Take the «دو» of «دو سه روز دیگه» into the span; the later number counts."""
    before, number = reading[at - 1], reading[at]
    both = before.kind == "number" == number.kind and at - 1 >= reading.taken
    return at - 1 if both and int(before.value) == int(number.value) - 1 else at


RULES = (
    holiday,
    *months.RULES,
    week_then_weekday,
    weekday,
    wait,
    day_word,
)
#: Tried after the clock, which may claim «پنج» first.
LAST_RULES = (ordinal,)
