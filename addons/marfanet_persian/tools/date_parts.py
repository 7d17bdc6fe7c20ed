"""Parts of dates that domains name: ``("date", …)`` by ``date.jalali_month_number``.

A group by a number («of all years, the Azars») has no range of days for a domain. Its
property has a name of its own, so that a saved filter means the same for everyone.
"""

from odoo.orm.fields_temporal import BaseDate
from odoo.tools import SQL

from ..persian.calendar import from_jalali, to_jalali
from .period_sql import PARTS

JALALI = "jalali_"


def _is_jalali(name: str) -> bool:
    return name.startswith(JALALI) and name.removeprefix(JALALI) in PARTS


def _read_part(name: str, value) -> int:
    year, month, day = to_jalali(value)
    match name.removeprefix(JALALI):
        case "year_number":
            return year
        case "quarter_number":
            return (month - 1) // 3 + 1
        case "month_number":
            return month
        case "day_of_month":
            return day
        case _:
            # to_jalali counts from midnight, whatever the time of ``value``
            return (from_jalali(year, month, day) - from_jalali(year, 1, 1)).days + 1


_property_getter = BaseDate._expression_property_getter
_property_to_sql = BaseDate.property_to_sql


def _expression_property_getter(self, property_name):
    if not _is_jalali(property_name):
        return _property_getter(self, property_name)
    return lambda value: _read_part(property_name, value)


def property_to_sql(self, field_sql, property_name, model, alias, query):
    if not _is_jalali(property_name):
        return _property_to_sql(self, field_sql, property_name, model, alias, query)
    moment = _property_to_sql(self, field_sql, "tz", model, alias, query)
    part = property_name.removeprefix(JALALI)
    return SQL("marfanet_jalali_part(%s, %s::timestamp)", part, moment)


BaseDate._expression_property_getter = _expression_property_getter
BaseDate.property_to_sql = property_to_sql
