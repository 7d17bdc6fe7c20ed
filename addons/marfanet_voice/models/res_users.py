from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    marfanet_voice_recording = fields.Boolean(
        string="Record voice notes",
        default=True,
        help="Shows the microphones. Files can be sent without it too.",
    )
    marfanet_voice_choice = fields.Boolean(compute="_compute_marfanet_voice_choice")

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + [
            "marfanet_voice_recording",
            "marfanet_voice_choice",
        ]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["marfanet_voice_recording"]

    def _compute_marfanet_voice_choice(self):
        """Whether the administrator lets people choose, and this one records at all."""
        # sudo: people may not read parameters; this one is about their own preference.
        policy = self.env["ir.config_parameter"].sudo()
        is_choice = policy.get_param("marfanet_voice.recording") == "choice"
        for user in self:
            user.marfanet_voice_choice = is_choice and user.has_group(
                "marfanet_crm.group_marfanet_agent"
            )
