from datetime import datetime, time, timedelta

from odoo import fields, models

from ..tools import clock


class ResPartner(models.Model):
    """Logging a contact with a representative, in one click."""

    _inherit = "res.partner"

    def action_log_interaction(self):
        """Open the log form, filled with what is known already."""
        return self._action_log_interaction({})

    def _action_log_interaction(self, context):
        """Return the action that opens the log form.

        :param context: defaults that the caller knows better
        """
        self.ensure_one()
        self._check_is_representative()
        if "default_purpose" not in context:
            context = {"default_purpose": self._default_log_purpose(), **context}
        view = self.env.ref("marfanet_crm.marfanet_interaction_view_form_log")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log an interaction"),
            "res_model": "marfanet.interaction",
            "target": "new",
            "views": [(view.id, "form")],
            "context": {"default_partner_id": self.id, **context},
        }

    def _default_log_purpose(self):
        """Return "follow_up" if something is due today or overdue, else "support"."""
        zone = clock.agent_zone(self.env)
        today = clock.to_local(fields.Datetime.now(), zone).date()
        tomorrow = datetime.combine(today + timedelta(days=1), time())
        due = self.env["marfanet.task"].search_count(
            [
                ("partner_id", "=", self.id),
                ("state", "=", "todo"),
                ("date_due", "<", clock.to_utc(tomorrow, zone)),
            ],
            limit=1,
        )
        return "follow_up" if due else "support"
