from odoo import api, models
from odoo.tools import format_amount

from odoo.addons.marfanet_persian.persian.calendar import format_jalali
from odoo.addons.marfanet_persian.tools.writing import writer_of

from ..tools import clock


class MarfanetDailyWorkLog(models.AbstractModel):
    """Days, moments and money in the reader's words."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def _writer(self):
        return writer_of(self.env)

    @api.model
    def _digits(self, text):
        """Return text with its numbers as the reader writes them."""
        return self._writer().figures(text)

    @api.model
    def _day_in_words(self, day):
        return self._writer().day(day)

    @api.model
    def _due_in_words(self, moment, now, time_said, days):
        """Return a stored moment as one says it, and its date: ۱۴۰۵/۰۸/۳۰.

        :param days: what this has found of days already, for the next moments
        """
        local = clock.to_local(moment, self._zone())
        day = local.date()
        if day not in days:
            days[day] = self._near_day(day, now.date()), self._day_in_digits(day)
        words, digits = days[day]
        return self._at_time(words, local) if time_said else words, digits

    @api.model
    def _day_in_digits(self, day):
        writer = self._writer()
        if writer.is_persian or writer.is_jalali:
            return writer.day(day, "numeric")
        # Beside words in another calendar, the date that representatives go by.
        return format_jalali(day, "numeric", latin_digits=True)

    @api.model
    def _moment_in_words(self, moment, now):
        """Return a stored moment as one says it: «فردا ۱۰:۰۰», «دیروز ۱۲:۳۰».

        :param now: the reader's clock, naive local time
        """
        local = clock.to_local(moment, self._zone())
        return self._at_time(self._near_day(local.date(), now.date()), local)

    @api.model
    def _at_time(self, day, local):
        return f"{day} {self._writer().time(local)}"

    @api.model
    def _near_day(self, day, today):
        days = (day - today).days
        if days == 0:
            return self.env._("Today")
        if days == 1:
            return self.env._("Tomorrow")
        if days == -1:
            return self.env._("Yesterday")
        if -30 < days < 0:
            return self.env._("%(number)s days ago", number=self._digits(-days))
        if 0 < days < 7:
            return self._writer().day(day, "weekday")
        return self._day_of_year(day, today)

    @api.model
    def _day_of_year(self, day, today):
        writer = self._writer()
        same_year = writer.month_of(day)[0] == writer.month_of(today)[0]
        return writer.day(day, "short" if same_year else "medium")

    @api.model
    def _money(self, amount, currency):
        return format_amount(self.env, amount, currency)
