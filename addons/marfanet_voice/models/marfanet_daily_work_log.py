from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: What an AI wrote longer ago is left as it stands.
REVIEW_SINCE = timedelta(days=14)


class MarfanetDailyWorkLog(models.AbstractModel):
    """What AI wrote, in the daily work log: marked on cards, and to be looked at."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def _task_fields(self):
        return [*super()._task_fields(), "ai_review", "quote", "date_doubt"]

    @api.model
    def _prepare_card(self, task, words):
        return {
            **super()._prepare_card(task, words),
            "ai_review": task["ai_review"] or False,
            "quote": task["quote"] or "",
            "date_doubt": task["date_doubt"] or False,
        }

    @api.model
    def _alert_sources(self, team):
        return [
            *super()._alert_sources(team),
            self._review_alerts(team),
            self._failed_note_alerts(team),
        ]

    @api.model
    def _alert_titles(self):
        return {
            **super()._alert_titles(),
            "ai_review": self.env._("AI wrote this: have a look"),
            "failed_note": self.env._("Voice note needs a look"),
        }

    @api.model
    def _review_alerts(self, team):
        """Contacts with words of an AI's that nobody has looked at."""
        since = fields.Datetime.now() - REVIEW_SINCE
        query = self.env["marfanet.interaction"]._search(
            self._interaction_domain(team)
            & Domain("date", ">=", since)
            & Domain("ai_review", "=", "suggested"),
            active_test=True,
        )
        return self._alert_query(
            "ai_review",
            "marfanet.interaction",
            query,
            self._column("marfanet.interaction", "date"),
            self._column("marfanet.interaction", "subject"),
        )

    @api.model
    def _failed_note_alerts(self, team):
        """Voice notes that wait for a person."""
        mine = Domain.TRUE if team else Domain("user_id", "=", self.env.uid)
        query = self.env["marfanet.voice.note"]._search(
            mine & Domain("state", "in", ("failed", "untranscribed"))
        )
        return self._alert_query(
            "failed_note",
            "marfanet.voice.note",
            query,
            self._column("marfanet.voice.note", "date"),
            self._column("marfanet.voice.note", "failure"),
        )
