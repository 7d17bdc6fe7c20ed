import re

from odoo import api, models
from odoo.models import parse_read_group_spec
from odoo.tools import SQL

from ..persian.calendar import MONTHS_IN
from ..tools.date_parts import JALALI
from ..tools.period_sql import PARTS

# Odoo's granularities whose bounds or labels are the calendar's. The number of a week
# stays: Odoo has that of the ISO alone.
_SPEC = re.compile(rf":(hour|day|week|month|quarter|year|{'|'.join(PARTS)})\b")


def as_jalali(spec):
    """Return group or order specifications in Jalali: ``date:jalali_month desc``."""
    return _SPEC.sub(rf":{JALALI}\1", spec) if spec else spec


def _as_asked(group):
    return {spec.replace(f":{JALALI}", ":"): value for spec, value in group.items()}


class Base(models.AbstractModel):
    """Groups by Jalali months, quarters and years.

    The web client asks for ``date:month``; with ``persian_calendar`` in its context
    (see ``ir.http.session_info``) it is given ``date:jalali_month``. The granularities
    have names of their own so that ``_read_group`` in somebody's business code, in the
    same request, groups as it was written to.
    """

    _inherit = "base"

    def _has_jalali_groups(self):
        return self.env.context.get("persian_calendar") == "jalali"

    @api.model
    @api.readonly
    def formatted_read_group(
        self,
        domain,
        groupby=(),
        aggregates=(),
        having=(),
        offset=0,
        limit=None,
        order=None,
    ):
        is_jalali = self._has_jalali_groups()
        if is_jalali:
            groupby = [as_jalali(spec) for spec in groupby]
            order = as_jalali(order)
        groups = super().formatted_read_group(
            domain, groupby, aggregates, having, offset, limit, order
        )
        return [_as_asked(group) for group in groups] if is_jalali else groups

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(
        self, domain, grouping_sets, aggregates=(), *, order=None
    ):
        if not self._has_jalali_groups():
            return super().formatted_read_grouping_sets(
                domain, grouping_sets, aggregates, order=order
            )
        sets = super().formatted_read_grouping_sets(
            domain,
            [[as_jalali(spec) for spec in groupby] for groupby in grouping_sets],
            aggregates,
            order=as_jalali(order),
        )
        return [[_as_asked(group) for group in groups] for groups in sets]

    def _formatted_read_group_with_length(
        self, domain, groupby, aggregates, offset=0, limit=None, order=None
    ):
        if self._has_jalali_groups():
            groupby = [as_jalali(spec) for spec in groupby]
            order = as_jalali(order)
        return super()._formatted_read_group_with_length(
            domain, groupby, aggregates, offset=offset, limit=limit, order=order
        )

    @api.model
    @api.readonly
    def read_progress_bar(self, domain, group_by, progress_bar):
        if not self._has_jalali_groups():
            return super().read_progress_bar(domain, group_by, progress_bar)
        spec = as_jalali(group_by)
        bars = super().read_progress_bar(domain, spec, progress_bar)
        # The client looks for a column's bar by the value of its group.
        return {self._jalali_key(spec, key): bar for key, bar in bars.items()}

    def _read_group_groupby(self, alias, groupby_spec, query):
        fname, path, granularity = parse_read_group_spec(groupby_spec)
        field = self._fields.get(fname)
        if (
            not (granularity or "").startswith(JALALI)
            or not field
            or (path and field.type != "properties")
        ):
            return super()._read_group_groupby(alias, groupby_spec, query)
        period = granularity.removeprefix(JALALI)
        if period not in MONTHS_IN and period not in PARTS:  # an hour, a day, a week
            return super()._read_group_groupby(
                alias, groupby_spec.replace(f":{JALALI}", ":"), query
            )
        if field.type == "properties":
            moment = self._read_group_groupby_properties(alias, field, path, query)
        else:
            moment = self._field_to_sql(alias, fname, query)
            moment = field.property_to_sql(moment, "tz", self, alias, query)
        if period in PARTS:
            return SQL("marfanet_jalali_part(%s, %s::timestamp)", period, moment)
        start = SQL("marfanet_jalali_start(%s, %s::timestamp)", period, moment)
        return SQL("%s::date", start) if field.type == "date" else start
