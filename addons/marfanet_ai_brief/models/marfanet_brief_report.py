from odoo import api, fields, models
from odoo.tools import SQL


class MarfanetBriefReport(models.Model):
    """Contacts that came to something, and whether a brief had prepared them."""

    _name = "marfanet.brief.report"
    _description = "Outcomes with and without Briefs"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "interaction_id"

    interaction_id = fields.Many2one(comodel_name="marfanet.interaction", readonly=True)
    date = fields.Datetime(readonly=True)
    user_id = fields.Many2one(comodel_name="res.users", string="Agent", readonly=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Representative", readonly=True
    )
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    type = fields.Selection(
        selection=lambda self: self._selection_of("type"), readonly=True
    )
    direction = fields.Selection(
        selection=lambda self: self._selection_of("direction"), readonly=True
    )
    purpose = fields.Selection(
        selection=lambda self: self._selection_of("purpose"), readonly=True
    )
    brief_kind = fields.Selection(
        selection=lambda self: self._selection_of("brief_kind"),
        string="Prepared with",
        readonly=True,
    )
    outcome_id = fields.Many2one(comodel_name="marfanet.outcome", readonly=True)
    result = fields.Selection(
        string="How it went",
        selection=lambda self: self.env["marfanet.outcome"]
        ._fields["result"]
        ._description_selection(self.env),
        readonly=True,
    )
    good = fields.Float(
        string="Good outcomes",
        aggregator="avg",
        readonly=True,
        help="Which part of the contacts went well.",
    )

    _depends = {
        "marfanet.interaction": [
            "active",
            "brief_kind",
            "company_id",
            "date",
            "direction",
            "outcome_id",
            "partner_id",
            "purpose",
            "type",
            "user_id",
        ],
        "marfanet.outcome": ["result"],
    }

    @api.model
    def _selection_of(self, name):
        field = self.env["marfanet.interaction"]._fields[name]
        return field._description_selection(self.env)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT interaction.id, interaction.id AS interaction_id, interaction.date,
                   interaction.user_id, interaction.partner_id, interaction.company_id,
                   interaction.type, interaction.direction, interaction.purpose,
                   interaction.brief_kind, interaction.outcome_id, outcome.result,
                   CASE WHEN outcome.result = 'good' THEN 1.0 ELSE 0.0 END AS good
              FROM marfanet_interaction interaction
              JOIN marfanet_outcome outcome ON outcome.id = interaction.outcome_id
             WHERE interaction.active AND outcome.result IS NOT NULL
            """
        )
