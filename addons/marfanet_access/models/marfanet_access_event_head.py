from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import sql

from ..tools.chain import GENESIS
from ..tools.keep import protect


class MarfanetAccessEventHead(models.Model):
    """The newest seal of the audit log: one row, which tells if the end was cut off."""

    _name = "marfanet.access.event.head"
    _description = "Head of the Audit Log"
    _log_access = False

    position = fields.Integer(required=True, aggregator=None)
    hash = fields.Char(required=True)

    def init(self):
        cr = self.env.cr
        protect(cr, self._table)
        if sql.table_exists(cr, "marfanet_access_event"):
            cr.execute("SELECT FROM marfanet_access_event WHERE position > 0 LIMIT 1")
            if cr.rowcount:
                # One that was removed is not made anew: the check says that it is gone.
                return
        cr.execute(
            """INSERT INTO marfanet_access_event_head (position, hash)
               SELECT 0, %s
                WHERE NOT EXISTS (SELECT FROM marfanet_access_event_head)""",
            [GENESIS],
        )

    def write(self, vals):
        raise UserError(self.env._("Entries of the audit log cannot be changed."))

    def unlink(self):
        raise UserError(self.env._("Entries of the audit log cannot be deleted."))
