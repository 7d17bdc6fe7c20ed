from odoo import api, fields, models
from odoo.exceptions import ValidationError

# They are the interaction's.
_OF_INTERACTION = {"partner_id", "company_id", "user_id"}


class MarfanetSaidMixin(models.AbstractModel):
    """What was said in a contact: it is whose the contact is, and found by its words.

    The owners are stored, since the record rules and the index of each model read them.
    """

    _name = "marfanet.said.mixin"
    _description = "Said in an Interaction"
    _inherit = ["marfanet.search.mixin", "marfanet.reach.mixin"]
    _rec_name = "text"
    _order = "id desc"

    interaction_id = fields.Many2one(
        comodel_name="marfanet.interaction",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="interaction_id.partner_id",
        string="Representative",
        store=True,
        precompute=True,
    )
    company_id = fields.Many2one(
        related="interaction_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one(
        related="interaction_id.user_id",
        string="Agent",
        store=True,
        precompute=True,
        index=True,
    )
    date = fields.Datetime(related="interaction_id.date")
    text = fields.Text(required=True)
    active = fields.Boolean(default=True)

    def write(self, vals):
        # Who may write what was said in their interaction puts it in no other's name,
        # and on no other representative's page.
        return super().write(
            {name: value for name, value in vals.items() if name not in _OF_INTERACTION}
        )

    def _search_text_fields(self):
        return ["text"]

    @api.constrains("text")
    def _check_text(self):
        if any(not (said.text or "").strip() for said in self):
            raise ValidationError(self.env._("Say in a few words what was said."))
