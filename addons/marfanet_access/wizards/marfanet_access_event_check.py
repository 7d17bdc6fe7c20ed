import re

from odoo import fields, models


class MarfanetAccessEventCheck(models.TransientModel):
    """Asks the audit log whether somebody has tampered with it."""

    _name = "marfanet.access.event.check"
    _description = "Check of the Audit Log"

    noted = fields.Text(
        string="Noted Earlier",
        help="Heads of the log that were noted at an earlier check, or that stand in"
        " the server's log: they must still be part of it.",
    )
    is_checked = fields.Boolean(readonly=True)
    is_whole = fields.Boolean(readonly=True)
    problems = fields.Text(readonly=True)
    entries = fields.Integer("Chained Entries", readonly=True)
    position = fields.Integer("Newest Entry", readonly=True)
    head = fields.Char("Head Now", readonly=True)

    def action_check(self):
        """Check, and show in the same dialog what was found."""
        self.ensure_one()
        noted = re.findall(r"\b[0-9a-f]{64}\b", self.noted or "")
        found = self.env["marfanet.access.event"]._check(noted)
        self.write(
            {
                **found,
                "problems": "\n".join(found["problems"]),
                "is_checked": True,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check of the Audit Log"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
