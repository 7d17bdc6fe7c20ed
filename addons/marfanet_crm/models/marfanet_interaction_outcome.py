from odoo import api, fields, models


class MarfanetInteraction(models.Model):
    """What the chosen outcome fills in: it is the template of the log form."""

    _inherit = "marfanet.interaction"

    # Not stored: what the outcome wrote into the form, to tell it from the agent's
    # own words, which are never overwritten.
    outcome_filled = fields.Json(store=False, exportable=False)

    @api.depends("outcome_id", "follow_up_date", "follow_up_task_id.state")
    def _compute_status(self):
        for interaction in self:
            status = interaction.outcome_id.status or "open"
            task = interaction.follow_up_task_id
            if not interaction.follow_up_date and not task:
                interaction.status = status
            elif task and task.state != "todo":
                # Whatever is still open is so in the interaction that followed.
                interaction.status = "closed"
            elif interaction.follow_up_date and not (
                interaction.outcome_id and status == "open"
            ):
                interaction.status = "follow_up"
            else:
                interaction.status = status

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
