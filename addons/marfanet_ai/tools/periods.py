"""The day and the month for which money is counted, on the clock of those who spend.

The month is the Jalali one: it is the people's, and that of their wages and bills.
"""

from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from odoo.addons.marfanet_persian.persian import calendar

DEFAULT_ZONE = "Asia/Tehran"


def zone(*names: str | None) -> tzinfo:
    """Return the first time zone that exists of ``names``, or Tehran's."""
    for name in names:
        # A stored name may be anything: an unknown one is a KeyError, "" a ValueError,
        # the name of a folder an OSError.
        with suppress(KeyError, ValueError, OSError):
            return ZoneInfo(name or "")
    return ZoneInfo(DEFAULT_ZONE)


def day_of(moment: datetime, clock: tzinfo) -> date:
    """Return the day that a moment falls on.

    :param moment: naive, in UTC
    """
    return moment.replace(tzinfo=UTC).astimezone(clock).date()


def month_of(moment: datetime, clock: tzinfo) -> date:
    """Return the first day of the Jalali month that a moment falls in.

    :param moment: naive, in UTC
    """
    year, month, _day = calendar.to_jalali(day_of(moment, clock))
    return calendar.from_jalali(year, month, 1)
