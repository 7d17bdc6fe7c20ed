from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MarfanetTask(models.Model):
    """Something to do for a representative, at a moment."""

    _name = "marfanet.task"
    _description = "Task"
    _inherit = ["mail.thread"]
    _order = "date_due, id"
    _check_company_auto = True

    name = fields.Char(string="What to do", required=True, tracking=True)

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
        selection=[("person", "Person"), ("ai", "AI")],
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
    state = fields.Selection(
        selection=[("todo", "To do"), ("done", "Done"), ("dismissed", "Dismissed")],
        required=True,
        default="todo",
        index=True,
        tracking=True,
    )

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

    def action_done(self):
        """Mark the tasks done."""
        self.state = "done"
        return True

    def action_dismiss(self):
        """Set the tasks aside: there is nothing to do after all."""
        self.state = "dismissed"
        return True

    def action_reopen(self):
        """Put the tasks back among those to do."""
        self.state = "todo"
        return True
