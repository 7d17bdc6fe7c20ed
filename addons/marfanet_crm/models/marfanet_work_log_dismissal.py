from datetime import timedelta

from odoo import api, fields, models

#: Nothing that old raises an alert any more.
KEPT = timedelta(days=180)


class MarfanetWorkLogDismissal(models.Model):
    """An alert that an agent has put away, and that does not come back."""

    _name = "marfanet.work.log.dismissal"
    _description = "Dismissed Alert"
    _rec_name = "key"

    user_id = fields.Many2one(
        comodel_name="res.users", string="Agent", required=True, ondelete="cascade"
    )
    key = fields.Char(required=True)

    _user_key_unique = models.UniqueIndex(
        "(user_id, key)", "This alert is put away already."
    )

    @api.autovacuum
    def _gc_old(self):
        # All users' alerts: autovacuum runs as superuser.
        self.search([("create_date", "<", fields.Datetime.now() - KEPT)]).unlink()
