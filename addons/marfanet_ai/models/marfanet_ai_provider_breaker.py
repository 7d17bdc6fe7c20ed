import math

from odoo import api, fields, models

from ..exceptions import REASONS
from .marfanet_ai_breaker import Breaker

# What a person changes here may be what was wrong.
_MAY_MEND = {
    "active",
    "base_url",
    "key_name",
    "model",
    "protocol",
    "proxy",
    "timeout",
}
# Seconds beyond a request's own deadline that its caller needs around it.
_LEASE_MARGIN = 60


class MarfanetAiProvider(models.Model):
    """When a provider that fails is left alone, in words and by hand."""

    _inherit = "marfanet.ai.provider"

    breaker_ids = fields.One2many(
        comodel_name="marfanet.ai.breaker", inverse_name="provider_id"
    )
    breaker_state = fields.Selection(
        selection=[
            ("closed", "Working"),
            ("open", "Resting"),
            ("half_open", "To be tried again"),
        ],
        string="Condition",
        compute="_compute_breaker",
    )
    breaker_words = fields.Char(string="What happened", compute="_compute_breaker")

    def _compute_breaker(self):
        # Written past the ORM, on other cursors.
        self.env["marfanet.ai.breaker"].invalidate_model()
        now = fields.Datetime.now()
        for provider in self:
            state = provider.breaker_ids._state()
            provider.breaker_state = state.position(now)
            provider.breaker_words = provider._breaker_words(state, now)

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & _MAY_MEND:
            self._wake()
        return result

    def action_wake(self):
        """Ask the providers again, however they have failed."""
        self.check_access("write")
        self._wake()
        return True

    def _wake(self):
        # sudo: nobody edits breakers; who may write the provider may close its own.
        self.sudo().breaker_ids.unlink()

    def _breaker(self):
        """Return what every request to the provider must pass."""
        self.ensure_one()
        lease = self._deadline() + _LEASE_MARGIN
        return Breaker(self.env.registry, self.id, lease)

    @api.model
    def _breaker_words(self, state, now):
        if not state.rests_until:
            return False
        reason = self.env._(REASONS[state.code])
        if state.position(now) == "half_open":
            return self.env._(
                "%(reason)s The next request tries it again.", reason=reason
            )
        seconds = (state.rests_until - now).total_seconds()
        return self.env._(
            "%(reason)s It is left alone for another %(minutes)s min.",
            reason=reason,
            minutes=math.ceil(seconds / 60),
        )
