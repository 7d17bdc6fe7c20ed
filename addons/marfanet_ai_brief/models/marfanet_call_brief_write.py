import logging
from contextlib import closing

from odoo import api, fields, models

from odoo.addons.marfanet_ai.tools.transactions import own_cursor

from ..tools.lines import LineReader
from .marfanet_ai_prompt import JOB

_logger = logging.getLogger(__name__)


class MarfanetCallBrief(models.Model):
    """Having a brief written, line by line."""

    _inherit = "marfanet.call.brief"

    @api.model
    def _write_events(self, partner_id, purpose=False, line="", task_id=False):
        """Have a brief written, and tell what happens, for ``event_stream``.

        What needs the transaction is done before this returns. Who stops reading has
        nothing stored.

        :param partner_id: this and the others as ``open_brief`` takes them
        :return: an iterator of pairs: "by", who writes; "begin", "text" and "line" as
            ``LineReader`` tells them; and at the end "done", the brief as
            ``open_brief`` gives it, or "error", why there is none, in a sentence
        :raise AccessError: as ``open_brief``
        """
        case = self._case(partner_id, purpose, line, task_id)
        asked = self._asked(case)
        briefs = self._within(case)
        events = briefs.env["marfanet.ai.gateway"]._events(briefs._ask(asked))
        reader = LineReader(case.purpose, asked.numbers, asked.principles)
        return briefs._told(events, reader, self._key(case, asked), case.task.id)

    def _ask(self, asked):
        gateway = self.env["marfanet.ai.gateway"]
        return gateway._stream(JOB, values=asked.values, data=asked.data)

    def _key(self, case, asked):
        return {
            "company_id": case.company.id,
            "partner_id": case.partner.id,
            "purpose": case.purpose,
            "line": case.line,
            "input_hash": asked.input_hash,
        }

    def _told(self, events, reader, key, task_id):
        # The request's transaction ends before the first step of what is returned.
        registry, uid, context = self.env.registry, self.env.uid, self.env.context
        begun = fields.Datetime.now()
        wrong = self.env._("Something went wrong on the server. Try again.")

        def told():
            author, failure, done = {}, None, False
            try:
                with closing(events):
                    for kind, data in events:
                        done = kind == "done"
                        if done:
                            author = {name: data[name] for name in author}
                            yield from reader.close()
                        elif kind == "text":
                            yield from reader.feed(data)
                        else:
                            author = data if kind == "by" else author
                            yield kind, data
            except Exception as error:  # noqa: BLE001
                # The answer is under way: nobody else can tell the person.
                failure = error
            if not done and not failure:
                return
            try:
                if failure:
                    raise failure
                # Two tabs that end at once note it in the same row: one of them waits.
                with own_cursor(registry) as cr:
                    briefs = api.Environment(cr, uid, context)[self._name]
                    ending = briefs._ending(reader, key, author, begun, task_id)
            except Exception as error:  # noqa: BLE001
                # What it says may quote the case, so that only its kind is logged.
                _logger.error("Call brief: failed with %s", type(error).__name__)
                ending = "error", wrong
            yield ending

        return told()

    def _ending(self, reader, key, author, begun, task_id):
        """Keep what was written and return the last event."""
        if not reader.lines:
            return "error", self.env._(
                "The AI wrote nothing that can be used. Try again."
            )
        brief = self.browse(self._keep(key, reader.in_order(), author, begun))
        self.env["marfanet.brief.opening"]._read_ai(key, task_id, brief)
        return "done", brief._present()
