import logging
from datetime import timedelta

from markupsafe import Markup
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# Tasks reminded of between two commits, and after how long a failed one is tried again.
BATCH = 50
RETRY_DELAY = timedelta(minutes=10)

# Until when a page that opens still shows what nobody has put away.
SHOWN_FOR = timedelta(days=3)
SHOWN_AT_ONCE = 5


class MarfanetTaskReminder(models.Model):
    """One moment at which a task reminds its agent."""

    _name = "marfanet.task.reminder"
    _description = "Reminder"
    _order = "date desc, id desc"

    task_id = fields.Many2one(
        comodel_name="marfanet.task", required=True, readonly=True, ondelete="cascade"
    )
    lead_id = fields.Many2one(
        comodel_name="marfanet.reminder.lead",
        string="How long before",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Agent",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="task_id.partner_id")
    date_due = fields.Datetime(related="task_id.date_due")
    company_id = fields.Many2one(
        related="task_id.company_id", store=True, precompute=True, index=True
    )
    date = fields.Datetime(
        string="Reminds on",
        required=True,
        readonly=True,
        help="Later than planned when it was snoozed.",
    )
    moment = fields.Datetime(
        required=True,
        readonly=True,
        help="What the due moment of the task and the lead time come to.",
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("sent", "Sent"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="planned",
    )
    sent_on = fields.Datetime(readonly=True)
    is_seen = fields.Boolean(
        string="Seen", readonly=True, help="Whether its agent has put it away."
    )

    _task_lead_unique = models.UniqueIndex(
        "(task_id, lead_id)", "A task reminds once for each lead time."
    )
    _planned_index = models.Index("(date) WHERE state = 'planned'")

    @api.depends("task_id.name")
    def _compute_display_name(self):
        for reminder in self:
            reminder.display_name = reminder.task_id.name

    def action_open_task(self):
        """Open the task that it reminds of."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "marfanet.task",
            "res_id": self.task_id.id,
            "views": [(False, "form")],
        }

    @api.model
    def mark_seen(self, task_ids):
        """Put away the caller's reminders of some tasks."""
        reminders = self.search(
            [
                ("task_id", "in", task_ids),
                ("user_id", "=", self.env.uid),
                ("state", "=", "sent"),
                ("is_seen", "=", False),
            ]
        )
        # Only the mark, only on the caller's own: agents otherwise write no reminders.
        reminders.sudo().write({"is_seen": True})
        return True

    @api.model
    def _cron_send(self):
        """Send what is due, and what was missed while no server ran."""
        IrCron = self.env["ir.cron"]
        failed = [0]
        while True:
            # With it begins a transaction that sees what other workers have sent.
            IrCron._commit_progress(remaining=self._count_due(failed))
            reminders = self._lock_due(failed)
            if not reminders:
                return
            for task, due in reminders.grouped("task_id").items():
                try:
                    with self.env.cr.savepoint():
                        due._send()
                except Exception:  # noqa: BLE001 - one must not keep back the others
                    _logger.exception("Task %s: its reminder failed", task.id)
                    self.env.invalidate_all(flush=False)
                    due.date = fields.Datetime.now() + RETRY_DELAY
                    failed.append(task.id)
            if not IrCron._commit_progress(len(reminders)):
                return

    def _count_due(self, failed):
        due = Domain("state", "=", "planned") & Domain(
            "date", "<=", fields.Datetime.now()
        )
        return self.search_count(due & Domain("task_id", "not in", failed))

    def _lock_due(self, failed):
        """Return due reminders of some tasks that no other worker has in hand."""
        self.flush_model()
        # The task is locked with them: two workers could otherwise share out its
        # reminders and send two messages.
        query = SQL(
            """SELECT reminder.id
                 FROM marfanet_task_reminder reminder
                 JOIN marfanet_task task ON task.id = reminder.task_id
                WHERE reminder.state = 'planned' AND reminder.date <= %(now)s
                  AND task.id IN (
                      SELECT task_id FROM marfanet_task_reminder
                       WHERE state = 'planned' AND date <= %(now)s
                         AND task_id NOT IN %(failed)s
                       GROUP BY task_id ORDER BY min(date) LIMIT %(batch)s)
             ORDER BY reminder.date
                  FOR NO KEY UPDATE OF reminder, task SKIP LOCKED""",
            now=fields.Datetime.now(),
            failed=tuple(failed),
            batch=BATCH,
        )
        try:
            self.env.cr.execute(query, log_exceptions=False)
        except SerializationFailure:
            # Somebody changed one of them this very moment: the next run sees how.
            self.env.cr.rollback()
            return self.browse()
        self.env.invalidate_all(flush=False)
        return self.browse(row[0] for row in self.env.cr.fetchall())

    def _send(self):
        """Remind one agent of one task, in one message, however many are due."""
        task, user = self.task_id, self.user_id[:1]
        if not user.active or task.state != "todo" or not task.active:
            self.write({"state": "cancelled"})
            return
        now = fields.Datetime.now()
        self.write({"state": "sent", "sent_on": now, "is_seen": False})
        task = task.with_context(lang=user.lang, marfanet_inbox_only=True)
        when = task._reminder_label(user)
        task.message_notify(
            partner_ids=user.partner_id.ids,
            subject=task.env._("Reminder: %(task)s", task=task.name),
            body=Markup("<p><b>{}</b></p><p>{}</p><p>{}</p>").format(
                task.name, task.partner_id.display_name, when
            ),
        )
        user._bus_send("marfanet_task_reminder", task._prepare_notification(user))

    @api.model
    def _unseen(self):
        """Return what the caller's page shows at once: it was sent while none was."""
        reminders = self.search(
            [
                ("user_id", "=", self.env.uid),
                ("state", "=", "sent"),
                ("is_seen", "=", False),
                ("sent_on", ">", fields.Datetime.now() - SHOWN_FOR),
                ("task_id.state", "=", "todo"),
            ],
            order="sent_on desc, id desc",
        )
        tasks = reminders.task_id[:SHOWN_AT_ONCE]
        return [task._prepare_notification(self.env.user) for task in tasks]
