from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    marfanet_call_link = fields.Char(
        related="company_id.marfanet_call_link", readonly=False, required=True
    )
    marfanet_telegram_link = fields.Char(
        related="company_id.marfanet_telegram_link", readonly=False, required=True
    )
