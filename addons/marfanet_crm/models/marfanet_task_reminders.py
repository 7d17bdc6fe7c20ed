from datetime import timedelta

from odoo import api, fields, models

SNOOZE = timedelta(hours=1)


class MarfanetTask(models.Model):
    """The reminders of a task, in step with its due moment, its agent and its state."""

    _inherit = "marfanet.task"

    reminder_ids = fields.One2many(
        comodel_name="marfanet.task.reminder", inverse_name="task_id"
    )

    def action_snooze(self):
        """Remind the caller again in an hour of those that are still to do."""
        reminders = self.env["marfanet.task.reminder"].search(
            [
                ("task_id", "in", self.ids),
                ("task_id.state", "=", "todo"),
                ("user_id", "=", self.env.uid),
                ("state", "=", "sent"),
            ],
            order="sent_on desc, id desc",
        )
        again = reminders.browse(
            reminders_of_task[:1].id
            for reminders_of_task in reminders.grouped("task_id").values()
        )
        # Only the moment, only of the caller's own: agents otherwise write no
        # reminders.
        reminders.sudo().write({"is_seen": True})
        again.sudo().write({"state": "planned", "date": fields.Datetime.now() + SNOOZE})
        self._put_reminders_away(again)
        return True

    @api.model
    def _reminder_triggers(self):
        return {"state", "active", "date_due", "user_id", "reminder_lead_ids"}

    def _plan_reminders(self):
        """Plan, move and cancel so that what is planned is what the tasks now ask for.

        A moment that is past when it would be planned is not. One that was planned
        in time stays: the server may have been down, and it is sent on return.
        """
        # Agents may not write reminders; these follow from tasks that they could.
        Reminder = self.env["marfanet.task.reminder"].sudo()
        now = fields.Datetime.now()
        existing = Reminder.search([("task_id", "in", self.ids)]).grouped("task_id")
        new, changes, over = [], {}, []
        for task in self.sudo():
            wanted = task._reminder_moments()
            there = existing.get(task, Reminder).grouped("lead_id")
            for lead in {**wanted, **there}:
                reminder = there.get(lead, Reminder)
                moment = wanted.get(lead)
                if reminder.state == "sent" and reminder.moment != moment:
                    over.append(reminder.id)
                values = reminder._prepare_step(moment, task.user_id.id, now)
                if values and reminder:
                    key = tuple(sorted(values.items()))
                    changes.setdefault(key, []).append(reminder.id)
                elif values:
                    new.append({**values, "task_id": task.id, "lead_id": lead.id})
        self._put_reminders_away(Reminder.browse(over))
        Reminder.create(new)
        for values, reminder_ids in changes.items():
            Reminder.browse(reminder_ids).write(dict(values))

    def _reminder_moments(self):
        """Return when the task should remind of itself, by lead time."""
        if self.state != "todo" or not self.active:
            return {}
        if not self.date_due or not self.user_id:
            return {}
        return {
            lead: self.date_due - timedelta(minutes=lead.minutes)
            for lead in self.reminder_lead_ids
        }

    @api.model
    def _put_reminders_away(self, reminders):
        """Take the notifications off all pages that their agents have open."""
        for user, of_user in reminders.sudo().grouped("user_id").items():
            user._bus_send(
                "marfanet_task_reminder_over", {"task_ids": of_user.task_id.ids}
            )

    def _reminder_label(self, user):
        when = self._moment_label(self.date_due, user, self.time_said)
        if self.date_due < fields.Datetime.now():
            return self.env._("Was due: %(moment)s", moment=when)
        return self.env._("Due: %(moment)s", moment=when)

    def _prepare_notification(self, user):
        """Return what the page of a user shows of a task that reminds."""
        return {
            "task_id": self.id,
            "title": self.name,
            "partner": self.partner_id.display_name,
            "when": self._reminder_label(user),
        }

    def _message_auto_subscribe_notify(self, partner_ids, template):
        # Whom a task was given to works in Odoo all day: no e-mail.
        tasks = self.with_context(marfanet_inbox_only=True)
        return super(MarfanetTask, tasks)._message_auto_subscribe_notify(
            partner_ids, template
        )

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if self.env.context.get("marfanet_inbox_only"):
            for recipient in recipients:
                if recipient["uid"] and not recipient["share"]:
                    recipient["notif"] = "inbox"
        return recipients


class MarfanetTaskReminder(models.Model):
    _inherit = "marfanet.task.reminder"

    def _prepare_step(self, moment, user_id, now):
        """Return what is to be written so that it reminds a user at a moment.

        :param moment: when it should remind; None when it should not
        """
        if not moment:
            return {"state": "cancelled"} if self.state == "planned" else {}
        if self.state == "planned" and self.moment == moment:
            return {"user_id": user_id} if self.user_id.id != user_id else {}
        if moment > now:
            return {
                "state": "planned",
                "moment": moment,
                "date": moment,
                "user_id": user_id,
                "sent_on": False,
                "is_seen": False,
            }
        return {"state": "cancelled"} if self.state == "planned" else {}


class MarfanetReminderLead(models.Model):
    _inherit = "marfanet.reminder.lead"

    def write(self, vals):
        result = super().write(vals)
        if "minutes" in vals:
            # All tasks, whoever's: the lead time holds for everybody.
            self.env["marfanet.task"].sudo().search(
                [("state", "=", "todo"), ("reminder_lead_ids", "in", self.ids)]
            )._plan_reminders()
        return result
