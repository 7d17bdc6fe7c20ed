from odoo import models


class MarfanetTask(models.Model):
    """Taking back that a task was done."""

    _inherit = "marfanet.task"

    def _undo_done(self):
        """Reopen the task, and take back what its being done has set off."""
        self.ensure_one()
        # One transaction did it all, and gave all that it wrote the same moment.
        moment = self.write_date
        closed = self.interaction_id.sudo().filtered(
            lambda interaction: interaction.status == "closed"
            and interaction.write_date == moment
        )
        following = self.sudo().next_task_ids.filtered(
            lambda task: task.state == "todo" and task.write_date == moment
        )
        self.result_interaction_ids.write({"settled_task_id": False})
        self.action_reopen()
        # sudo: both were written by the task itself, whoever did it; agents may
        # delete no tasks.
        following.unlink()
        closed.write({"status": "follow_up"})
