"""Files with Jalali dates, imported by somebody whose dates are Jalali.

Odoo reads «1405/09/20» as a day of the year 1405, six centuries ago, and says nothing:
also of what this addon has exported for people.
"""

from datetime import date, datetime, time

from odoo.tools import DEFAULT_SERVER_DATE_FORMAT, DEFAULT_SERVER_DATETIME_FORMAT

from ..persian.stamps import read_stamp

_TIMES = ("%H:%M:%S", "%H:%M")


def with_jalali_days(original):
    """For ``_parse_date_from_data`` of ``base_import.import``."""

    def parse(self, data, index, name, field_type, options):
        if self.env.context.get("persian_calendar") == "jalali":
            for line in data:
                if isinstance(line[index], str):
                    line[index] = _as_odoo_reads(line[index], field_type, options)
        return original(self, data, index, name, field_type, options)

    return parse


def _as_odoo_reads(text: str, field_type: str, options: dict) -> str:
    """Return a Jalali text as a Gregorian one, in the format that Odoo was told.

    Whatever is not such a text comes back as it is: Odoo refuses it by its line.
    """
    try:
        found = read_stamp(text)
        if not found:
            return text
        day, rest = found
        clock = _read_time(rest)
    except ValueError:
        # Else a day that the month does not have may be one of the year 1404.
        return f"«{text.strip()}»"
    if field_type == "datetime" and rest:
        written = options.get("datetime_format") or DEFAULT_SERVER_DATETIME_FORMAT
        return _write(datetime.combine(day, clock), written)
    return _write(day, options.get("date_format") or DEFAULT_SERVER_DATE_FORMAT)


def _read_time(text: str) -> time:
    if not text:
        return time()
    for pattern in _TIMES:
        try:
            return datetime.strptime(text, pattern).time()
        except ValueError:
            continue
    raise ValueError(text)


def _write(value: date, pattern: str) -> str:
    return value.strftime(pattern)
