from datetime import datetime

from odoo import api, fields, models

from odoo.addons.marfanet_persian.persian import dates
from odoo.addons.marfanet_persian.tools.writing import writer_of

from ..tools import clock

#: Nobody types more as a date; what is pasted by mistake is not read to its end.
_LONGEST_PHRASE = 200


class MarfanetTask(models.Model):
    """Reading dates as people type them."""

    _inherit = "marfanet.task"

    @api.model
    @api.readonly
    def read_due_phrase(self, phrase):
        """Return the moment that a Persian phrase names, on the caller's clock.

        :param phrase: as typed, «دوشنبه ۱۰ صبح»
        :return: ``date`` (UTC, as text), ``time_said`` and a ``label`` that shows the
            date in words; False when the phrase names none
        """
        self.check_access("read")
        if not isinstance(phrase, str):
            return False
        zone = clock.agent_zone(self.env)
        now = clock.to_local(fields.Datetime.now(), zone)
        try:
            due = dates.resolve_due(phrase[:_LONGEST_PHRASE], now)
            if not due or not due.at:
                return False
            moment = clock.to_utc(due.at, zone)
        except OverflowError:
            return False  # «۹۹۹۹۹۹۹ روز دیگه»: a date, but of no calendar
        return {
            "date": fields.Datetime.to_string(moment),
            "time_said": due.time_said,
            "label": self._due_label(due.at, due.time_said),
        }

    @api.model
    def _due_label(self, moment: datetime, time_said):
        """Return a moment (naive local time) in the words of the reader."""
        writer = writer_of(self.env)
        return writer.local(moment) if time_said else writer.day(moment)
