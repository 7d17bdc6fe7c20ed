from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .marfanet_call_brief_ahead import MOST_A_NIGHT

#: More than the largest team calls in a day.
HIGHEST = 1_000


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    marfanet_brief_ahead = fields.Selection(
        selection=[("on", "At night, for the tasks of the next day"), ("off", "No")],
        string="Prepare briefs ahead",
        default="on",
        required=True,
        config_parameter="marfanet_ai_brief.ahead",
    )
    marfanet_brief_most_a_night = fields.Integer(
        string="Most briefs a night",
        default=MOST_A_NIGHT,
        config_parameter="marfanet_ai_brief.most_a_night",
    )

    @api.constrains("marfanet_brief_most_a_night")
    def _check_marfanet_brief_most_a_night(self):
        for settings in self:
            if not 1 <= settings.marfanet_brief_most_a_night <= HIGHEST:
                raise ValidationError(
                    self.env._(
                        "Between 1 and %(highest)s briefs can be made a night.",
                        highest=HIGHEST,
                    )
                )
