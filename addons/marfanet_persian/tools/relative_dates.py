"""Dates that domains count from today, by Jalali months and years.

Odoo's «today =1d» is the first day of the Gregorian month. The ranges that the editor
of filters offers («Month to date») are written with terms of their own for those who
read Jalali dates, so that a saved filter means the same for everyone, and what Odoo's
own addons have in their domains stays as it is meant:

    today =jalali_month                       1 Azar, on any day of Azar
    today =jalali_month -12jalali_months      1 Azar of last year
    today =jalali_year                        Nowruz
"""

import re

import odoo.orm.domains
from odoo import fields

from ..persian.calendar import add_months, period_start

_TERMS = re.compile(r"today =jalali_(month|year)(?: ([+-]\d{1,3})jalali_months)?")
_parse_date = odoo.orm.domains.parse_date


def parse_date(value: str, env):
    """Return what ``odoo.tools.date_utils.parse_date`` does, and the terms above.

    :raises ValueError: on a text that neither reads
    """
    found = _TERMS.fullmatch(value)
    if not found:
        return _parse_date(value, env)
    today = fields.Date.context_today(env["base"])
    return add_months(period_start(today, found[1]), int(found[2] or 0))


odoo.orm.domains.parse_date = parse_date
