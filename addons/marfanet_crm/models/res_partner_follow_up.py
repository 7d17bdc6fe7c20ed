from datetime import datetime, time, timedelta

from pytz import UTC

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.marfanet_persian.persian.calendar import weekday_index

#: The choices of the one-click buttons: how many days after today.
_CHOICES = {
    "tomorrow": lambda today: 1,
    # The Saturday after today, as «شنبه» is read in a note.
    "saturday": lambda today: 7 - weekday_index(today),
    "next_week": lambda today: 7,
}
#: The hour of a day that was named without one, as everywhere in the product.
_MORNING = time(9)


class ResPartner(models.Model):
    """The agent's next task for a representative, set in one click."""

    _inherit = "res.partner"

    def action_marfanet_follow_up(self, date_due, time_said=False, name=False):
        """Set when the caller follows up with these representatives next.

        Moves the task that the caller set in this way before, if it is still to do;
        what they planned otherwise stays as it is.

        :param date_due: UTC, as a string or naive datetime; today or later in the
            caller's time zone
        :param time_said: whether the time of day matters, or only the day
        :param name: what to do; a general wording when empty
        :return: True
        """
        date_due = self._read_follow_up_date(date_due)
        if not isinstance(name, str):
            name = ""
        self.check_access("read")
        self._check_is_representative()
        values = {"date_due": date_due, "time_said": bool(time_said)}
        if name.strip():
            values["name"] = name.strip()
        Task = self.env["marfanet.task"]
        task_by_partner = {
            task.partner_id: task
            for task in Task.search(
                [
                    ("partner_id", "in", self.ids),
                    ("user_id", "=", self.env.uid),
                    ("state", "=", "todo"),
                    ("is_next_follow_up", "=", True),
                ],
                order="date_due DESC, id DESC",
            )
        }
        missing = self.browse()
        for partner in self:
            if task := task_by_partner.get(partner):
                task.write(values)
            else:
                missing += partner
        Task.create(
            [
                {
                    "name": self.env._("Follow up with %s", partner.name or ""),
                    "partner_id": partner.id,
                    "company_id": (partner.company_id or self.env.company).id,
                    "is_next_follow_up": True,
                    **values,
                }
                for partner in missing
            ]
        )
        return True

    def action_marfanet_follow_up_on(self, choice):
        """Set the next follow-up to one of the days offered as buttons.

        :param choice: ``tomorrow``, ``saturday`` or ``next_week``
        :return: True
        """
        if not isinstance(choice, str) or choice not in _CHOICES:
            raise UserError(
                self.env._(
                    "“%(choice)s” is no day to choose; known are: %(known)s.",
                    choice=choice,
                    known=", ".join(_CHOICES),
                )
            )
        today = fields.Date.context_today(self)
        day = today + timedelta(days=_CHOICES[choice](today))
        moment = self.env.tz.localize(datetime.combine(day, _MORNING))
        return self.action_marfanet_follow_up(
            moment.astimezone(UTC).replace(tzinfo=None)
        )

    def _read_follow_up_date(self, value):
        try:
            moment = fields.Datetime.to_datetime(value)
        except (TypeError, ValueError, AttributeError):
            moment = None
        if not isinstance(moment, datetime):
            raise UserError(
                self.env._(
                    "“%s” is no date and time. Send it like 2026-11-28 06:30:00,"
                    " in UTC.",
                    value,
                )
            )
        try:
            day = fields.Datetime.context_timestamp(self, moment).date()
        except OverflowError:
            day = moment.date()
        today = fields.Date.context_today(self)
        if day < today:
            raise UserError(
                self.env._("A follow-up lies ahead: choose today or a later day.")
            )
        if day > today + timedelta(days=3660):
            raise UserError(self.env._("A follow-up is at most ten years ahead."))
        return moment
