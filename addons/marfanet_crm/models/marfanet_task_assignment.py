from odoo import fields, models


class MarfanetTask(models.Model):
    """Who handed a task to its agent, and when."""

    _inherit = "marfanet.task"

    assigned_by_id = fields.Many2one(
        comodel_name="res.users", string="Handed over by", readonly=True, copy=False
    )
    assigned_on = fields.Datetime(
        string="Handed over on", readonly=True, copy=False, index="btree_not_null"
    )

    def write(self, vals):
        moved = self.browse()
        if vals.get("user_id") and "assigned_by_id" not in vals:
            moved = self.filtered(lambda task: task.user_id.id != vals["user_id"])
        result = super().write(vals)
        if moved:
            super(MarfanetTask, moved).write(
                {"assigned_by_id": self.env.uid, "assigned_on": fields.Datetime.now()}
            )
        return result
