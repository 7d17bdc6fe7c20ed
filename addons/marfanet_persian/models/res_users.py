from odoo import fields, models


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

    def _persian_preferences(self):
        """Return the calendar and the digits that this user reads.

        The words of the environment's language decide where the user chose none.

        :return: ``{"calendar": "jalali" | "gregorian", "digits": "persian" | "latin"}``
        """
        self.ensure_one()
        # sudo: what one chose for oneself is read while others' pages are made too.
        user_sudo = self.sudo()
        lang = self.env.lang or user_sudo.lang or ""
        is_persian = lang.partition("_")[0] == "fa"
        calendar, digits = user_sudo.persian_calendar, user_sudo.persian_digits
        if calendar == "language":
            calendar = "jalali" if is_persian else "gregorian"
        if digits == "language":
            digits = "persian" if is_persian else "latin"
        return {"calendar": calendar, "digits": digits}
