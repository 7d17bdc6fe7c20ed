from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import api, fields, models

from odoo.addons.marfanet_crm.tools import clock
from odoo.addons.marfanet_persian.tools.writing import writer_of

from ..tools.wilson import wilson

KINDS = ("ai", "facts", "none")
#: Of fewer a share means nothing: its interval spans half of all there is.
FEW = 10
_DAYS = 90


class MarfanetBriefComparison(models.TransientModel):
    """How contacts ended with a brief and without, side by side.

    It is no experiment: agents choose for which contacts they open a brief. The page
    says so.
    """

    _name = "marfanet.brief.comparison"
    _description = "Comparison of Outcomes with and without Briefs"

    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self) - timedelta(days=_DAYS),
    )
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: self._default_date_to()
    )
    by = fields.Selection(
        selection=[
            ("user_id", "Agent"),
            ("purpose", "Purpose"),
            ("month", "Month"),
        ],
        required=True,
        default="purpose",
    )
    reached_only = fields.Boolean(
        help="Leaves out the contacts in which nobody was reached.",
    )
    table = fields.Html(compute="_compute_table", sanitize=False)

    def _default_date_to(self):
        return fields.Date.context_today(self)

    def _compute_display_name(self):
        self.display_name = self.env._("Outcomes with and without Briefs")

    @api.depends("date_from", "date_to", "by", "reached_only")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_table(self):
        for comparison in self:
            comparison.table = self.env["ir.qweb"]._render(
                "marfanet_ai_brief.marfanet_brief_comparison_table",
                {"rows": comparison._prepare_rows(), "by": comparison._by_label()},
            )

    def action_analyse(self):
        """Return the same contacts as a pivot table."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "marfanet_ai_brief.marfanet_brief_report_action"
        )
        return {**action, "domain": self._domain(), "context": {}}

    def _by_label(self):
        field = self._fields["by"]
        return dict(field._description_selection(self.env)).get(self.by, "")

    def _domain(self):
        """Return which contacts are counted: of whole days, on the reader's clock."""
        zone = clock.agent_zone(self.env)
        domain = []
        if self.date_from:
            start = clock.to_utc(datetime.combine(self.date_from, time()), zone)
            domain.append(("date", ">=", start))
        if self.date_to:
            day = self.date_to + timedelta(days=1)
            end = clock.to_utc(datetime.combine(day, time()), zone)
            domain.append(("date", "<", end))
        if self.reached_only:
            domain.append(("result", "!=", "unreached"))
        return domain

    def _prepare_rows(self):
        """Return the table: all, then each group by its name or time."""
        counts = defaultdict(lambda: dict.fromkeys(KINDS, (0, 0)))
        by = "date:day" if self.by == "month" else self.by or "purpose"
        report = self.env["marfanet.brief.report"]
        report = report.with_context(tz=clock.agent_zone(self.env).key)
        for group, kind, good, count in report._read_group(
            self._domain(), [by, "brief_kind"], ["good:sum", "__count"]
        ):
            key = self._group_key(group)
            for one in (None, key):
                before = counts[one][kind]
                counts[one][kind] = (before[0] + round(good), before[1] + count)
        total = counts.pop(None, dict.fromkeys(KINDS, (0, 0)))
        rows = [
            {"name": self._group_name(key), "cells": self._prepare_cells(counts[key])}
            for key in sorted(counts, key=self._group_order)
        ]
        return [
            {"name": self.env._("All"), "cells": self._prepare_cells(total)},
            *rows,
        ]

    def _prepare_cells(self, counts):
        words = self.env["marfanet.brief.predictor"]
        cells = []
        for kind in KINDS:
            good, count = counts[kind]
            share = good / count if count else 0
            low, high = wilson(good, count)
            enough = count >= FEW
            cells.append(
                {
                    "share": words._percent(share) if enough else "",
                    "range": self.env._(
                        "%(low)s to %(high)s",
                        low=words._number(round(100 * low)),
                        high=words._number(round(100 * high)),
                    )
                    if enough
                    else "",
                    "count": self.env._(
                        "%(good)s of %(count)s",
                        good=words._number(good),
                        count=words._number(count),
                    ),
                    "none": not count,
                }
            )
        return cells

    # --- GROUPS

    def _group_key(self, group):
        if self.by != "month":
            return group
        return writer_of(self.env).month_of(group.date())

    def _group_order(self, key):
        if self.by == "month":
            return key
        return self._group_name(key)

    def _group_name(self, key):
        words = self.env["marfanet.brief.predictor"]
        if self.by == "user_id":
            # sudo: leads may not read users; only a colleague's name.
            return key.sudo().name or ""
        if self.by == "month":
            year, month = key
            writer = writer_of(self.env)
            return f"{writer.month_name(month)} {writer.figures(year)}"
        return words._option("purpose", key)
