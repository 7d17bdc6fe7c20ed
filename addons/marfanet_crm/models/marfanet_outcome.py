from odoo import fields, models


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
