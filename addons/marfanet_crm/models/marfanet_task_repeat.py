from datetime import datetime, timedelta

from odoo import api, fields, models

from odoo.addons.marfanet_persian.persian import calendar

from ..tools import clock

LAST_YEAR = 2199  # no task is due after it


class MarfanetTask(models.Model):
    """The next occurrence of what is done again and again."""

    _inherit = "marfanet.task"

    is_repeating = fields.Boolean(
        string="Repeat",
        compute="_compute_is_repeating",
        inverse="_inverse_is_repeating",
    )
    repeat_day = fields.Integer(
        string="Day of the month",
        readonly=True,
        help="The Jalali day on which a monthly task falls where its month is long"
        " enough: from 31 Shahrivar over 30 Mehr it comes back to the 31st.",
    )

    @api.depends("repeat_interval")
    def _compute_is_repeating(self):
        for task in self:
            task.is_repeating = task.repeat_interval > 0

    def _inverse_is_repeating(self):
        for task in self:
            interval = max(task.repeat_interval, 1) if task.is_repeating else 0
            if interval != task.repeat_interval:
                task.repeat_interval = interval

    @api.onchange("is_repeating")
    def _onchange_is_repeating(self):
        self._inverse_is_repeating()

    def _repeat(self):
        """Make the next occurrence of each, unless it is there already."""
        repeating = self.filtered("repeat_interval")
        if not repeating:
            return
        repeated = (
            self.with_context(active_test=False)
            .sudo()
            ._read_group(
                [("previous_task_id", "in", repeating.ids)], ["previous_task_id"]
            )
        )
        done_before = {task.id for (task,) in repeated}
        values = [
            task._prepare_next_values()
            for task in repeating
            if task.id not in done_before
        ]
        # The series goes on with the agent whose it is, whoever did this one; and it
        # is the task that says which one it repeats.
        self.sudo().create([task_values for task_values in values if task_values])

    def _prepare_next_values(self):
        """Return the values of the next occurrence; None after the last one."""
        self.ensure_one()
        zone = self._timezone()
        now = fields.Datetime.now()
        # A series keeps its days: one occurrence put off does not move the next.
        first = clock.to_local(self.date_first_due or self.date_due or now, zone)
        day = self._next_day(first, clock.to_local(now, zone))
        if day.year >= LAST_YEAR or (self.repeat_until and day > self.repeat_until):
            return None
        [values] = self.copy_data(
            {
                "origin": "recurring",
                "previous_task_id": self.id,
                "date_due": clock.to_utc(datetime.combine(day, first.time()), zone),
                "time_said": self.time_said and bool(self.date_due),
                "repeat_day": self._repeat_day(first.date()),
            }
        )
        return values

    def _next_day(self, first, now):
        """Return the first day by the rule, after ``first``, that is later than now."""
        if self.repeat_unit == "month":
            return self._next_day_by_months(first, now)
        step = self.repeat_interval * (7 if self.repeat_unit == "week" else 1)
        count = max((now - first).days // step, 0) + 1
        return first.date() + timedelta(days=count * step)

    def _next_day_by_months(self, first, now):
        year, month, _day = calendar.to_jalali(first)
        wanted = self._repeat_day(first.date())
        while True:
            year, month = calendar.shift_month(year, month, self.repeat_interval)
            length = calendar.month_length(year, month)
            day = calendar.from_jalali(year, month, min(wanted, length))
            if datetime.combine(day, first.time()) > now:
                return day

    def _repeat_day(self, day):
        """Return the Jalali day of the month that the series is about."""
        year, month, number = calendar.to_jalali(day)
        was_cut = number == calendar.month_length(year, month)
        return max(number, self.repeat_day) if was_cut else number
