from odoo import fields, models


class MarfanetOutcome(models.Model):
    """Whether a contact with this outcome went well."""

    _inherit = "marfanet.outcome"

    result = fields.Selection(
        string="How it went",
        selection=[
            ("good", "Went well"),
            ("bad", "Did not go well"),
            ("unreached", "Nobody was reached"),
        ],
        help="What the answers to objections and the best hours to call are judged by."
        " Leave empty if none of these fits.",
    )
