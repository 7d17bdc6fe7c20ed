"""Names of records that are called by a date («the rate of ۱۴۰۵/۰۸/۳۰»).

Only for the web client, whose context says the calendar: integrators read Odoo's.
"""

from odoo.fields import Date, Datetime

from .writing import writer_of

_date_name = Date.convert_to_display_name
_datetime_name = Datetime.convert_to_display_name


def _is_jalali(record) -> bool:
    return record.env.context.get("persian_calendar") == "jalali"


def _write_date(self, value, record):
    if value and _is_jalali(record):
        return writer_of(record.env).day(value, "numeric")
    return _date_name(self, value, record)


def _write_datetime(self, value, record):
    if value and _is_jalali(record):
        return writer_of(record.env).stamp(Datetime.context_timestamp(record, value))
    return _datetime_name(self, value, record)


def _export_datetime(self, value, record):
    # Odoo reads the name back as a datetime: it has to be Odoo's.
    return self.to_datetime(_datetime_name(self, value, record)) or ""


Date.convert_to_display_name = _write_date
Datetime.convert_to_display_name = _write_datetime
Datetime.convert_to_export = _export_datetime
