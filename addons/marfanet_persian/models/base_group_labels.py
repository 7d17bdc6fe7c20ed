from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytz

from odoo import fields, models
from odoo.models import READ_GROUP_TIME_GRANULARITY, parse_read_group_spec
from odoo.tools import DEFAULT_SERVER_DATE_FORMAT, DEFAULT_SERVER_DATETIME_FORMAT

from ..persian.calendar import MONTHS_IN, next_period, period_start
from ..tools.date_parts import JALALI
from ..tools.writing import Writer, writer_of

_FORMATS = {
    "date": DEFAULT_SERVER_DATE_FORMAT,
    "datetime": DEFAULT_SERVER_DATETIME_FORMAT,
}
_STYLES = {"day": "medium", "month": "month", "quarter": "QQQ y", "year": "y"}


def _next_start(start: date, period: str) -> date:
    """Return where the period that begins at ``start`` ends, as ``start`` is given."""
    if period not in MONTHS_IN:
        return start + READ_GROUP_TIME_GRANULARITY[period]
    day = next_period(start, period)
    return datetime.combine(day, time.min) if isinstance(start, datetime) else day


def write_period(writer: Writer, start: date, period: str) -> str:
    """Return the name of the period that begins at ``start``: «پاییز ۱۴۰۵»."""
    if period == "week":
        first = start.date() if isinstance(start, datetime) else start
        return writer.days(first, first + timedelta(days=6))
    if period == "hour":
        return writer.local(start, "short")
    return writer.day(start, _STYLES[period])


def _stored(start: date, kind: str, zone) -> str:
    """Return the start of a period as domains say it."""
    if zone:
        start = zone.localize(start).astimezone(pytz.utc)
    return start.strftime(_FORMATS[kind])


class Base(models.AbstractModel):
    """Names and bounds of the groups that ``base_groups`` makes."""

    _inherit = "base"

    def _jalali_writer(self):
        writer = writer_of(self.env)
        # The page's calendar, although its reader may have chosen another since.
        return writer.for_reader(replace(writer.reader, calendar="jalali"))

    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        fname, path, granularity = parse_read_group_spec(groupby_spec)
        field = self._fields[fname]
        if (
            not (granularity or "").startswith(JALALI)
            or field.type not in _FORMATS
            or path
        ):
            return super()._web_read_group_groupby_formatter(groupby_spec, values)
        period = granularity.removeprefix(JALALI)
        if period not in READ_GROUP_TIME_GRANULARITY:
            return lambda value: (value, [(f"{fname}.{granularity}", "=", value)])
        zone = self._group_zone(field)
        return self._jalali_formatter(fname, field.type, period, zone)

    def _group_zone(self, field):
        """Return the zone in which a field's groups begin, None for UTC."""
        by_zone = field.type == "datetime" and self.env.context.get("tz")
        return self.env.tz if by_zone else None

    def _jalali_key(self, spec, key):
        """Return the value of the group whose start is written ``key``."""
        fname, path, granularity = parse_read_group_spec(spec)
        field = self._fields[fname]
        period = (granularity or "").removeprefix(JALALI)
        if (
            path
            or field.type != "datetime"
            or period not in READ_GROUP_TIME_GRANULARITY
            or key == "False"
        ):
            return key
        return _stored(datetime.fromisoformat(key), field.type, self._group_zone(field))

    def _web_read_group_groupby_properties_formatter(self, groupby_spec, values):
        fullname, __, granularity = groupby_spec.partition(":")
        if not granularity.startswith(JALALI):
            return super()._web_read_group_groupby_properties_formatter(
                groupby_spec, values
            )
        kind = self.get_property_definition(fullname).get("type")
        period = granularity.removeprefix(JALALI)
        return self._jalali_formatter(fullname, kind, period, None)

    def _jalali_formatter(self, name, kind, period, zone):
        """Return what makes of a group's start its value, its name and its domain.

        :param name: of the field or property, as domains name it
        :param kind: ``date`` or ``datetime``
        :param zone: pytz time zone of the starts, for stored moments; None for UTC
        """
        writer = self._jalali_writer()

        def formatter(start):
            if not start:
                return False, [(name, "=", False)]
            first = _stored(start, kind, zone)
            after = _stored(_next_start(start, period), kind, zone)
            domain = ["&", (name, ">=", first), (name, "<", after)]
            return (first, write_period(writer, start, period)), domain

        return formatter

    def _web_read_group_fill_temporal(
        self,
        groups,
        groupby,
        aggregates,
        fill_from=False,
        fill_to=False,
        min_groups=False,
    ):
        spec = groupby[0]
        field = self._fields[spec.split(":")[0].split(".")[0]]
        period = spec.partition(f":{JALALI}")[2]
        if period not in MONTHS_IN:
            plain = (spec.replace(f":{JALALI}", ":"), *groupby[1:])
            return super()._web_read_group_fill_temporal(
                groups, plain, aggregates, fill_from, fill_to, min_groups
            )
        found = sorted({group[0] for group in groups if group[0]})

        def bound(said, otherwise):
            if not said:
                return otherwise
            day = period_start(fields.Date.to_date(said), period)
            return day if field.type == "date" else datetime.combine(day, time.min)

        first = bound(fill_from, found[0] if found else None)
        last = bound(fill_to, found[-1] if found else None)
        first, last = first or last, last or first
        if not first:
            return groups
        starts, start = set(found), first
        count = 0
        while start <= last or count < (min_groups or 0):
            starts.add(start)
            start = _next_start(start, period)
            count += 1
        empty = tuple(
            self._read_group_empty_value(spec) for spec in (*groupby[1:], *aggregates)
        )
        by_start = {}
        for group in groups:
            by_start.setdefault(group[0], []).append(group)
        filled = [
            group
            for start in sorted(starts)
            for group in by_start.get(start, [(start, *empty)])
        ]
        return filled + by_start.get(False, [])
