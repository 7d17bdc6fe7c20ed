from odoo import api, fields, models

_KEPT_BY_CODE = {"brief_opening_id", "brief_kind"}


class MarfanetInteraction(models.Model):
    """Whether a contact was prepared by a brief."""

    _inherit = "marfanet.interaction"

    brief_opening_id = fields.Many2one(
        comodel_name="marfanet.brief.opening",
        string="Call Brief",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The brief that its agent had opened before.",
    )
    brief_kind = fields.Selection(
        selection=[("none", "Without"), ("facts", "Facts"), ("ai", "Facts and AI")],
        string="Prepared with",
        required=True,
        default="none",
        readonly=True,
        copy=False,
        help="What the brief held that its agent had opened before.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        openings = self.env["marfanet.brief.opening"]._before_contacts(vals_list)
        return super().create(
            [
                {**values, **self._prepared_by(opening)}
                for values, opening in zip(vals_list, openings, strict=True)
            ]
        )

    def write(self, vals):
        # Nobody says so of themselves: leads judge briefs by it.
        if not self.env.su:
            vals = {
                name: value for name, value in vals.items() if name not in _KEPT_BY_CODE
            }
        return super().write(vals)

    def _prepared_by(self, opening):
        kind = "none"
        if opening:
            kind = "ai" if opening.with_ai else "facts"
        return {"brief_opening_id": opening.id, "brief_kind": kind}
