from odoo import fields, models


class MarfanetInteraction(models.Model):
    """What the agent ticked on the brief's card while the call went on."""

    _inherit = "marfanet.interaction"

    questions_asked = fields.Text(
        help="The questions of the call brief that were asked, one in each line."
    )
