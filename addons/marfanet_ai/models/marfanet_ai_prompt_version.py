from odoo import api, fields, models

from odoo.addons.marfanet_persian.tools.writing import writer_of


class MarfanetAiPromptVersion(models.Model):
    """A text that a prompt had, who wrote it, when and why. It is never changed."""

    _name = "marfanet.ai.prompt.version"
    _description = "AI Prompt Version"
    _order = "prompt_id, number desc"
    _rec_name = "number"

    prompt_id = fields.Many2one(
        comodel_name="marfanet.ai.prompt", required=True, ondelete="cascade", index=True
    )
    number = fields.Integer(string="Version", required=True)
    body = fields.Text(string="Text", required=True)
    comment = fields.Char(string="Why")
    origin = fields.Selection(
        selection=[("shipped", "Shipped"), ("edited", "Written here")], required=True
    )
    is_current = fields.Boolean(string="In force", compute="_compute_is_current")

    _number_unique = models.UniqueIndex(
        "(prompt_id, number)", "Each version of a prompt has a number of its own."
    )

    @api.depends("prompt_id.version_id")
    def _compute_is_current(self):
        for version in self:
            version.is_current = version == version.prompt_id.version_id

    @api.depends("number", "origin", "create_date", "create_uid")
    def _compute_display_name(self):
        origins = dict(self._fields["origin"]._description_selection(self.env))
        figures = writer_of(self.env).figures
        for version in self:
            version.display_name = self.env._(
                "%(number)s: %(origin)s",
                number=figures(version.number),
                origin=origins.get(version.origin, ""),
            )

    def action_compare(self):
        """Show what differs from the text in force, or from the one before it."""
        self.ensure_one()
        old, new = self, self.prompt_id.version_id
        if old == new:
            earlier = self.prompt_id.version_ids.filtered(
                lambda version: version.number < self.number
            )
            old = earlier.sorted("number")[-1:] or self
        return self.prompt_id._compare(old, new)

    def action_restore(self):
        """Put this text in force again, as a new version."""
        self.ensure_one()
        self.prompt_id.check_access("write")
        self.prompt_id._restore(self)
        return True
