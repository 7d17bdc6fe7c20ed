from odoo import models


class MarfanetTask(models.Model):
    _name = "marfanet.task"
    _inherit = ["marfanet.task", "marfanet.changes.mixin", "marfanet.reach.mixin"]

    def _marfanet_changes_fields(self):
        return [
            "name",
            "priority",
            "active",
            "partner_id",
            "interaction_id",
            "origin",
            "user_id",
            "company_id",
            "date_due",
            "time_said",
            "date_first_due",
            "postpone_count",
            "repeat_interval",
            "repeat_unit",
            "repeat_until",
            "previous_task_id",
            "state",
            "date_done",
            "done_by_id",
        ]
