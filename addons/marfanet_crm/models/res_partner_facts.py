from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from math import ceil
from operator import ge, gt, le, lt

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Stored facts: what the CRM knows, not what somebody wrote on the contact.
STORED_FACTS = frozenset(
    {"last_interaction_date", "last_sentiment", "next_follow_up_date"}
)
_AGENT = "marfanet_crm.group_marfanet_agent"
_LONG_SILENCE = 100_000  # days
_COMPARISONS: dict[str, Callable] = {"<": lt, "<=": le, ">": gt, ">=": ge}


class ResPartner(models.Model):
    """When we last spoke with a representative, how it went, and what comes next."""

    _inherit = "res.partner"

    # No index on them: with one, each interaction logged would renew the partner's
    # entry in every index of the table.
    last_interaction_date = fields.Datetime(
        string="Last contact",
        compute="_compute_interaction_facts",
        store=True,
        groups=_AGENT,
    )
    last_sentiment = fields.Selection(
        selection=[
            ("positive", "Positive"),
            ("neutral", "Neutral"),
            ("negative", "Negative"),
        ],
        string="Last mood",
        compute="_compute_interaction_facts",
        store=True,
        groups=_AGENT,
        help="The mood at the end of the latest interaction that has one.",
    )
    next_follow_up_date = fields.Datetime(
        string="Next follow-up",
        compute="_compute_next_follow_up_date",
        store=True,
        groups=_AGENT,
        help="When the earliest of the tasks to do is due.",
    )
    days_silent = fields.Integer(
        compute="_compute_days_silent",
        search="_search_days_silent",
        aggregator=None,
        groups=_AGENT,
        help="Days since the last contact; 0 also when there was none yet.",
    )
    interaction_count = fields.Integer(
        string="Interactions", compute="_compute_interaction_counts", groups=_AGENT
    )
    interaction_30d_count = fields.Integer(
        string="In 30 days",
        compute="_compute_interaction_counts",
        groups=_AGENT,
        help="Interactions of the last 30 days.",
    )
    open_task_count = fields.Integer(
        string="To do", compute="_compute_open_task_count", groups=_AGENT
    )

    @api.depends(
        "interaction_ids.active", "interaction_ids.date", "interaction_ids.sentiment"
    )
    def _compute_interaction_facts(self):
        facts = {}
        if self.ids:
            self.env["marfanet.interaction"].flush_model(
                ["active", "date", "partner_id", "sentiment"]
            )
            # Two look-ups in the index by partner and date for each representative,
            # however many interactions they have.
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT partner.id, newest.date, felt.sentiment
                      FROM unnest(%s) AS partner(id)
                      JOIN LATERAL (
                           SELECT date
                             FROM marfanet_interaction
                            WHERE partner_id = partner.id AND active
                            ORDER BY date DESC, id DESC
                            LIMIT 1
                         ) AS newest ON TRUE
                 LEFT JOIN LATERAL (
                           SELECT sentiment
                             FROM marfanet_interaction
                            WHERE partner_id = partner.id AND active
                              AND sentiment IS NOT NULL
                            ORDER BY date DESC, id DESC
                            LIMIT 1
                         ) AS felt ON TRUE
                    """,
                    self.ids,
                )
            )
            facts = {partner_id: (date, mood) for partner_id, date, mood in rows}
        for partner in self:
            last_date, mood = facts.get(partner._origin.id, (False, False))
            partner.last_interaction_date = last_date
            partner.last_sentiment = mood

    @api.depends("task_ids.active", "task_ids.date_due", "task_ids.state")
    def _compute_next_follow_up_date(self):
        earliest = {}
        if self.ids:
            earliest = dict(
                self.env["marfanet.task"]._read_group(
                    [("partner_id", "in", self.ids), ("state", "=", "todo")],
                    ["partner_id"],
                    ["date_due:min"],
                )
            )
        for partner in self:
            partner.next_follow_up_date = earliest.get(partner._origin, False)

    @api.depends("last_interaction_date")
    @api.depends_context("tz", "uid")
    def _compute_days_silent(self):
        today = fields.Date.context_today(self)
        for partner in self:
            last = partner.last_interaction_date
            local = last and fields.Datetime.context_timestamp(partner, last).date()
            partner.days_silent = max((today - local).days, 0) if last else 0

    def _search_days_silent(self, operator, value):
        if operator == "in":
            return Domain.OR(
                self._silent_domain(ge, number) & ~self._silent_domain(gt, number)
                for number in value
                if isinstance(number, int)
            )
        if operator not in _COMPARISONS or not isinstance(value, int | float):
            return NotImplemented
        return self._silent_domain(_COMPARISONS[operator], value)

    def _silent_domain(self, compare, number):
        """Return the domain of those whose days of silence compare so to a number."""
        if compare in (le, lt):
            return ~self._silent_domain(gt if compare is le else ge, number)
        # Also keeps what arrives over RPC within what a date can hold.
        days = ceil(max(-1, min(_LONG_SILENCE, number)))
        if compare is gt and days == number:
            days += 1
        if days <= 0:
            return Domain.TRUE
        # Silent for a day: the last contact was before today began.
        today = fields.Date.context_today(self)
        midnight = datetime.combine(today - timedelta(days=days - 1), time())
        moment = self.env.tz.localize(midnight).astimezone(UTC).replace(tzinfo=None)
        return Domain("last_interaction_date", "<", moment)

    @api.depends("interaction_ids.active", "interaction_ids.date")
    def _compute_interaction_counts(self):
        Interaction = self.env["marfanet.interaction"]
        mine = Domain("partner_id", "in", self.ids)
        month_ago = fields.Datetime.now() - timedelta(days=30)
        recent = mine & Domain("date", ">=", month_ago)
        totals = dict(Interaction._read_group(mine, ["partner_id"], ["__count"]))
        recents = dict(Interaction._read_group(recent, ["partner_id"], ["__count"]))
        for partner in self:
            partner.interaction_count = totals.get(partner._origin, 0)
            partner.interaction_30d_count = recents.get(partner._origin, 0)

    @api.depends("task_ids.active", "task_ids.state")
    def _compute_open_task_count(self):
        counts = dict(
            self.env["marfanet.task"]._read_group(
                [("partner_id", "in", self.ids), ("state", "=", "todo")],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.open_task_count = counts.get(partner._origin, 0)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name == "days_silent":
            # The longer the silence, the earlier the last contact; never is 0 days.
            silent_longest = direction.code == "DESC"
            return super()._order_field_to_sql(
                alias,
                "last_interaction_date",
                SQL("ASC" if silent_longest else "DESC"),
                SQL("NULLS LAST" if silent_longest else "NULLS FIRST"),
                query,
            )
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _write_multi(self, vals_list):
        # Nobody edits a contact by talking to them: facts leave alone who changed it
        # last and when, which integrators follow.
        facts = defaultdict(list)
        others = {}
        for partner, vals in zip(self, vals_list, strict=True):
            if vals and vals.keys() <= STORED_FACTS:
                facts[tuple(sorted(vals))].append((partner.id, vals))
            else:
                others[partner.id] = vals
        other_partners = self.browse(others)
        result = super(ResPartner, other_partners)._write_multi([*others.values()])
        for names, rows in facts.items():
            self._write_facts(names, rows)
        return result

    def _write_facts(self, names, rows):
        """Store facts of the same names, touching only the rows that they change.

        :param rows: partner ids with their values, as they go into the database
        """
        columns = [SQL.identifier(name) for name in names]
        values = [
            SQL("fact.%s::%s", column, SQL(self._fields[name].column_type[1]))
            for name, column in zip(names, columns, strict=True)
        ]
        self.env.execute_query(
            SQL(
                """
                UPDATE res_partner
                   SET %(assignments)s
                  FROM (VALUES %(rows)s) AS fact(id, %(columns)s)
                 WHERE res_partner.id = fact.id
                   AND (%(before)s) IS DISTINCT FROM (%(values)s)
                """,
                assignments=SQL(", ").join(
                    SQL("%s = %s", column, value)
                    for column, value in zip(columns, values, strict=True)
                ),
                rows=SQL(", ").join(
                    (partner_id, *(vals[name] for name in names))
                    for partner_id, vals in rows
                ),
                columns=SQL(", ").join(columns),
                before=SQL(", ").join(
                    SQL.identifier("res_partner", name) for name in names
                ),
                values=SQL(", ").join(values),
            )
        )
