from odoo import fields, models


class MarfanetTask(models.Model):
    _inherit = "marfanet.task"

    contact_links = fields.Json(related="partner_id.contact_links")
