import re
from urllib.parse import urlsplit

from odoo import api, fields, models, modules
from odoo.exceptions import ValidationError
from odoo.tools import config

from ..tools.chat import ChatModel
from ..tools.hosts import LOOPBACK, canonical
from ..tools.keys import CONFIG_SECTION, KEY_NAME, read_key
from ..tools.speech_openai import OpenAISpeech
from ..tools.speech_xai import XaiSpeech

# A service that speaks all the time may do so for this many times its time-out.
DEADLINE_FACTOR = 2

# What is needed to ask a service; the rest of a record is how its last test went.
ASKED_BY = ["name", "active", "kind", "protocol", "base_url", "model", "languages"]
ASKED_BY += ["redact", "key_name", "timeout", "proxy"]
ASKED_BY += ["price_input", "price_output", "price_minute"]


class MarfanetAiProvider(models.Model):
    """A language or speech service, and the place it takes among the others."""

    _name = "marfanet.ai.provider"
    _description = "AI Provider"
    _order = "kind, sequence, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=10, help="Providers of a kind are asked in this order."
    )
    kind = fields.Selection(
        selection=[("language", "Language model"), ("speech", "Speech to text")],
        required=True,
        default="language",
    )
    protocol = fields.Selection(
        selection=[
            ("openai", "OpenAI-compatible"),
            ("xai_speech", "xAI speech to text"),
        ],
        required=True,
        default="openai",
    )

    # How to reach it
    base_url = fields.Char(
        string="Base URL",
        required=True,
        help="The service's address with its version, for example https://host/v1",
    )
    model = fields.Char(help="The model's name as the service spells it.")
    languages = fields.Char(
        help="The languages that it knows, as two-letter codes with commas between:"
        " fa, en. Empty if it knows them all.",
    )
    redact = fields.Boolean(
        string="Hide private data",
        compute="_compute_redact",
        store=True,
        readonly=False,
        help="Phone numbers, cards, passwords, VPN links and the like leave as"
        " placeholders and are put back in the answer. Leave it on for any service"
        " that is not on a machine of yours.",
    )
    key_name = fields.Char(
        help="The environment variable, or the option in section [marfanet_ai] of the"
        " server's config file, that holds the key. The key itself never enters the"
        " database. Empty for a server that wants none.",
    )
    timeout = fields.Integer(
        default=60,
        required=True,
        help="Seconds of silence before giving up. However much it says, a request ends"
        " after twice this time.",
    )
    is_ready = fields.Boolean(
        string="Ready", compute="_compute_is_ready", help="Its key, if any, is set."
    )

    _timeout_positive = models.Constraint(
        "CHECK (timeout > 0)", "The time-out must be at least one second."
    )

    @api.depends("base_url")
    def _compute_redact(self):
        # Also when a person moves the provider elsewhere: better hidden too often.
        for provider in self:
            provider.redact = _host(provider.base_url) not in LOOPBACK

    @api.depends("key_name", "active")
    def _compute_is_ready(self):
        for provider in self:
            provider.is_ready = provider.active and (
                not provider.key_name or bool(provider._read_key())
            )

    @api.constrains("kind", "protocol", "model")
    def _check_protocol(self):
        for provider in self:
            if provider.kind == "language" and provider.protocol == "xai_speech":
                raise ValidationError(
                    self.env._("xAI's speech protocol cannot answer language requests.")
                )
            if provider.protocol == "openai" and not provider.model:
                raise ValidationError(
                    self.env._(
                        "An OpenAI-compatible service must be told which model to use."
                    )
                )

    @api.constrains("key_name")
    def _check_key_name(self):
        for provider in self:
            if provider.key_name and not KEY_NAME.fullmatch(provider.key_name):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” cannot name a key: use capital letters, digits and"
                        " _, ending in _API_KEY. The key itself belongs in the server's"
                        " environment or in section [%(section)s] of its config file.",
                        name=provider.key_name,
                        section=CONFIG_SECTION,
                    )
                )

    @api.constrains("languages")
    def _check_languages(self):
        for provider in self:
            codes = _language_codes(provider.languages)
            if not all(re.fullmatch("[a-z]{2,3}", code) for code in codes):
                raise ValidationError(
                    self.env._(
                        "“%(codes)s” are no languages: give their codes with commas"
                        " between, such as fa, en.",
                        codes=provider.languages,
                    )
                )

    @api.model
    def _ready(self, kind):
        """Return the providers of a kind that can be asked, in their order."""
        providers = self.search_fetch([("kind", "=", kind)], ASKED_BY)
        return providers.filtered("is_ready")

    def _speaks(self, language):
        """Say whether a service knows a language.

        :param str language: ISO 639-1 code; empty for any
        """
        self.ensure_one()
        known = _language_codes(self.languages)
        return not language or not known or language in known

    def _speech_client(self):
        """Return the client of a speech service."""
        self.ensure_one()
        self._refuse_network_in_tests()
        client = XaiSpeech if self.protocol == "xai_speech" else OpenAISpeech
        return client(
            self.base_url,
            self._key_or_placeholder(),
            model=self.model or "",
            timeout=self._timeouts(),
            deadline=self._deadline(),
            network=self._network(),
        )

    def _chat_model(self):
        """Return the client of a language model."""
        self.ensure_one()
        self._refuse_network_in_tests()
        return ChatModel(
            self.base_url,
            self._key_or_placeholder(),
            self.model,
            timeout=self._timeouts(),
            deadline=self._deadline(),
            network=self._network(),
        )

    def _timeouts(self):
        # A host that does not even accept a connection within ten seconds is blocked.
        return (min(10.0, self.timeout), float(self.timeout))

    def _deadline(self):
        """Return the seconds after which a request ends, whatever still arrives."""
        return float(self.timeout * DEADLINE_FACTOR)

    def _read_key(self):
        return read_key(self.key_name, config["config"])

    def _key_or_placeholder(self):
        if not self.key_name:
            # The SDK insists on a key; a server that wants none ignores it.
            return "none"
        return self._read_key()

    def _refuse_network_in_tests(self):
        # Odoo blocks requests' network in tests, but not that of the OpenAI SDK.
        if modules.module.current_test and (_host(self.base_url) not in LOOPBACK):
            raise RuntimeError("Only local services may be asked during tests.")


def _host(base_url):
    try:
        return canonical(urlsplit(base_url or "").hostname or "")
    except ValueError:
        return ""


def _language_codes(languages):
    return [code.strip() for code in (languages or "").split(",") if code.strip()]
