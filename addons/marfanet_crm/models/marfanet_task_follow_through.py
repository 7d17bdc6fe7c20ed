from odoo import fields, models
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
        query = self._as_query(ordered=False)
        column = self._field_to_sql(self._table, "follow_through", query)
        query.add_where(SQL("%s IN %s", column, tuple(value)))
        return [("id", "in", query)]

    def _field_to_sql(self, alias, field_expr, query=None):
        # Grouping by what changes with the clock needs no stored column.
        if field_expr != "follow_through":
            return super()._field_to_sql(alias, field_expr, query)
        return SQL(
            """CASE
                WHEN %(state)s = 'done' THEN COALESCE(%(punctuality)s, 'kept')
                WHEN %(state)s = 'dismissed' THEN 'dismissed'
                WHEN %(due)s < %(now)s THEN 'missed'
                ELSE 'ahead'
            END""",
            state=self._field_to_sql(alias, "state", query),
            punctuality=self._field_to_sql(alias, "punctuality", query),
            due=self._field_to_sql(alias, "date_due", query),
            now=fields.Datetime.now(),
        )
