"""The day and the month for which money is counted, on the clock of those who spend.

The month is the Jalali one: it is the people's, and that of their wages and bills.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
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


@dataclass(frozen=True)
class Payer:
    """A user, who has a limit per day, or a company, which has one per month.

    :param user_id: None for a company
    :param company_id: None for a user
    :param clock: on which their days or months begin
    """

    user_id: int | None
    company_id: int | None
    clock: tzinfo

    def period(self, moment: datetime) -> dict[str, Any]:
        """Return what tells the usage row of a moment from all others.

        :param moment: naive, in UTC
        """
        if self.user_id:
            level, start = "user", day_of(moment, self.clock)
        else:
            level, start = "company", month_of(moment, self.clock)
        return {
            "level": level,
            "user_id": self.user_id,
            "company_id": self.company_id,
            "period_start": start,
        }
