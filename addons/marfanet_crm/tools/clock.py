"""Whose clock counts: an agent's for what is typed, the company's for reports."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Tehran"
UTC = ZoneInfo("UTC")

WORK_FROM = 9
WORK_UNTIL = 18
#: The weekend begins on Thursday at this hour, and Friday is free.
THURSDAY_UNTIL = 13
_THURSDAY, _FRIDAY = 3, 4


def zone(*names):
    """Return the first zone that exists of ``names``, or Tehran's."""
    for name in (*names, DEFAULT_ZONE):
        if found := _find(name):
            return found
    raise AssertionError(f"{DEFAULT_ZONE} is missing")


def _find(name):
    # A stored name may be anything: an unknown one is a KeyError, "" a ValueError,
    # the name of a folder an OSError.
    with suppress(KeyError, ValueError, OSError):
        return ZoneInfo(name or "")
    return None


def agent_zone(env):
    """Return the zone of the person at the screen."""
    # The web client sends the zone: the user is only read where it does not.
    return _find(env.context.get("tz")) or zone(env.user.tz)


def company_zone(company):
    """Return the zone in which the company's hours and days are counted."""
    # All else that a contact's row holds would take longer than logging a call.
    company.partner_id.fetch(["tz"])
    return zone(company.partner_id.tz)


def to_local(moment, in_zone):
    """Return a stored moment (naive UTC) as naive time of a zone."""
    return moment.replace(tzinfo=UTC).astimezone(in_zone).replace(tzinfo=None)


def to_utc(moment, in_zone):
    """Return naive time of a zone as it is stored, naive UTC."""
    return moment.replace(tzinfo=in_zone).astimezone(UTC).replace(tzinfo=None)


def next_working_moment(moment: datetime) -> datetime:
    """Return ``moment``, or the next opening if nobody works then."""
    if moment.hour >= _closing_hour(moment):
        moment = _opening(moment + timedelta(days=1))
    elif moment.hour < WORK_FROM:
        moment = _opening(moment)
    if moment.weekday() == _FRIDAY:
        moment = _opening(moment + timedelta(days=1))
    return moment


def _closing_hour(moment):
    return THURSDAY_UNTIL if moment.weekday() == _THURSDAY else WORK_UNTIL


def _opening(moment):
    return datetime.combine(moment.date(), time(WORK_FROM))
