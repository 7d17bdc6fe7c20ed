"""Moments on Tehran's clock, as Odoo stores them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

TIMEZONE = "Asia/Tehran"


def today() -> date:
    return datetime.now(ZoneInfo(TIMEZONE)).date()


def moment(day: date, hour: int, minute: int) -> datetime:
    local = datetime.combine(day, time(hour, minute), ZoneInfo(TIMEZONE))
    return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def hour_of(stored: datetime) -> tuple[int, int]:
    """Return the hour of a stored moment, and its weekday (0 for Monday)."""
    local = stored.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(TIMEZONE))
    return local.hour, local.weekday()
