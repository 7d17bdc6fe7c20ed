from datetime import datetime, time

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import clock


class MarfanetTask(models.Model):
    """Whether what was promised was kept, for the reports."""

    _inherit = "marfanet.task"

    completion_hours = fields.Float(
        string="Hours to completion",
        compute="_compute_completion",
        precompute=True,
        store=True,
        aggregator="avg",
        help="From the making of the task until it was done.",
    )
    delay_hours = fields.Float(
        string="Hours late",
        compute="_compute_completion",
        precompute=True,
        store=True,
        aggregator="avg",
        help="From the due moment until it was done; below 0 when it was done early.",
    )
    punctuality = fields.Selection(
        selection=[("kept", "Kept"), ("late", "Late")],
        compute="_compute_completion",
        precompute=True,
        store=True,
        help="Whether it was done by its due moment, or by the end of the day where"
        " only the day was named.",
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    @api.depends("state", "date_done", "date_due", "time_said", "user_id")
    def _compute_completion(self):
        for task in self:
            done = task.state == "done" and task.date_done
            made = done and task.create_date
            due = done and task.date_due
            task.completion_hours = _hours(done - made) if made else 0
            task.delay_hours = _hours(done - due) if due else 0
            task.punctuality = due and ("kept" if task._is_in_time(done) else "late")

    @api.depends("state", "date_due", "time_said")
    @api.depends_context("uid", "tz")
    def _compute_is_overdue(self):
        overdue = self._overdue_domain()
        for task in self:
            task.is_overdue = bool(task.filtered_domain(overdue))

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._overdue_domain()

    @api.model
    def _overdue_domain(self):
        """What the reader's clock says is late."""
        now, midnight = self._overdue_moments()
        by_the_clock = Domain("time_said", "=", True) & Domain("date_due", "<", now)
        by_the_day = Domain("time_said", "=", False)
        by_the_day &= Domain("date_due", "<", midnight)
        return Domain("state", "=", "todo") & (by_the_clock | by_the_day)

    @api.model
    def _overdue_moments(self):
        """Return now, and the reader's last midnight: what was due before is late."""
        zone = clock.agent_zone(self.env)
        now = fields.Datetime.now()
        midnight = datetime.combine(clock.to_local(now, zone), time())
        return now, clock.to_utc(midnight, zone)

    def _is_in_time(self, moment):
        if self.time_said:
            return moment <= self.date_due
        zone = self._timezone()
        done_on = clock.to_local(moment, zone).date()
        return done_on <= clock.to_local(self.date_due, zone).date()


def _hours(duration):
    return duration.total_seconds() / 3600
