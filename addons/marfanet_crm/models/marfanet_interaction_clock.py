from odoo import api, fields, models

from ..tools import clock


class MarfanetInteraction(models.Model):
    """Hour and day of the week of contacts, for reports."""

    _inherit = "marfanet.interaction"

    hour_of_day = fields.Integer(
        compute="_compute_clock",
        store=True,
        precompute=True,
        aggregator=None,
        help="0 to 23, on the company's clock.",
    )
    weekday = fields.Selection(
        selection=[
            ("0", "Saturday"),
            ("1", "Sunday"),
            ("2", "Monday"),
            ("3", "Tuesday"),
            ("4", "Wednesday"),
            ("5", "Thursday"),
            ("6", "Friday"),
        ],
        string="Day of the week",
        compute="_compute_clock",
        store=True,
        precompute=True,
        help="On the company's clock.",
    )

    @api.depends("date", "company_id")
    def _compute_clock(self):
        zones = {company: clock.company_zone(company) for company in self.company_id}
        for interaction in self:
            if not interaction.date:
                interaction.hour_of_day = 0
                interaction.weekday = False
                continue
            zone = zones.get(interaction.company_id) or clock.zone()
            local = clock.to_local(interaction.date, zone)
            interaction.hour_of_day = local.hour
            interaction.weekday = str((local.weekday() + 2) % 7)
