from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: The screen offers it for ten seconds; slow lines and slow hands get a little more.
UNDO_WITHIN = timedelta(minutes=1)


class MarfanetDailyWorkLog(models.AbstractModel):
    """Taking back what was just marked done."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def undo_done(self, task_id):
        """Put a task that the caller has just done back among those to do.

        The contact by which it was done stays in the history, without the task.

        :return: the task's card
        """
        self._check_may_read()
        task = self.env["marfanet.task"].browse(self._clean_ids([task_id])).exists()
        task.check_access("write")
        self._check_can_be_undone(task)
        task._undo_done()
        return self._read_cards(task.ids)

    @api.model
    def _check_can_be_undone(self, task):
        if (
            task.state == "done"
            and task.done_by_id == self.env.user
            and task.date_done
            and task.date_done >= fields.Datetime.now() - UNDO_WITHIN
        ):
            return
        raise UserError(
            self.env._(
                "Only what you did yourself a moment ago can be undone here. Open the"
                " task to put it back among those to do."
            )
        )
