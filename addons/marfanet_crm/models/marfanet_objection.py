from odoo import fields, models


class MarfanetObjection(models.Model):
    """What a representative objected in a contact, and what they were answered."""

    _name = "marfanet.objection"
    _description = "Objection"
    _inherit = ["marfanet.said.mixin"]

    partner_id = fields.Many2one(index=True)
    text = fields.Text(string="Objection", help="In the representative's own words.")
    answer = fields.Text(help="What the agent answered.")
    outcome_result = fields.Selection(
        related="interaction_id.outcome_id.result", string="How it went"
    )
