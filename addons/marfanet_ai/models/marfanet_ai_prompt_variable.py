from odoo import api, fields, models


class MarfanetAiPromptVariable(models.Model):
    """What code gives with a prompt: a value in its text, or data beside it."""

    _name = "marfanet.ai.prompt.variable"
    _description = "AI Prompt Variable"
    _order = "prompt_id, id"

    prompt_id = fields.Many2one(
        comodel_name="marfanet.ai.prompt", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True)
    kind = fields.Selection(
        selection=[("value", "Value in the text"), ("data", "Data beside the text")],
        required=True,
        default="value",
        help="Data is what people said or wrote. It never stands in the text, but is"
        " sent after it, marked as data and without private details.",
    )
    description = fields.Char(required=True, translate=True)
    example = fields.Text(required=True)
    required = fields.Boolean(default=True, help="Without it the text cannot be saved.")

    _name_unique = models.UniqueIndex(
        "(prompt_id, name)", "A prompt has each variable once."
    )

    # What each worker keeps in mind of a prompt (``_in_force``) names its variables.

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
