from markupsafe import Markup

from odoo import api, fields, models

from ..tools.text_diff import compare

_TAGS = {
    "same": Markup("%s"),
    "removed": Markup("<del>%s</del>"),
    "added": Markup("<ins>%s</ins>"),
}


class MarfanetAiPromptCompare(models.TransientModel):
    """Two versions of a prompt, and what differs between them."""

    _name = "marfanet.ai.prompt.compare"
    _description = "Comparison of Prompt Versions"

    prompt_id = fields.Many2one(
        comodel_name="marfanet.ai.prompt", required=True, ondelete="cascade"
    )
    old_version_id = fields.Many2one(
        comodel_name="marfanet.ai.prompt.version",
        string="From",
        required=True,
        ondelete="cascade",
        domain="[('prompt_id', '=', prompt_id)]",
    )
    new_version_id = fields.Many2one(
        comodel_name="marfanet.ai.prompt.version",
        string="To",
        required=True,
        ondelete="cascade",
        domain="[('prompt_id', '=', prompt_id)]",
    )
    # Escaped below, passage by passage.
    difference = fields.Html(compute="_compute_difference", sanitize=False)

    @api.depends("old_version_id", "new_version_id")
    def _compute_difference(self):
        for comparison in self:
            old, new = comparison.old_version_id, comparison.new_version_id
            lines = compare(old.body or "", new.body or "")
            same = self.env._("The texts are the same.")
            comparison.difference = Markup("").join(map(self._line, lines)) or (
                Markup('<p class="text-muted">%s</p>') % same
            )

    def _line(self, passages):
        if passages[0].kind == "gap":
            return Markup('<p class="o_marfanet_diff_gap">⋯</p>')
        return Markup('<p dir="auto">%s</p>') % Markup("").join(
            _TAGS[passage.kind] % passage.text for passage in passages
        )
