from odoo import models


class MarfanetInteraction(models.Model):
    _name = "marfanet.interaction"
    _inherit = ["marfanet.interaction", "marfanet.company.lock.mixin"]
