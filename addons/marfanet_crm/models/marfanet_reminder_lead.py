from odoo import fields, models


class MarfanetReminderLead(models.Model):
    """How long before its due date a task reminds its agent."""

    _name = "marfanet.reminder.lead"
    _description = "Reminder Lead Time"
    _order = "minutes desc"

    name = fields.Char(required=True, translate=True)
    minutes = fields.Integer(required=True)
    is_default = fields.Boolean(
        string="For new tasks", help="Whether a new task starts with this reminder."
    )

    _check_minutes = models.Constraint(
        "CHECK (minutes BETWEEN 0 AND 43200)",
        "A reminder comes at the due moment or up to 30 days before it.",
    )
