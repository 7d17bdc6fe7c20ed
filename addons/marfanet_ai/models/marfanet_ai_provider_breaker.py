import math

from odoo import api, fields, models

from ..exceptions import REASONS
from ..tools.breaker import State
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
        states = self._breakers()._states()
        now = fields.Datetime.now()
        for provider in self:
            state = states.get(provider.id, State())
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
        self._breakers().unlink()

    def _breakers(self):
        # sudo: nobody edits breakers; who may write a provider may close its own, who
        # may read it may see it.
        breakers = self.env["marfanet.ai.breaker"].sudo()
        return breakers.search([("provider_id", "in", self.ids)])

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
