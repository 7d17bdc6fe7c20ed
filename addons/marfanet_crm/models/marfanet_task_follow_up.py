from odoo import fields, models


class MarfanetTask(models.Model):
    _inherit = "marfanet.task"

    is_next_follow_up = fields.Boolean(
        string="Set as next follow-up",
        readonly=True,
        copy=False,
        help="Made by “next follow-up” on the representative; choosing another day"
        " there moves it.",
    )

    # For a representative's next follow-up and the head of their timeline
    _partner_todo_index = models.Index(
        "(partner_id, date_due, id) WHERE state = 'todo'"
    )
    # For their timeline: what is over, when it was
    _partner_over_index = models.Index(
        "(partner_id, COALESCE(date_done, write_date) DESC, id DESC)"
        " WHERE state <> 'todo'"
    )
