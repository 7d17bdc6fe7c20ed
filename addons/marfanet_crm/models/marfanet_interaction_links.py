from odoo import fields, models


class MarfanetInteraction(models.Model):
    _inherit = "marfanet.interaction"

    contact_links = fields.Json(related="partner_id.contact_links")
