from odoo import fields, models
from odoo.tools import sql

from ..tools.chain import GENESIS


class MarfanetAccessEventHead(models.Model):
    """The newest seal of the audit log: one row, which tells if the end was cut off."""

    _name = "marfanet.access.event.head"
    _inherit = "marfanet.access.added.mixin"
    _description = "Head of the Audit Log"

    position = fields.Integer(required=True, aggregator=None)
    hash = fields.Char(required=True)

    def init(self):
        super().init()
        cr = self.env.cr
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
