from odoo import fields, models


class MarfanetAiPromptVariable(models.Model):
    """A name in a prompt in whose place code puts a value."""

    _name = "marfanet.ai.prompt.variable"
    _description = "AI Prompt Variable"
    _order = "prompt_id, id"

    prompt_id = fields.Many2one(
        comodel_name="marfanet.ai.prompt", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(required=True)
    description = fields.Char(required=True, translate=True)
    example = fields.Char(required=True)
    required = fields.Boolean(
        default=True, help="Without it the text cannot be saved."
    )

    _name_unique = models.UniqueIndex(
        "(prompt_id, name)", "A prompt has each variable once."
    )
