from datetime import timedelta

from odoo import fields, models

from ..tools import clock


class MarfanetOutcome(models.Model):
    """What a contact came to, and what the log form fills in when it is chosen."""

    _name = "marfanet.outcome"
    _description = "Outcome"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    # What choosing it fills in, where the agent has written nothing yet
    status = fields.Selection(
        selection=[
            ("open", "Open"),
            ("follow_up", "Follow-up needed"),
            ("closed", "Closed"),
        ],
        required=True,
        default="closed",
        help="The status of an interaction with this outcome.",
    )
    sentiment = fields.Selection(
        selection=[
            ("positive", "Positive"),
            ("neutral", "Neutral"),
            ("negative", "Negative"),
        ],
    )
    summary = fields.Text(translate=True)
    follow_up_delay = fields.Integer(
        help="After how many hours or days to follow up; 0 for no follow-up.",
    )
    follow_up_unit = fields.Selection(
        selection=[("hour", "Hours"), ("day", "Days")], required=True, default="day"
    )

    _check_follow_up_delay = models.Constraint(
        "CHECK (follow_up_delay BETWEEN 0 AND 365)",
        "A follow-up is at most 365 hours or days later.",
    )

    def _template_values(self):
        """Return what choosing the outcome fills in, as strings."""
        if not self:
            return {}
        values = {
            "sentiment": self.sentiment or False,
            "summary": self.summary or False,
            "follow_up_date": False,
            "follow_up_time_said": False,
        }
        if self.follow_up_delay:
            moment, time_said = self._follow_up_moment()
            values["follow_up_date"] = fields.Datetime.to_string(moment)
            values["follow_up_time_said"] = time_said
        return values

    def _follow_up_moment(self):
        """Return when to follow up from now (UTC), and whether its hour matters.

        Days are named without an hour; hours count to the next 5 minutes. Both end in
        working hours on the agent's clock.
        """
        zone = clock.agent_zone(self.env)
        now = clock.to_local(fields.Datetime.now(), zone)
        by_hour = self.follow_up_unit == "hour"
        if by_hour:
            moment = now + timedelta(hours=self.follow_up_delay)
            moment += timedelta(minutes=-moment.minute % 5)
            moment = moment.replace(second=0, microsecond=0)
        else:
            moment = now.replace(hour=clock.WORK_FROM, minute=0, second=0)
            moment += timedelta(days=self.follow_up_delay)
        return clock.to_utc(clock.next_working_moment(moment), zone), by_hour
