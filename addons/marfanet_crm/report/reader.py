import re
from datetime import datetime, timedelta

from odoo import fields
from odoo.tools import formatLang

from odoo.addons.marfanet_persian.tools.writing import writer_of

_LETTER = re.compile(r"[^\W\d_]")
_DAY = "EEEE d MMMM y"
#: What is said after an amount in words, by the code of its currency. Toman has no code
#: in ISO 4217; Iran's software calls it IRT.
_UNITS = {"IRT": "تومان", "IRR": "ریال"}


class Reader:
    """Writes dates, numbers and amounts as the person who reads the page does.

    :param env: whose language and time zone are the reader's
    """

    def __init__(self, env):
        self.env = env
        self.lang = env.lang or "en_US"
        self.writer = writer_of(env)
        self.direction = env["res.lang"]._get_data(code=self.lang).direction or "ltr"

    @staticmethod
    def get_direction(text):
        """Return the direction of a text: that of its first letter."""
        letter = _LETTER.search(text or "")
        return "rtl" if letter and "\u0590" <= letter[0] <= "\u08ff" else "ltr"

    def write_digits(self, text):
        return self.writer.figures(text)

    def write_number(self, number):
        return formatLang(self.env, number, digits=0)

    def write_amount(self, amount, currency):
        return formatLang(self.env, amount, currency_obj=currency)

    def write_in_words(self, amount, currency):
        """Return an amount of Toman or Rial as Persian papers repeat it, in words.

        Nothing in other languages and currencies, and for parts of one.
        """
        unit = _UNITS.get(currency.name)
        if not unit or currency.round(amount) != round(amount):
            return ""
        return self.writer.in_words(amount, unit)

    def write_date(self, day):
        return self.writer.day(day, _DAY) if day else ""

    def write_moment(self, moment, time_said=True):
        """Return a UTC datetime in the reader's own clock, or its day alone."""
        if not moment:
            return ""
        local = fields.Datetime.context_timestamp(self.env["res.users"], moment)
        if not time_said:
            return self.write_date(local.date())
        return self.writer.local(local, _DAY)

    def write_hour(self, hour):
        """Return an hour of day, such as 9.5, as 09:30."""
        return self.write_digits(f"{datetime.min + timedelta(hours=hour):%H:%M}")
