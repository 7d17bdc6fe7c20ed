from odoo import models


class MarfanetTask(models.Model):
    """Taking back that a task was done."""

    _inherit = "marfanet.task"

    def _undo_done(self):
        """Reopen the task, and take back what came of its being done.

        :return: the tasks that are gone or changed besides
        """
        self.ensure_one()
        self.result_interaction_ids.write({"settled_task_id": False})
        self.action_reopen()
        return self.browse()
