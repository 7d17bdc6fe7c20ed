from odoo import models
from odoo.tools import SQL

from ..tools import proposals

# Where its proposals of a kind hang on a note.
RECORDS = {"task": "task_ids", "promise": "promise_ids", "objection": "objection_ids"}


class MarfanetVoiceNote(models.Model):
    """The tasks, promises and objections that a note proposes.

    Read again after a correction, a note keeps what a person has confirmed, edited,
    dismissed or deleted, does not propose it twice, brings up to date what nobody has
    touched, and takes back what the new reading no longer has.
    """

    _inherit = "marfanet.voice.note"

    def _proposed_records(self):
        """Return the records that the note proposed, by kind."""
        asked = self if self._has_proposed() else self.browse()
        return {kind: asked[name] for kind, name in RECORDS.items()}

    def _has_proposed(self):
        """Whether there are any, by one query: a new note has none of any kind."""
        exist = []
        for name in RECORDS.values():
            model = self.env[self._fields[name].comodel_name]
            of_note = model._fields[self._fields[name].inverse_name]
            exist.append(
                SQL(
                    "EXISTS (SELECT FROM %s WHERE %s = %s)",
                    SQL.identifier(model._table),
                    SQL.identifier(of_note.name, to_flush=of_note),
                    self.id,
                )
            )
        return self.env.execute_query(SQL("SELECT %s", SQL(" OR ").join(exist)))[0][0]

    def _propose(self, proposed):
        """Bring what is proposed to what was found.

        :param proposed: see ``_proposed_records``
        :return: all that was ever proposed, for the note to remember
        """
        found = {
            "task": self.finding["follow_ups"],
            "promise": self.finding.get("promises") or [],
            "objection": self.finding.get("objections") or [],
        }
        return [
            {**proposal, "kind": kind}
            for kind, records in proposed.items()
            for proposal in self._propose_kind(kind, records, found[kind])
        ]

    def _propose_kind(self, kind, records, found):
        # What was remembered before there were other kinds is a task.
        before = {
            proposal["action"]: proposal
            for proposal in self.proposals or ()
            if proposal.get("kind", "task") == kind
        }
        by_number = {record.voice_note_action: record for record in records}
        # A note of an older version has tasks, but remembers no proposals.
        for number, record in by_number.items():
            before.setdefault(number, {"action": number, **record._remember()})
        known = [proposals.remembered(item) for item in found]
        numbers = proposals.numbered(list(before.values()), known, kind)
        new = []
        for number, item in zip(numbers, found, strict=True):
            record = by_number.get(number)
            values = self._prepare_proposal(kind, item)
            if record and record._is_untouched():
                record.write({**values, "active": True})
            elif number not in before:
                new.append(
                    {
                        **values,
                        **self._prepare_new(kind),
                        "interaction_id": self.interaction_id.id,
                        "voice_note_id": self.id,
                        "voice_note_action": number,
                    }
                )
        if new:
            records.create(new)
        for number in by_number.keys() - set(numbers):
            if by_number[number]._is_untouched():
                by_number[number].write({"active": False, "ai_review": "withdrawn"})
        now = {
            number: {"action": number, **item}
            for number, item in zip(numbers, known, strict=True)
        }
        return list({**before, **now}.values())

    def _prepare_proposal(self, kind, item):
        """Return what a record proposes, of a note read the first time or again."""
        start = item.get("start", False)
        return {
            **getattr(self, f"_prepare_{kind}_proposal")(item),
            "ai_review": "suggested",
            "quote": item["quote"],
            "quote_start": -1 if start is False else start,
        }

    def _prepare_task_proposal(self, follow_up):
        return {
            "name": follow_up["title"],
            "date_due": self._utc(follow_up["due"]),
            "time_said": follow_up["time_said"],
            "date_doubt": follow_up["doubt"],
            "date_other": self._utc(follow_up.get("other_due")),
        }

    def _prepare_promise_proposal(self, promise):
        return {
            "side": promise["who"],
            "text": promise["text"],
            "date_due": promise.get("due") or False,
        }

    def _prepare_objection_proposal(self, objection):
        return {"text": objection["text"]}

    def _prepare_new(self, kind):
        """Return what a record gets once; what was said follows its contact."""
        if kind != "task":
            return {}
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "origin": "ai",
        }
