from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    door_generation = fields.Integer(
        groups=fields.NO_ACCESS,
        copy=False,
        help="Counts how often this person's sessions were ended with their door's.",
    )

    def _get_session_token_fields(self):
        return super()._get_session_token_fields() | {"door_generation"}
