from odoo import fields, models


class ResPartner(models.Model):
    """What the team and a representative still owe each other."""

    _inherit = "res.partner"

    open_promise_ids = fields.One2many(
        comodel_name="marfanet.promise",
        inverse_name="partner_id",
        string="Open promises",
        domain=[("state", "=", "open"), ("interaction_id.active", "=", True)],
        readonly=True,
        groups="marfanet_crm.group_marfanet_agent",
    )
