from babel.dates import format_date

from odoo import api, models
from odoo.tools import babel_locale_parse, format_amount

from odoo.addons.marfanet_persian.persian import calendar

from ..tools import clock


class MarfanetDailyWorkLog(models.AbstractModel):
    """Days, moments and money in the reader's words."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def _day_in_words(self, day):
        if not self._reads_persian():
            return format_date(day, "full", locale=self._locale())
        try:
            return calendar.format_jalali(day)
        except ValueError:  # years that the Jalali calendar does not count
            return day.isoformat()

    @api.model
    def _locale(self):
        return babel_locale_parse(self.env.lang or "en_US")

    @api.model
    def _due_in_words(self, moment, now, time_said, days):
        """Return a stored moment as one says it, and its Jalali date: ۱۴۰۵/۰۸/۳۰.

        :param days: what this has found of days already, for the next moments
        """
        local = clock.to_local(moment, self._zone())
        day = local.date()
        if day not in days:
            latin = not self._reads_persian()
            jalali = calendar.format_jalali(day, "numeric", latin_digits=latin)
            days[day] = self._near_day(day, now.date()), jalali
        words, jalali = days[day]
        return self._at_time(words, local) if time_said else words, jalali

    @api.model
    def _moment_in_words(self, moment, now):
        """Return a stored moment as one says it: «فردا ۱۰:۰۰», «دیروز ۱۲:۳۰».

        :param now: the reader's clock, naive local time
        """
        local = clock.to_local(moment, self._zone())
        return self._at_time(self._near_day(local.date(), now.date()), local)

    @api.model
    def _at_time(self, day, local):
        return f"{day} {self._digits(f'{local:%H:%M}')}"

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
            return self._weekday(day)
        return self._day_of_year(day, today)

    @api.model
    def _weekday(self, day):
        if self._reads_persian():
            return calendar.WEEKDAY_NAMES[calendar.weekday_index(day)]
        return format_date(day, "EEEE", locale=self._locale())

    @api.model
    def _day_of_year(self, day, today):
        if self._reads_persian():
            try:
                year, month, number = calendar.to_jalali(day)
            except ValueError:  # as in _day_in_words
                return day.isoformat()
            text = f"{number} {calendar.MONTH_NAMES[month - 1]}"
            if year != calendar.to_jalali(today)[0]:
                text += f" {year}"
            return self._digits(text)
        pattern = "d MMM" if day.year == today.year else "d MMM y"
        return format_date(day, pattern, locale=self._locale())

    @api.model
    def _money(self, amount, currency):
        return self._digits(format_amount(self.env, amount, currency))
