from odoo import fields, models


class MarfanetOutcome(models.Model):
    """What an outcome means for key figures and alerts."""

    _inherit = "marfanet.outcome"

    counts_as = fields.Selection(
        selection=[
            ("resolved", "Issue resolved"),
            ("sale", "Sale won"),
            ("promise", "Promise of payment"),
        ],
        help="How the daily work log counts interactions with this outcome. A promise"
        " of payment raises an alert when its follow-up date passes unpaid.",
    )
