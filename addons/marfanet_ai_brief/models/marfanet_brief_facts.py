from odoo import api, models


class MarfanetBriefFacts(models.AbstractModel):
    """What is known about a representative before a call, without any AI.

    Read with the caller's rights, in as many queries for ten contacts as for ten
    thousand: see ``marfanet_brief_facts_read.py``. What is told of it, and in which
    words, is in ``marfanet_brief_facts_words.py`` and its neighbours; what a language
    model may see, in ``marfanet_brief_facts_material.py``.
    """

    _name = "marfanet.brief.facts"
    _description = "Facts for a Call"

    @api.model
    def _gather(self, partner, purpose="", line="", reading=None):
        """Return the facts for a call, in sentences of the reader's language.

        :param partner: one representative, in the environment of the reader
        :param purpose: of the call: a value of ``marfanet.interaction.purpose``, or ""
            while it is not known
        :param line: what the call is about, in the agent's free words
        :param reading: what ``_read`` returned for the same, when it was called before
        :return: dict of ``recent``, ``unresolved``, ``promises``, ``mood``, ``money``,
            ``plan``, ``tasks``, ``silence``, ``best_hours`` and ``last_spoke``
        :raise AccessError: the reader may not know of this representative or of any
            contact
        """
        reading = reading or self._read(partner, purpose, line)
        now = self._words()._local_now()
        return {
            "recent": self._tell_recent(reading, now),
            "unresolved": self._tell_unresolved(reading, now),
            "promises": self._tell_promises(reading, now),
            "mood": self._tell_mood(reading),
            "money": self._tell_money(reading, now),
            "plan": self._tell_plan(reading),
            "tasks": self._tell_tasks(reading, now),
            "silence": self._tell_silence(reading, now),
            "best_hours": self._tell_best_hours(reading),
            "last_spoke": self._tell_last_spoke(reading, now),
        }

    @api.model
    def _words(self):
        """Return the model that knows days, money and digits in the reader's words."""
        return self.env["marfanet.daily.work.log"]
