from odoo import fields, models
from odoo.http import request, root

from .ir_http import STAMP


class ResUsers(models.Model):
    _inherit = "res.users"

    door_generation = fields.Integer(
        groups=fields.NO_ACCESS,
        copy=False,
        help="Counts how often this person's sessions were ended with their door's.",
    )

    def _get_session_token_fields(self):
        return super()._get_session_token_fields() | {"door_generation"}

    def _compute_session_token(self, sid):
        """Return no token for a session that hears by websocket but may not stay.

        What goes out by a websocket is checked by the token alone, outside of any
        request, by a process that no request has told of what has changed since.
        """
        if not request:
            self.env.registry.check_signaling(self.env.cr)
            doors = self.env["marfanet.access.door"]
            if doors._armed() and root.session_store.is_valid_key(sid):
                session = root.session_store.get(sid)
                if session.uid == self.id and not doors._fits(session.get(STAMP), self):
                    return False
        return super()._compute_session_token(sid)
