from odoo import fields, models
from odoo.tools import ormcache

from ..tools.reading import reader_of_language


class ResUsers(models.Model):
    _inherit = "res.users"

    persian_calendar = fields.Selection(
        selection=[
            ("language", "As the language"),
            ("jalali", "Jalali"),
            ("gregorian", "Gregorian"),
        ],
        string="Calendar",
        default="language",
        required=True,
        help="The calendar that dates are shown and picked in."
        " As the language: Jalali in Persian, Gregorian in others.",
    )
    persian_digits = fields.Selection(
        selection=[
            ("language", "As the language"),
            ("persian", "Persian (۱۲۳)"),
            ("latin", "Latin (123)"),
        ],
        string="Digits",
        default="language",
        required=True,
        help="The digits that numbers and dates are shown in."
        " As the language: Persian digits in Persian, Latin ones in others.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["persian_calendar", "persian_digits"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["persian_calendar", "persian_digits"]

    def _get_invalidation_fields(self):
        return super()._get_invalidation_fields() | {
            "persian_calendar",
            "persian_digits",
        }

    @ormcache("self.id")
    def _persian_choices(self):
        """Return the calendar and the digits chosen; asked for with every text."""
        # sudo: what one chose for oneself is read while others' pages are made too.
        user_sudo = self.sudo()
        return user_sudo.persian_calendar, user_sudo.persian_digits

    def _persian_preferences(self, lang_code=None):
        """Return the calendar and the digits that this user reads.

        :param lang_code: the language that decides where the user chose nothing; the
            environment's without
        :return: ``{"calendar": "jalali" | "gregorian", "digits": "persian" | "latin"}``
        """
        self.ensure_one()
        calendar, digits = self._persian_choices()
        # sudo: as above.
        lang_code = lang_code or self.env.lang or self.sudo().lang
        of_language = reader_of_language(lang_code)
        return {
            "calendar": of_language.calendar if calendar == "language" else calendar,
            "digits": of_language.digits if digits == "language" else digits,
        }
