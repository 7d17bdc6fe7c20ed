from odoo import api, fields, models


class MarfanetInteraction(models.Model):
    """What the chosen outcome fills in: it is the template of the log form."""

    _inherit = "marfanet.interaction"

    # Not stored: what the outcome wrote into the form, to tell it from the agent's
    # own words, which are never overwritten.
    outcome_filled = fields.Json(store=False, exportable=False)

    @api.depends("outcome_id", "follow_up_date")
    def _compute_status(self):
        """As the outcome says; but a date to follow up leaves nothing closed.

        An outcome that says "open" is taken at its word: the matter is still in hand.
        The tasks close what waits for them as the last one ends.
        """
        for interaction in self:
            status = interaction.outcome_id.status
            if interaction.follow_up_date and status != "open":
                status = "follow_up"
            interaction.status = status or "open"

    @api.onchange("outcome_id")
    def _onchange_outcome_id(self):
        """Fill in what the outcome stands for, where the agent wrote nothing.

        Only the form does so: what comes over RPC is stored as it was sent.
        """
        filled = self.outcome_filled or {}
        template = self.outcome_id._template_values()
        for name in ("sentiment", "summary"):
            if not self[name] or self[name] == filled.get(name):
                self[name] = template.get(name) or False
        moment = fields.Datetime.to_string(self.follow_up_date) or False
        if not moment or moment == filled.get("follow_up_date"):
            self.follow_up_date = template.get("follow_up_date") or False
            self.follow_up_time_said = template.get("follow_up_time_said", False)
        self.outcome_filled = template
