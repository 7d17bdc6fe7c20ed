from odoo import api, fields, models

from odoo.addons.marfanet_crm.tools import clock

from ..tools.facts_contacts import last_spoken
from ..tools.facts_relevance import most_relevant
from ..tools.facts_text import one_line

_LONGEST_TEXT = 300
_LONGEST_TITLE = 120
_UNRESOLVED = 5
_TASKS = 6
_PROMISES = 5
_REASONS = 3


class MarfanetBriefFacts(models.AbstractModel):
    """What was said and what is ahead, in the reader's words."""

    _inherit = "marfanet.brief.facts"

    # --- WHAT WAS SAID

    @api.model
    def _tell_recent(self, reading, now):
        labels = {
            name: self._words()._labels("marfanet.interaction", name)
            for name in ("type", "direction", "purpose", "sentiment")
        }
        recent = []
        for item in most_relevant(reading.ranked):
            contact = item.contact
            recent.append(
                {
                    "id": contact.id,
                    "date_label": self._words()._moment_in_words(contact.date, now),
                    "type": contact.type,
                    "type_label": labels["type"].get(contact.type, ""),
                    "direction": contact.direction,
                    "direction_label": labels["direction"].get(contact.direction, ""),
                    "purpose": contact.purpose,
                    "purpose_label": labels["purpose"].get(contact.purpose, ""),
                    "agent": reading.names.get(contact.user_id, ""),
                    "outcome": reading.outcomes.get(contact.outcome_id) or "",
                    "sentiment": contact.sentiment or False,
                    "sentiment_label": labels["sentiment"].get(contact.sentiment, ""),
                    "text": self._contact_in_words(reading, contact, _LONGEST_TEXT),
                    "why": self._why(item, reading),
                    "suggested": contact.suggested,
                }
            )
        return recent

    @api.model
    def _contact_in_words(self, reading, contact, most):
        """Return what a contact was about, on one line; never nothing."""
        texts = reading.texts.get(contact.id)
        said = texts and (texts.summary or texts.feedback or texts.next_step)
        subject = one_line(contact.subject, _LONGEST_TITLE)
        if said and subject:
            return one_line(f"{subject}: {said}", most)
        if said or subject:
            return one_line(said or subject, most)
        purposes = self._words()._labels("marfanet.interaction", "purpose")
        return reading.outcomes.get(contact.outcome_id) or purposes[contact.purpose]

    @api.model
    def _why(self, item, reading):
        """Return in words why a contact matters for this call."""
        typed = [reading.words[number] for number in item.words]
        typed.sort(key=reading.line.find)
        about = self._listed([f"«{word}»" for word in typed])
        reasons = {
            "line": self.env._("About %(words)s", words=about),
            "open": self.env._("Still open"),
            "unhappy": self.env._("Was unhappy then"),
            "purpose": self.env._("The same purpose"),
            "latest": self.env._("The latest conversation"),
        }
        told = [reasons[reason] for reason in item.reasons[:_REASONS]]
        return " · ".join(told) or self.env._("Among the latest contacts")

    @api.model
    def _listed(self, parts):
        return ("، " if self._words()._writer().is_persian else ", ").join(parts)

    @api.model
    def _tell_unresolved(self, reading, now):
        return [
            {
                "model": "marfanet.interaction",
                "id": contact.id,
                "label": self._contact_in_words(reading, contact, _LONGEST_TITLE),
                "since_label": self.env._(
                    "Left open: %(day)s", day=self._day_of(contact.date, now)
                ),
                "suggested": contact.suggested,
            }
            for contact in reading.open[:_UNRESOLVED]
        ]

    @api.model
    def _day_of(self, moment, now):
        words = self._words()
        local = clock.to_local(moment, words._zone())
        return words._near_day(local.date(), now.date())

    @api.model
    def _tell_silence(self, reading, now):
        if not reading.contacts:
            return {"days": False, "label": self.env._("No contact yet")}
        zone = self._words()._zone()
        last = clock.to_local(reading.contacts[0].date, zone).date()
        days = max((now.date() - last).days, 0)
        if days == 0:
            label = self.env._("The last contact was today")
        elif days == 1:
            label = self.env._("The last contact was yesterday")
        else:
            number = self._words()._digits(days)
            label = self.env._("No contact for %(number)s days", number=number)
        return {"days": days, "label": label}

    @api.model
    def _tell_last_spoke(self, reading, now):
        contact = last_spoken(reading.contacts)
        if not contact:
            return False
        who = reading.names.get(contact.user_id, "")
        when = self._words()._moment_in_words(contact.date, now)
        labels = self._words()._labels
        kind = labels("marfanet.interaction", "type").get(contact.type, "")
        way = labels("marfanet.interaction", "direction").get(contact.direction, "")
        return {
            "id": contact.id,
            "who": who,
            "date_label": when,
            "direction": contact.direction,
            "label": f"{who}: {self._listed([kind, way, when])}",
        }

    # --- WHAT IS AHEAD

    @api.model
    def _tell_promises(self, reading, now):
        told = {"us": [], "them": []}
        for promise in reading.promises:
            if len(told[promise.side]) == _PROMISES:
                continue
            late = bool(promise.due and promise.due < now.date())
            if promise.due:
                day = self._words()._near_day(promise.due, now.date())
                due_label = self.env._("Due: %(day)s", day=day)
            else:
                due_label = self.env._("No date was set")
            told[promise.side].append(
                {
                    "id": promise.id,
                    "text": one_line(promise.text, _LONGEST_TEXT),
                    "due_label": due_label,
                    "late": late,
                    "interaction_id": promise.interaction_id,
                    "suggested": promise.suggested,
                }
            )
        return told

    @api.model
    def _tell_tasks(self, reading, now):
        days = {}
        return [
            {
                "id": task.id,
                "name": one_line(task.name, _LONGEST_TITLE),
                "due_label": (
                    self._words()._due_in_words(task.due, now, task.time_said, days)[0]
                    if task.due
                    else self.env._("No date was set")
                ),
                "late": self._is_late(task, now),
                "mine": task.user_id == self.env.uid,
                "suggested": task.suggested,
            }
            for task in reading.tasks[:_TASKS]
        ]

    @api.model
    def _is_late(self, task, now):
        if not task.due:
            return False
        if task.time_said:
            return task.due < fields.Datetime.now()
        # A day without a time is kept until it ends.
        return clock.to_local(task.due, self._words()._zone()).date() < now.date()
