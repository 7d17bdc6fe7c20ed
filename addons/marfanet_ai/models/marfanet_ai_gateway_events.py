import logging
from contextlib import closing

from odoo import api, models

from ..exceptions import AIServiceError
from ..tools.question import Question
from .marfanet_ai_gateway import LANGUAGE

_logger = logging.getLogger(__name__)


class MarfanetAiGateway(models.AbstractModel):
    """What a browser is told of a text while it is written."""

    _inherit = "marfanet.ai.gateway"

    @api.model
    def _events(self, writing, *, with_messages=False):
        """Tell what happens to a text, for ``controllers.event_stream``.

        The transaction may have ended; each look at the database is one of its own, so
        that none is open while the service writes.

        :param writing: what ``_stream`` returned
        :param bool with_messages: tell also what the service was sent; only for those
            who may read prompts
        :return: an iterator of pairs: "sent", messages; "by", who writes; "text", a
            piece; and at the end "done", who wrote and what it took, or "error", why
            not in a sentence
        """
        registry, uid, context = self.env.registry, self.env.uid, self.env.context

        def told():
            failure = None
            begun = False
            try:
                with closing(writing):
                    for piece in writing:
                        if not begun and with_messages:
                            yield "sent", writing.messages
                        if not begun:
                            yield "by", writing.author
                        begun = True
                        yield "text", piece
            except Exception as error:  # noqa: BLE001
                # The answer is under way: nobody else can tell the person.
                failure = error
            with registry.cursor() as cr:
                gateway = api.Environment(cr, uid, context)[self._name]
                ending = gateway._ending(writing, failure)
            yield ending

        return told()

    @api.model
    def _would_send(self, system, data):
        """Return the name of the provider that is asked first, and what it would see.

        :param str system: the instructions
        :param dict data: name to text of the case
        :return: the name, empty if there is no provider, and the messages
        """
        first = self._candidates("language", LANGUAGE)[:1]
        # Without any provider, as for one on the other side of the network.
        redact = first.redact if first else True
        return first.name or "", Question(system, data).messages(redact=redact)

    def _ending(self, writing, failure):
        if failure is None:
            return "done", self._account(writing)
        if isinstance(failure, AIServiceError):
            return "error", self._reason_of(failure)
        # What it says may quote the case, so that only its kind is logged.
        _logger.error("AI text: failed with %s", type(failure).__name__)
        return "error", self.env._("Something went wrong on the server. Try again.")

    def _account(self, writing):
        # sudo: the ledger is the administrators'; who has a text written may know
        # what that text took.
        call = self.env["marfanet.ai.call"].sudo().browse(writing.call_id)
        return {
            **writing.author,
            "model": call.model or "",
            "input_tokens": call.input_tokens,
            "output_tokens": call.output_tokens,
            "cost": call.cost,
            "seconds": call.latency / 1000,
        }
