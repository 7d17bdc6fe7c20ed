from odoo import api, models

PENDING = "marfanet.work.log"


class MarfanetTask(models.Model):
    """Tells open daily work logs which tasks have changed.

    One notification for each person concerned and transaction, however many tasks it
    changes. It holds ids only: what is shown of them is read with each reader's rights.
    """

    _inherit = "marfanet.task"

    @api.model
    def _work_log_triggers(self):
        """Names of the fields that the daily work log shows, or sorts by."""
        return {
            "active",
            "date_due",
            "interaction_id",
            "name",
            "origin",
            "partner_id",
            "priority",
            "repeat_interval",
            "state",
            "time_said",
            "user_id",
        }

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks._tell_work_logs()
        return tasks

    def write(self, vals):
        if not self._work_log_triggers() & vals.keys():
            return super().write(vals)
        if "user_id" in vals:
            self._tell_work_logs()  # whoever had them
        result = super().write(vals)
        self._tell_work_logs()
        return result

    def unlink(self):
        self._tell_work_logs()
        return super().unlink()

    def _tell_work_logs(self):
        """Note the tasks for the notification when the transaction is committed."""
        precommit = self.env.cr.precommit
        pending = precommit.data.get(PENDING)
        if pending is None:
            pending = precommit.data[PENDING] = {}
            precommit.add(self._send_to_work_logs)
        # sudo: whose a task is, is no secret to whoever just changed it.
        for user, tasks in self.sudo().grouped("user_id").items():
            pending.setdefault(user.id, set()).update(tasks.ids)

    def _send_to_work_logs(self):
        pending = self.env.cr.precommit.data.pop(PENDING, {})
        everything = sorted(set().union(*pending.values()))
        # sudo: the messages carry ids only, and go to people whom the writer need not
        # be able to read.
        users = self.env["res.users"].sudo()
        for user_id, task_ids in pending.items():
            users.browse(user_id)._bus_send(
                "marfanet_work_log", {"task_ids": sorted(task_ids)}
            )
        leads = self.env["res.groups"]._marfanet_leads_sudo()
        leads._bus_send("marfanet_work_log_team", {"task_ids": everything})
