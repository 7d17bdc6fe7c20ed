import logging
import time
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pydantic

from odoo import api, fields, models

from ..advice import ADVICE
from ..exceptions import REASONS, AIServiceError
from ..tools.model_list import list_models
from ..tools.question import most_tokens

_logger = logging.getLogger(__name__)

# What the ledger calls these requests.
JOB = "provider_test"
# «سلام», spoken by espeak-ng, so that nobody's voice leaves.
RECORDINGS = Path(__file__).resolve().parent.parent / "data" / "test_recording"
RECORDING_SECONDS = 1
# A service may have hundreds; the newest come first.
MOST_MODELS = 12


class _Greeting(pydantic.BaseModel):
    """The answer to a greeting."""

    greeting: Literal["سلام"]


MESSAGES = [
    {"role": "system", "content": "Answer with the greeting that you are given."},
    {"role": "user", "content": "سلام"},
]


class MarfanetAiProvider(models.Model):
    """Whether a provider answers, and what to do if not, in plain words."""

    _inherit = "marfanet.ai.provider"

    last_test_date = fields.Datetime(string="Last Test", readonly=True, copy=False)
    last_test_state = fields.Selection(
        selection=[("passed", "It answers"), ("failed", "It does not answer")],
        string="Result of the Test",
        readonly=True,
        copy=False,
    )
    last_test_code = fields.Char(readonly=True, copy=False)
    last_test_latency = fields.Integer(
        string="Response time (ms)",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Milliseconds until the whole answer was there.",
    )
    last_test_model = fields.Char(
        string="Model That Answered",
        readonly=True,
        copy=False,
        help="As the service itself names it.",
    )
    last_test_models = fields.Char(
        string="Models That the Service Has", readonly=True, copy=False
    )
    # In the language of whoever reads it, which need not be the tester's.
    last_test_words = fields.Char(compute="_compute_last_test_words")
    last_test_advice = fields.Char(
        string="What to Do", compute="_compute_last_test_words"
    )

    @api.depends("last_test_state", "last_test_code", "last_test_latency")
    @api.depends_context("lang")
    def _compute_last_test_words(self):
        for provider in self:
            provider.last_test_words = provider._test_words()
            provider.last_test_advice = provider._advice(provider.last_test_code)

    def action_test(self):
        """Ask each provider something small, and keep what came of it.

        In the same way as any job, but also where the provider rests or is archived.

        :return: True; the result is in the record
        """
        self.check_access("write")
        for provider in self:
            provider._test()
        return True

    def _test(self):
        self.ensure_one()
        values = {"last_test_model": False, "last_test_models": False}
        code = False
        begun = time.monotonic()
        try:
            values["last_test_model"] = self._ask_something() or self.model
        except AIServiceError as error:
            code = error.code
            _logger.info("AI provider %s: test failed: %s", self.id, code)
        latency = round((time.monotonic() - begun) * 1000)
        if code == "unknown_model":
            values["last_test_models"] = self._models_in_words()
        self.write(
            {
                **values,
                "last_test_date": fields.Datetime.now(),
                "last_test_state": "failed" if code else "passed",
                "last_test_code": code,
                "last_test_latency": latency,
            }
        )
        if not code:
            self._wake()

    def _ask_something(self):
        """Make one small request; return the name of the model that answered.

        :raise AIServiceError: nobody did
        """
        recorded = self.env["marfanet.ai.call"]._recorded
        if self.kind == "speech":
            client = self._speech_client()
            path = RECORDINGS / f"hello.{client.container}"
            with recorded(self, JOB, seconds=RECORDING_SECONDS):
                # Whatever it hears: that it listens is enough.
                client.transcribe(path)
            return ""
        model = self._chat_model()
        with recorded(
            self,
            JOB,
            input_tokens=most_tokens(MESSAGES, _Greeting),
            output_tokens=model.max_tokens,
        ) as call:
            answer = model.ask(MESSAGES, _Greeting)
            if answer.usage:
                call.used(
                    input_tokens=answer.usage.input_tokens,
                    output_tokens=answer.usage.output_tokens,
                    model=answer.model,
                )
        return answer.model

    def _models_in_words(self):
        """Return a few of the models that the service has; it costs nothing."""
        try:
            names = list_models(
                self.base_url,
                self._key_or_placeholder(),
                timeout=self._timeouts(),
                deadline=self._deadline(),
                network=self._network(),
            )
        except AIServiceError:
            return False
        more = "…" if len(names) > MOST_MODELS else ""
        return ", ".join(names[:MOST_MODELS]) + more

    def _test_words(self):
        if not self.last_test_state:
            return False
        if self.last_test_code:
            reason = REASONS.get(self.last_test_code)
            return reason and self.env._(reason)
        seconds = f"{self.last_test_latency / 1000:.1f}"
        if not self.last_test_model:
            return self.env._("It answered after %(seconds)s s.", seconds=seconds)
        return self.env._(
            "%(model)s answered after %(seconds)s s.",
            model=self.last_test_model,
            seconds=seconds,
        )

    def _advice(self, code):
        """Say what can be done about a failure, or False.

        :param code: a key of exceptions.REASONS
        """
        advice = ADVICE.get(code)
        if not advice:
            return False
        return self.env._(
            advice,
            host=urlsplit(self.base_url or "").hostname or "",
            key_name=self.key_name or "",
            proxy=self.proxy or "",
        )
