from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.answers import Given, best_answers, stems

# Longer than anything that is said in one breath.
_LONGEST_TEXT = 500
_MOST_ANSWERS = 20
# Of those with most of the words, and then the newest: enough to count by.
_MOST_LOOKED_AT = 500


class MarfanetObjection(models.Model):
    """The team's own best answers."""

    _inherit = "marfanet.objection"

    @api.model
    def find_answers(self, text, partner_id=False, limit=5):
        """Return the team's best answers to an objection, best first.

        Those that were given to something alike, in any spelling, and of them first
        those that more often preceded a good outcome. Equal answers are one. What did
        not go well with the representative in question comes last. Only what the
        caller may read is looked at.

        :param str text: what was objected; blank for the best answers of all
        :param int partner_id: the representative who objects, if known
        :param int limit: how many at most, from 1 to 20
        :return: a list of objects with ``id`` (of the objection whose text is the
            nearest), ``text``, ``answer``, ``good`` (how often a good outcome
            followed), ``used`` (how often it was given), ``date_label``, ``agent`` and
            ``interaction_id``
        :raise AccessError: the caller may not read objections
        """
        self.browse().check_access("read")
        text = str(text or "")[:_LONGEST_TEXT]
        is_number = isinstance(limit, int) and not isinstance(limit, bool)
        limit = min(max(limit, 1), _MOST_ANSWERS) if is_number else 5
        found = best_answers(text, self._given_answers(stems(text), partner_id))[:limit]
        objections = self.browse(given.id for given, _answer in found)
        return [
            {
                "id": objection.id,
                "text": given.objection,
                "answer": given.answer,
                "good": answer.good,
                "used": answer.used,
                "date_label": objection._date_label(),
                # sudo: whoever reads a contact sees who had it, also somebody who has
                # left the company since.
                "agent": objection.user_id.sudo().name,
                "interaction_id": objection.interaction_id.id,
            }
            for objection, (given, answer) in zip(objections, found, strict=True)
        ]

    def _given_answers(self, words, partner_id):
        """Return the newest answers to what holds most of some words.

        :param words: of each its spellings; none for all objections
        :rtype: list[Given]
        """
        held = Domain.OR(map(self._search_word_domain, words)) if words else Domain.TRUE
        query = self._search(held & self._answered_domain())
        columns = [
            self._field_to_sql(self._table, name, query)
            for name in ("id", "text", "answer", "outcome_result", "date", "partner_id")
        ]
        search_text = self._field_to_sql(self._table, "search_text", query)
        counts = [
            SQL("(%s)::int", SQL(" OR ").join(_holds(search_text, spellings)))
            for spellings in words
        ]
        query.order = SQL("%s DESC", columns[0])
        if counts:
            query.order = SQL("%s DESC, %s", SQL(" + ").join(counts), query.order)
        query.limit = _MOST_LOOKED_AT
        return [
            Given(row_id, said, answer, result, date, partner == partner_id)
            for row_id, said, answer, result, date, partner in self.env.execute_query(
                query.select(*columns)
            )
        ]

    @api.model
    def _answered_domain(self):
        """Return the domain of the answers from which the team may learn."""
        return Domain("answer", "!=", False) & Domain(
            "interaction_id.active", "=", True
        )

    def _date_label(self):
        partner = self.env["res.partner"]
        return partner._timeline_day_label(partner._timeline_local(self.date).date())


def _holds(search_text, spellings):
    return [SQL("strpos(%s, %s) > 0", search_text, spelling) for spelling in spellings]
