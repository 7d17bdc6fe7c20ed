from odoo import fields, models


class MarfanetPanelPlan(models.Model):
    """A plan of the VPN panel that representatives sell by."""

    _name = "marfanet.panel.plan"
    _description = "Panel Plan"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
