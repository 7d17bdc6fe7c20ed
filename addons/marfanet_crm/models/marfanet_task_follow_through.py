from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class MarfanetTask(models.Model):
    """Whether what was agreed is done, for the analysis of tasks."""

    _inherit = "marfanet.task"

    follow_through = fields.Selection(
        selection=[
            ("kept", "Done in time"),
            ("late", "Done late"),
            ("missed", "Missed"),
            ("ahead", "Still ahead"),
            ("dismissed", "Dismissed"),
        ],
        compute="_compute_follow_through",
        search="_search_follow_through",
        help="Missed: due by now, and not done yet.",
    )

    @api.depends("state", "punctuality", "is_overdue")
    def _compute_follow_through(self):
        for task in self:
            if task.state == "done":
                task.follow_through = task.punctuality or "kept"
            elif task.state == "dismissed":
                task.follow_through = "dismissed"
            else:
                task.follow_through = "missed" if task.is_overdue else "ahead"

    def _search_follow_through(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN %s",
                model._field_to_sql(alias, "follow_through", query),
                tuple(value),
            )
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "follow_through":
            return super()._field_to_sql(alias, field_expr, query)
        # What changes with the clock is worked out when it is asked for.
        now, midnight = self._overdue_moments()
        return SQL(
            """CASE
                WHEN %(state)s = 'done' THEN COALESCE(%(punctuality)s, 'kept')
                WHEN %(state)s = 'dismissed' THEN 'dismissed'
                WHEN %(due)s < CASE WHEN %(time_said)s THEN %(now)s::timestamp
                                    ELSE %(midnight)s::timestamp END THEN 'missed'
                ELSE 'ahead'
            END""",
            state=self._field_to_sql(alias, "state", query),
            punctuality=self._field_to_sql(alias, "punctuality", query),
            due=self._field_to_sql(alias, "date_due", query),
            time_said=self._field_to_sql(alias, "time_said", query),
            now=now,
            midnight=midnight,
        )
