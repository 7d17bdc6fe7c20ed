from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.marfanet_crm.tools import clock

from ..tools.material import MOST_TOKENS, Answer, Objection, compose

_OBJECTIONS = 4
_ANSWERS = 4


class MarfanetBriefFacts(models.AbstractModel):
    """What a language model may see, read with the same rights as the facts."""

    _inherit = "marfanet.brief.facts"

    @api.model
    def _material(
        self, partner, purpose="", line="", reading=None, most_tokens=MOST_TOKENS
    ):
        """Return the ``Material`` of a call, see ``tools/material.py``.

        It is the same for the same data and rights on any day. Outcomes, plans and
        days are in the reader's language and on the reader's clock.

        :param partner, purpose, line, reading: as for ``_gather``
        :param most_tokens: of a question that holds it and nothing else
        :raise AccessError: as ``_gather``
        """
        reading = reading or self._read(partner, purpose, line)
        objections = self._read_objections(partner)
        zone = self._words()._zone()
        return compose(
            reading,
            self._best_hours(reading),
            lambda moment: clock.to_local(moment, zone),
            objections,
            self._read_answers(partner, reading, objections),
            most_tokens,
        )

    @api.model
    def _read_objections(self, partner):
        """Return what the representative objected before, newest first."""
        query = self.env["marfanet.objection"]._search(
            Domain("partner_id", "=", partner.id)
        )
        column = self._words()._column
        query.add_join(
            "JOIN",
            "raised",
            "marfanet_interaction",
            SQL("raised.id = %s", column("marfanet.objection", "interaction_id")),
        )
        outcome_id = column("marfanet.interaction", "outcome_id", "raised")
        query.add_join(
            "LEFT JOIN",
            "outcome",
            "marfanet_outcome",
            SQL("outcome.id = %s", outcome_id),
        )
        query.add_where("raised.active")
        raised_on = column("marfanet.interaction", "date", "raised")
        objection_id = SQL.identifier(query.table, "id")
        query.order = SQL("%s DESC, %s DESC", raised_on, objection_id)
        query.limit = _OBJECTIONS
        rows = self.env.execute_query(
            query.select(
                column("marfanet.objection", "interaction_id"),
                raised_on,
                column("marfanet.objection", "text"),
                column("marfanet.objection", "answer"),
                column("marfanet.outcome", "result", "outcome"),
                self._suggested("marfanet.objection"),
            )
        )
        return [
            Objection(number, date, *(text or "" for text in texts), suggested)
            for number, date, *texts, suggested in rows
        ]

    @api.model
    def _read_answers(self, partner, reading, objections):
        """Return the team's best answers: to what the line says or was objected last.

        Where nothing is like it, the best of all: what others object may come here too.
        """
        # Of the brief's own company, whichever others the reader is in: a brief is for
        # all of that company who may read the same of the representative.
        team = self.env["marfanet.objection"].with_context(
            allowed_company_ids=self.env.company.ids
        )
        asked = [reading.line, *(item.text for item in objections[:1]), ""]
        for text in dict.fromkeys(asked):
            found = team.find_answers(text, partner.id, limit=_ANSWERS)
            if found:
                break
        return [
            Answer(row["text"], row["answer"], row["good"], row["used"])
            for row in found
        ]
