from odoo import models
from odoo.exceptions import AccessError

_OURS = ("marfanet.interaction", "marfanet.task")


class IrRule(models.Model):
    """Refusals of our records, in words that help an agent on."""

    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        if operation == "read" or records._name not in _OURS:
            return error
        # Whoever may not read a record does not learn whose it is.
        if not records.has_access("read"):
            return error
        owners = records.user_id - self.env.user
        if not owners:
            return error
        return AccessError(
            self.env._(
                "“%(record)s” is %(agent)s's. Nothing was changed: agents change only"
                " their own interactions and tasks. Ask %(agent)s or your lead.",
                record=records[:1].display_name,
                agent=owners[:1].name,
            )
        )
