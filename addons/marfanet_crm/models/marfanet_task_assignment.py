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
        handed_over = self.browse()
        if vals.get("user_id"):
            handed_over = self.filtered(lambda task: task.user_id.id != vals["user_id"])
        if not handed_over:
            return super().write(vals)
        by_whom = {"assigned_by_id": self.env.uid, "assigned_on": fields.Datetime.now()}
        super(MarfanetTask, handed_over).write({**vals, **by_whom})
        return super(MarfanetTask, self - handed_over).write(vals)
