from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .marfanet_access_attempt import SETTINGS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    marfanet_access_attempt_minutes = fields.Integer(
        string="Counted and refused for minutes",
        default=SETTINGS["attempt_minutes"],
        config_parameter="marfanet_access.attempt_minutes",
    )
    marfanet_access_attempts_person = fields.Integer(
        string="Wrong sign-ins of a person from one place",
        default=SETTINGS["attempts_person"],
        config_parameter="marfanet_access.attempts_person",
    )
    marfanet_access_attempts_elsewhere = fields.Integer(
        string="Wrong sign-ins of a person from anywhere",
        default=SETTINGS["attempts_elsewhere"],
        config_parameter="marfanet_access.attempts_elsewhere",
    )
    marfanet_access_attempts_network = fields.Integer(
        string="Wrong sign-ins from one place",
        default=SETTINGS["attempts_network"],
        config_parameter="marfanet_access.attempts_network",
    )
    marfanet_access_attempts_path = fields.Integer(
        string="Wrong addresses from one place",
        default=SETTINGS["attempts_path"],
        config_parameter="marfanet_access.attempts_path",
    )

    @api.constrains(*(f"marfanet_access_{name}" for name in SETTINGS))
    def _check_marfanet_access_attempts(self):
        for settings in self:
            if any(settings[f"marfanet_access_{name}"] < 1 for name in SETTINGS):
                raise ValidationError(
                    self.env._("Limits of wrong attempts are numbers from 1 on.")
                )
            # A day: what refuses for longer is a lock, which an outsider could turn.
            if settings.marfanet_access_attempt_minutes > 24 * 60:
                raise ValidationError(
                    self.env._("Attempts can be refused for a day at most.")
                )
