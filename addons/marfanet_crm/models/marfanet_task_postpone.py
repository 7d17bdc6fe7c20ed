from datetime import datetime, time, timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.marfanet_persian.tools.writing import writer_of

from ..tools import clock

# The hour of a task for which no time was said, as in the reading of phrases.
USUAL_HOUR = time(9)


class MarfanetTask(models.Model):
    """The due moment on people's clocks, and what becomes of it when it is moved."""

    _inherit = "marfanet.task"

    def action_postpone(self, date_due=False, phrase=False):
        """Move the tasks to another moment.

        :param date_due: the moment in UTC, as "2026-11-28 06:30:00"
        :param phrase: or how a person says it, as «دوشنبه ۱۰ صبح»
        """
        values = {}
        if phrase:
            reading = self.read_due_phrase(phrase)
            if not reading:
                raise UserError(
                    self.env._(
                        "No date could be read from “%(phrase)s”. Try «فردا» or"
                        " «دوشنبه ۱۰ صبح».",
                        phrase=phrase,
                    )
                )
            date_due = reading["date"]
            values["time_said"] = reading["time_said"]
        try:
            values["date_due"] = fields.Datetime.to_datetime(date_due)
        except (TypeError, ValueError):
            values["date_due"] = None
        if not values["date_due"]:
            raise UserError(self.env._("Say until when the task is to be postponed."))
        if values["date_due"] <= fields.Datetime.now():
            raise UserError(
                self.env._("A task is postponed to a moment that is still ahead.")
            )
        self._check_can_be_postponed()
        self.write(values)
        return True

    def action_postpone_tomorrow(self):
        """Move the tasks to tomorrow, same hour."""
        return self._postpone_by_days(1)

    def action_postpone_next_week(self):
        """Move the tasks to this day of next week, same hour."""
        return self._postpone_by_days(7)

    def _postpone_by_days(self, days):
        self._check_can_be_postponed()
        for task in self:
            zone = task._timezone()
            today = clock.to_local(fields.Datetime.now(), zone).date()
            hour = USUAL_HOUR
            if task.date_due:
                hour = clock.to_local(task.date_due, zone).time()
            day = today + timedelta(days=days)
            task.write({"date_due": clock.to_utc(datetime.combine(day, hour), zone)})
        return True

    def _check_can_be_postponed(self):
        ended = self.filtered(lambda task: task.state != "todo")
        if ended:
            raise UserError(
                self.env._(
                    "“%(task)s” is no longer to do. Reopen it first.",
                    task=ended[:1].name,
                )
            )

    def _prepare_due_values(self, vals):
        """Return what is remembered when ``vals`` move an open task to later."""
        if "date_due" not in vals or not self.date_due:
            return {}
        if self.state != "todo" or vals.get("state", "todo") != "todo":
            return {}
        date_due = fields.Datetime.to_datetime(vals["date_due"])
        if not date_due or date_due <= self.date_due:
            return {}
        return {
            "date_first_due": self.date_first_due or self.date_due,
            "postpone_count": self.postpone_count + 1,
        }

    def _timezone(self):
        """The time zone of the agent whose task it is."""
        # Colleagues may not read each other's time zones.
        return clock.zone((self.user_id or self.env.user).sudo().tz)

    def _moment_label(self, moment, user, time_said=True):
        """Return a moment in a user's words: their language, calendar and clock."""
        local = clock.to_local(moment, clock.zone(user.sudo().tz))
        writer = writer_of(self.env, user)
        write = writer.local if time_said else writer.day
        return write(local, "EEE d MMM y")
