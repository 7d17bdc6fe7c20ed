from odoo import api, fields, models

from ..exceptions import REASONS, NeedsPerson
from .marfanet_ai_provider_network import service_host


class MarfanetAiProvider(models.Model):
    """Whether a provider will be asked, and what keeps it from that."""

    _inherit = "marfanet.ai.provider"

    key_state = fields.Selection(
        selection=[
            ("set", "Set"),
            ("missing", "Not set"),
            ("unneeded", "None needed"),
        ],
        string="Key",
        compute="_compute_key_state",
    )
    readiness = fields.Selection(
        selection=[
            ("ready", "Ready"),
            ("resting", "Resting"),
            ("incomplete", "Not set up"),
            ("off", "Switched off"),
        ],
        string="Status",
        compute="_compute_readiness",
    )
    problem = fields.Char(compute="_compute_readiness")
    problem_advice = fields.Char(compute="_compute_readiness")

    @api.depends("key_name")
    def _compute_key_state(self):
        for provider in self:
            if not provider.key_name:
                provider.key_state = "unneeded"
            else:
                provider.key_state = "set" if provider._read_key() else "missing"

    @api.depends("active", "key_name", "base_url", "proxy")
    @api.depends_context("lang")
    def _compute_readiness(self):
        for provider in self:
            code = provider._missing()
            provider.problem = code and self.env._(REASONS[code])
            provider.problem_advice = code and provider._advice(code)
            if not provider.active:
                provider.readiness = "off"
            elif code:
                provider.readiness = "incomplete"
            elif provider.breaker_state != "closed":
                provider.readiness = "resting"
            else:
                provider.readiness = "ready"

    def _missing(self):
        """Return the code of what a person must set before anything can be asked."""
        if self.key_name and not self._read_key():
            return "no_key"
        host = service_host(self.base_url)
        allowed = self._allowed_hosts()
        # While the address is being written, there is nothing to say about it.
        if host and not allowed.has_host(host):
            return "host_not_allowed"
        try:
            self._read_proxy(allowed)
        except NeedsPerson as error:
            return error.code
        return False
