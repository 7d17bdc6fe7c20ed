from odoo import models

from ..tools import crash, proposals
from .marfanet_voice_note_jobs import stage


class MarfanetVoiceNote(models.Model):
    """From the finding to the interaction and its tasks, in one transaction.

    Read again after a correction, a note keeps what a person has confirmed, edited,
    dismissed or deleted, does not propose it twice, brings up to date what nobody has
    touched, and takes back what the new reading no longer has.
    """

    _inherit = "marfanet.voice.note"

    @stage
    def _apply(self):
        """Write what was found into the interaction, and propose the tasks, once."""
        self.ensure_one()
        self._lock()
        if self.state != "analysed":
            return
        self._follow_claim()
        # sudo: what is written, where and for whom comes from the note alone, which
        # nobody can bend; a lead may have handed the interaction to a colleague.
        note_sudo = self.sudo().with_context(active_test=False, tracking_disable=True)
        # Who writes to them at this moment, a person or the job of another note of the
        # same representative, makes this fail here, before any of it is written, and
        # logged.
        self._lock_rows(note_sudo.partner_id)
        self._lock_rows(note_sudo.interaction_id)
        self._lock_rows(note_sudo.task_ids)
        note_sudo._fill_interaction()
        proposed = note_sudo._propose_tasks()
        crash.reach("tasks_proposed")
        self._set_state("ready", proposals=proposed)

    def _fill_interaction(self):
        finding = self.finding
        outcome_id = self._outcomes().get(finding.get("outcome"), False)
        values = {
            "summary": finding["summary"],
            "sentiment": finding["sentiment"],
            "outcome_id": outcome_id,
            "feedback": finding.get("feedback"),
            "next_step": finding["next_step"],
        }
        sources = dict(finding.get("sources") or {})
        if "outcome" in sources:
            sources["outcome_id"] = sources.pop("outcome")
        has_tasks = bool(finding["follow_ups"])
        self.interaction_id._suggest(self, values, sources, has_tasks)

    def _propose_tasks(self):
        """Bring the proposed tasks to what was found.

        :return: all that was ever proposed, for the note to remember
        """
        follow_ups = self.finding["follow_ups"]
        before = {proposal["action"]: proposal for proposal in self.proposals or ()}
        tasks = {task.voice_note_action: task for task in self.task_ids}
        # A note of an older version has tasks, but remembers no proposals.
        for number, task in tasks.items():
            before.setdefault(number, self._remembered(number, task))
        numbers = proposals.numbered(list(before.values()), follow_ups)
        new = []
        for number, follow_up in zip(numbers, follow_ups, strict=True):
            task = tasks.get(number)
            if task and task._is_untouched():
                task.write({**self._prepare_proposal_values(follow_up), "active": True})
            elif number not in before:
                new.append(self._prepare_task_values(number, follow_up))
        self.env["marfanet.task"].create(new)
        self._withdraw([tasks[number] for number in tasks.keys() - set(numbers)])
        now = {
            number: {
                "action": number,
                **{name: follow_up[name] for name in ("title", "quote", "due")},
            }
            for number, follow_up in zip(numbers, follow_ups, strict=True)
        }
        return list({**before, **now}.values())

    def _withdraw(self, tasks):
        for task in tasks:
            if task._is_untouched():
                task.write({"active": False, "ai_review": "withdrawn"})

    def _remembered(self, number, task):
        return {
            "action": number,
            "title": task.name,
            "quote": task.quote or "",
            "due": False,
        }

    def _prepare_proposal_values(self, follow_up):
        start = follow_up.get("start", False)
        return {
            "name": follow_up["title"],
            "date_due": self._utc(follow_up["due"]),
            "time_said": follow_up["time_said"],
            "ai_review": "suggested",
            "quote": follow_up["quote"],
            "quote_start": -1 if start is False else start,
            "date_doubt": follow_up["doubt"],
            "date_other": self._utc(follow_up.get("other_due")),
        }

    def _prepare_task_values(self, number, follow_up):
        return {
            **self._prepare_proposal_values(follow_up),
            "partner_id": self.partner_id.id,
            "interaction_id": self.interaction_id.id,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "origin": "ai",
            "voice_note_id": self.id,
            "voice_note_action": number,
        }
