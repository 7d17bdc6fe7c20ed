from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MarfanetTask(models.Model):
    """Something to do for a representative, at a moment."""

    _name = "marfanet.task"
    _description = "Task"
    _inherit = ["mail.thread", "marfanet.company.lock.mixin"]
    _order = "date_due, id"
    _check_company_auto = True

    name = fields.Char(string="What to do", required=True, tracking=True)
    priority = fields.Selection(
        selection=[("0", "Normal"), ("1", "High"), ("2", "Urgent")],
        required=True,
        default="0",
        index=True,
        tracking=True,
    )
    active = fields.Boolean(default=True)

    # For whom, from where
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Representative",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_representative", "=", True)],
        check_company=True,
    )
    interaction_id = fields.Many2one(
        comodel_name="marfanet.interaction",
        index="btree_not_null",
        domain="[('partner_id', '=', partner_id)]",
        check_company=True,
        help="The interaction that this task came from.",
    )
    origin = fields.Selection(
        selection=[("person", "Person"), ("ai", "AI"), ("recurring", "Recurring")],
        required=True,
        default="person",
        readonly=True,
        help="Who proposed the task.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Assigned to",
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    # When
    date_due = fields.Datetime(string="Due", index=True, tracking=True)
    time_said = fields.Boolean(
        string="At that time",
        default=True,
        help="Whether the time of day matters, or only the day was named.",
    )
    date_first_due = fields.Datetime(
        string="First due", readonly=True, copy=False, help="Before it was postponed."
    )
    postpone_count = fields.Integer(
        string="Times postponed", readonly=True, copy=False, aggregator="sum"
    )
    reminder_lead_ids = fields.Many2many(
        comodel_name="marfanet.reminder.lead",
        string="Reminders",
        default=lambda self: self._default_reminder_lead_ids(),
        help="How long before the due moment its agent is reminded.",
    )

    # Again and again
    repeat_interval = fields.Integer(
        string="Repeat every", help="0 for a task that is done once."
    )
    repeat_unit = fields.Selection(
        selection=[("day", "Days"), ("week", "Weeks"), ("month", "Jalali months")],
        required=True,
        default="week",
    )
    repeat_until = fields.Date()
    previous_task_id = fields.Many2one(
        comodel_name="marfanet.task",
        string="Repeats",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
    )
    next_task_ids = fields.One2many(
        comodel_name="marfanet.task",
        inverse_name="previous_task_id",
        string="Repeated by",
    )

    # How it ended
    state = fields.Selection(
        selection=[("todo", "To do"), ("done", "Done"), ("dismissed", "Dismissed")],
        required=True,
        default="todo",
        index=True,
        copy=False,
        tracking=True,
    )
    date_done = fields.Datetime(string="Done on", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        comodel_name="res.users", string="Done by", readonly=True, copy=False
    )
    result_interaction_ids = fields.One2many(
        comodel_name="marfanet.interaction",
        inverse_name="settled_task_id",
        string="Result",
        help="The interaction by which the task was done: one at most.",
    )

    _check_repeat_interval = models.Constraint(
        "CHECK (repeat_interval BETWEEN 0 AND 366)",
        "A task repeats after at most 366 days, weeks or months.",
    )
    _next_task_unique = models.UniqueIndex(
        "(previous_task_id) WHERE previous_task_id IS NOT NULL",
        "The next occurrence of this task is already there.",
    )
    # Beyond these the Jalali calendar and the time zones are no longer reckoned.
    _check_date_due = models.Constraint(
        "CHECK (date_due BETWEEN '2000-01-01' AND '2199-12-31')",
        "A task is due between the years 2000 and 2199.",
    )

    @api.model
    def _default_reminder_lead_ids(self):
        leads = self.env["marfanet.reminder.lead"]
        # What a reminder is reckoned by, because that comes next.
        return leads.search_fetch([("is_default", "=", True)], ["minutes"])

    @api.constrains("partner_id", "interaction_id")
    def _check_partner_is_representative(self):
        for task in self:
            task.partner_id._check_is_representative()
            if task.interaction_id.partner_id not in (
                task.partner_id,
                self.env["res.partner"],
            ):
                raise ValidationError(
                    self.env._(
                        "Task “%(task)s” is for %(partner)s, but its interaction was"
                        " with %(other)s. Choose an interaction with the same"
                        " representative, or none.",
                        task=task.name,
                        partner=task.partner_id.display_name,
                        other=task.interaction_id.partner_id.display_name,
                    )
                )
