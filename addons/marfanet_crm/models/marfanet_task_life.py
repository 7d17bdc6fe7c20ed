from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL

# Kept by the task itself; whoever wrote them freely could credit a colleague, hide a
# postponement or end a colleague's series.
BOOKKEEPING = ("date_done", "done_by_id", "date_first_due", "postpone_count")
BOOKKEEPING += ("previous_task_id",)


class MarfanetTask(models.Model):
    """How a task ends, whoever and whatever ends it.

    All of it hangs on `write`, so that a status bar, an import or an integrator that
    writes the state gets what the buttons get.
    """

    _inherit = "marfanet.task"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in (*vals_list, self._context_defaults()):
            self._check_bookkeeping({name for name in vals if vals[name]})
        leads = [Command.set(self._default_reminder_lead_ids().ids)]
        prepared = [self._prepare_new_values(vals, leads) for vals in vals_list]
        # A new task has nothing to tell in its chatter and no followers, which for
        # 500 at once would cost more than the tasks. Later changes are tracked: the
        # key does not stay on what the caller gets.
        quiet = self.with_context(tracking_disable=True)
        tasks = super(MarfanetTask, quiet).create(prepared).with_env(self.env)
        tasks._plan_reminders()
        tasks.filtered(lambda task: task.state == "done")._repeat()
        return tasks

    def write(self, vals):
        self._check_bookkeeping(vals.keys())
        if not {"state", "date_due"} & vals.keys():
            result = super().write(vals)
            self._after_write(vals)
            return result
        self._lock()
        was_open = self.filtered(lambda task: task.state == "todo")
        was_done = self.filtered(lambda task: task.state == "done")
        batches = {}
        for task in self:
            extra = task._prepare_state_values(vals) | task._prepare_due_values(vals)
            batches.setdefault(tuple(sorted(extra.items())), []).append(task.id)
        for extra, task_ids in batches.items():
            tasks = self.browse(task_ids)
            super(MarfanetTask, tasks).write({**vals, **dict(extra)})
        done = self.filtered(lambda task: task.state == "done")
        # First the next occurrence: while it is to do, so is what it came from.
        (done - was_done)._repeat()
        was_open.filtered(lambda task: task.state != "todo")._close_interactions()
        self._after_write(vals)
        return True

    def _after_write(self, vals):
        if self._reminder_triggers() & vals.keys():
            self._plan_reminders()

    def action_done(self):
        """Mark the tasks done; one that is done already stays as it is."""
        self.write({"state": "done"})
        return True

    def action_done_and_log(self):
        """Open the log of the contact by which the task is done."""
        self.ensure_one()
        self.check_access("write")
        self._check_not_done()
        earlier = self.interaction_id or self.previous_task_id.result_interaction_ids
        return self.partner_id._action_log_interaction(
            {
                "default_partner_id": self.partner_id.id,
                "default_settled_task_id": self.id,
                "default_previous_id": earlier[:1].id,
                "default_purpose": "follow_up",
            }
        )

    def action_dismiss(self):
        """Set aside those of the tasks that are still to do."""
        self._lock()
        self.filtered(lambda task: task.state == "todo").write({"state": "dismissed"})
        return True

    def action_reopen(self):
        """Put the tasks back among those to do."""
        self.write({"state": "todo"})
        return True

    def action_assign_to_me(self):
        """Take the tasks over."""
        self.write({"user_id": self.env.uid})
        return True

    def _settle(self, interaction):
        """Mark the task done by an interaction, the first one that says so.

        :raise UserError: it is done already, by whom and when, and what to do now
        """
        self.ensure_one()
        self._lock()
        self._check_not_done()
        self.write({"state": "done"})

    def _lock(self):
        """Keep others from changing the tasks until this transaction has ended.

        Who waited here for somebody else's change gets a serialisation failure, and
        Odoo runs the request again: it then sees that change.
        """
        self.check_access("write")
        self.flush_recordset()
        # "No key": an interaction that refers to the task does not have to wait, nor
        # do two of them deadlock.
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                SQL.identifier(self._table),
                tuple(self.ids) or (0,),
            )
        )
        self.invalidate_recordset()

    def _check_not_done(self):
        if self.state != "done":
            return
        # sudo: anyone may learn which colleague was first, whatever they may read of
        # users.
        doer = self.done_by_id.sudo().name
        raise UserError(
            self.env._(
                "“%(task)s” was already done by %(user)s on %(moment)s. Your log is not"
                " saved yet: remove the task from it and save it.",
                task=self.name,
                user=doer or self.env._("somebody"),
                moment=self._moment_label(self.date_done, self.env.user),
            )
        )

    @api.model
    def _context_defaults(self):
        return {
            key.removeprefix("default_"): value
            for key, value in self.env.context.items()
            if key.startswith("default_")
        }

    @api.model
    def _check_bookkeeping(self, names):
        if self.env.su or self.env.user.has_group("marfanet_crm.group_marfanet_admin"):
            return
        for name in BOOKKEEPING:
            if name in names:
                raise AccessError(
                    self.env._(
                        "“%(field)s” is kept by the task itself. Only an administrator"
                        " of the CRM may set it.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    @api.model
    def _prepare_new_values(self, vals, leads):
        defaults = self._context_defaults()
        vals = dict(vals)
        if "reminder_lead_ids" not in defaults:
            # Asked for once: the field's own default would be for each task.
            vals.setdefault("reminder_lead_ids", leads)
        if vals.get("state", defaults.get("state")) == "done":
            vals["date_done"] = vals.get("date_done") or fields.Datetime.now()
            vals["done_by_id"] = vals.get("done_by_id") or self.env.uid
        return vals

    def _prepare_state_values(self, vals):
        """Return what changes with the state that ``vals`` asks for."""
        state = vals.get("state", self.state)
        if state == self.state:
            return {}
        if state == "done":
            return {
                "date_done": vals.get("date_done") or fields.Datetime.now(),
                "done_by_id": vals.get("done_by_id") or self.env.uid,
            }
        if self.state != "done":
            return {}
        if state == "dismissed":
            raise UserError(
                self.env._(
                    "“%(task)s” is done: there is nothing to set aside. Reopen it"
                    " first if it was not.",
                    task=self.name,
                )
            )
        if self.result_interaction_ids:
            raise UserError(
                self.env._(
                    "“%(task)s” was done by the contact “%(interaction)s”. Give that"
                    " contact a follow-up, or take the task out of it first.",
                    task=self.name,
                    interaction=self.result_interaction_ids[:1].display_name,
                )
            )
        return {"date_done": False, "done_by_id": False}

    def _close_interactions(self):
        """Close the interactions of which nothing is left to follow up."""
        interactions = self.env["marfanet.interaction"]
        if not self.interaction_id:
            return
        interactions.flush_model(["status"])
        # Two people who finish the last two tasks at the same time would each see the
        # other's as open. A row that is not only locked but written lets the second
        # one fail and try again, seeing the first.
        self.env.cr.execute(
            SQL(
                """UPDATE %(table)s SET status = status WHERE id IN (
                       SELECT id FROM %(table)s
                       WHERE id IN %(ids)s AND status = 'follow_up'
                       ORDER BY id FOR NO KEY UPDATE)
                   RETURNING id""",
                table=SQL.identifier(interactions._table),
                ids=tuple(self.interaction_id.ids),
            )
        )
        waiting = interactions.browse(row[0] for row in self.env.cr.fetchall())
        # sudo: only the status of these, and only because their last task ended: the
        # agent who ends it need not be the one who logged the interaction.
        waiting = waiting.sudo()
        still_open = self.sudo()._read_group(
            [("interaction_id", "in", waiting.ids), ("state", "=", "todo")],
            ["interaction_id"],
        )
        for (interaction,) in still_open:
            waiting -= interaction
        waiting.write({"status": "closed"})
