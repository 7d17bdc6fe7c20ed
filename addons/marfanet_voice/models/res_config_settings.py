import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CODES = re.compile(r"\s*([a-z]{2,3}|auto)(\s*,\s*([a-z]{2,3}|auto))*\s*")
#: Beyond, a byte count no longer fits a column of the database.
MAX_MEGABYTES = 2000
#: A day of work; every minute of sound is some twenty seconds of a processor.
MAX_MINUTES = 480


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    marfanet_voice_recording = fields.Selection(
        selection=[
            ("on", "On for everybody"),
            ("choice", "Everybody chooses for themselves"),
            ("off", "Off"),
        ],
        string="Microphones",
        default="on",
        required=True,
        config_parameter="marfanet_voice.recording",
    )
    marfanet_voice_max_minutes = fields.Integer(
        string="Longest recording in minutes",
        default=60,
        config_parameter="marfanet_voice.max_minutes",
    )
    marfanet_voice_max_megabytes = fields.Integer(
        string="Largest recording in megabytes",
        default=100,
        config_parameter="marfanet_voice.max_megabytes",
    )
    marfanet_voice_language = fields.Char(
        string="Usual language",
        default="fa",
        config_parameter="marfanet_voice.language",
    )
    marfanet_voice_languages = fields.Char(
        string="Languages to choose from",
        default="fa,en,auto",
        config_parameter="marfanet_voice.languages",
    )
    marfanet_voice_keep_days = fields.Integer(
        string="Delete the sound after days",
        config_parameter="marfanet_voice.keep_days",
    )

    @api.constrains(
        "marfanet_voice_max_minutes",
        "marfanet_voice_max_megabytes",
        "marfanet_voice_keep_days",
    )
    def _check_marfanet_voice_limits(self):
        for settings in self:
            if not (
                1 <= settings.marfanet_voice_max_minutes <= MAX_MINUTES
                and 1 <= settings.marfanet_voice_max_megabytes <= MAX_MEGABYTES
            ):
                raise ValidationError(
                    self.env._(
                        "A recording can be between 1 and %(minutes)s minutes long and"
                        " between 1 and %(megabytes)s MB large.",
                        minutes=MAX_MINUTES,
                        megabytes=MAX_MEGABYTES,
                    )
                )
            if settings.marfanet_voice_keep_days < 0:
                raise ValidationError(
                    self.env._(
                        "Days to keep the sound cannot be negative; 0 keeps it for"
                        " ever."
                    )
                )

    @api.constrains("marfanet_voice_language", "marfanet_voice_languages")
    def _check_marfanet_voice_languages(self):
        for settings in self:
            usual = settings.marfanet_voice_language or ""
            others = settings.marfanet_voice_languages or usual
            if not CODES.fullmatch(f"{usual},{others}") or "," in usual:
                raise ValidationError(
                    self.env._(
                        "Languages are codes such as fa, en or ar, with commas between"
                        " them; auto lets the speech service find out."
                    )
                )
