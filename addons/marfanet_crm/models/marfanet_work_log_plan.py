from datetime import timedelta

from odoo import api, fields, models

#: Yesterday's order is of no use; a few days help to find out what somebody means.
KEPT = timedelta(days=7)


class MarfanetWorkLogPlan(models.Model):
    """How an agent wants one day's calls ordered, against what the plan proposes."""

    _name = "marfanet.work.log.plan"
    _description = "Plan of a Day"
    _order = "date desc, id desc"

    user_id = fields.Many2one(
        comodel_name="res.users", string="Agent", required=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    task_order = fields.Json(help="Ids of the tasks, first to last.")
    pinned = fields.Json(help="Ids of the tasks that stay on top.")

    _user_date_unique = models.UniqueIndex(
        "(user_id, date)", "There is a plan for this day already."
    )

    @api.autovacuum
    def _gc_old(self):
        # All users' plans: autovacuum runs as superuser.
        self.search([("date", "<", fields.Date.today() - KEPT)]).unlink()
