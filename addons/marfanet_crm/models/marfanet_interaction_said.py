from odoo import fields, models


class MarfanetInteraction(models.Model):
    """What both sides said that is still of use after the contact."""

    _inherit = "marfanet.interaction"

    promise_ids = fields.One2many(
        comodel_name="marfanet.promise",
        string="Promises",
        inverse_name="interaction_id",
    )
    objection_ids = fields.One2many(
        comodel_name="marfanet.objection",
        string="Objections",
        inverse_name="interaction_id",
    )
