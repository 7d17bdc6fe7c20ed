from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    contact_links = fields.Json(compute="_compute_contact_links")

    @api.depends("phone", "telegram_username", "name")
    def _compute_contact_links(self):
        for partner in self:
            partner.contact_links = {
                "partner_id": partner._origin.id,
                "name": partner.name or "",
                "phone": partner.phone or "",
                "telegram_username": partner.telegram_username or "",
                "call": False,
                "telegram": False,
                "can_edit": False,
            }
