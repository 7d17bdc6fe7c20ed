from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class MarfanetInteraction(models.Model):
    """The follow-up date is the date of the interaction's one follow-up task."""

    _inherit = "marfanet.interaction"

    @api.constrains("follow_up_task_id")
    def _check_follow_up_task_id(self):
        for interaction in self:
            task = interaction.follow_up_task_id
            if task and task.interaction_id != interaction:
                raise ValidationError(
                    self.env._(
                        "Task “%(task)s” is not the follow-up of this interaction.",
                        task=task.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        interactions = super().create(vals_list)
        if followed := interactions.filtered("follow_up_date"):
            followed._create_follow_up_tasks()
        return interactions

    def write(self, vals):
        before = self._follow_ups_before(vals)
        settling = self.filtered(
            lambda interaction: vals.get("settled_task_id")
            and interaction.settled_task_id.id != vals["settled_task_id"]
        )
        result = super().write(vals)
        if before:
            self._update_follow_up_tasks(before)
            # A status that was written stays, whatever became of the task with it.
            moved = self.filtered(lambda i: i.status != vals.get("status", i.status))
            super(MarfanetInteraction, moved).write({"status": vals.get("status")})
        if "partner_id" in vals:
            self._move_tasks_along()
        for interaction in settling:
            interaction.settled_task_id._settle(interaction)
        return result

    def _follow_ups_before(self, vals):
        """Return what the tasks were made from, by interaction, if it may change."""
        made_from = {
            "follow_up_date",
            "follow_up_time_said",
            "next_step",
            "purpose",
            "subject",
        }
        if made_from.isdisjoint(vals):
            return {}
        return {
            interaction.id: (
                interaction.follow_up_date,
                interaction.follow_up_time_said,
                interaction._follow_up_name(),
            )
            for interaction in self
        }

    def _follow_up_name(self):
        if self.next_step:
            return self.next_step
        if self.purpose == "follow_up" and not self.subject:
            return self._subject_or_purpose()
        return self.env._("Follow-up: %s", self._subject_or_purpose())

    def _prepare_follow_up_task_values(self):
        self.ensure_one()
        return {
            "name": self._follow_up_name(),
            "partner_id": self.partner_id.id,
            "interaction_id": self.id,
            "user_id": self.user_id.id,
            "company_id": self.company_id.id,
            "date_due": self.follow_up_date,
            "time_said": self.follow_up_time_said,
        }

    def _create_follow_up_tasks(self):
        tasks = self.env["marfanet.task"].create(
            [interaction._prepare_follow_up_task_values() for interaction in self]
        )
        # sudo: the link is ours to set, and checking the same rights again for each of
        # hundreds of new interactions would cost a query each.
        quiet = self.sudo().with_context(tracking_disable=True)
        for interaction, task in zip(quiet, tasks, strict=True):
            interaction.follow_up_task_id = task

    def _update_follow_up_tasks(self, before):
        """Bring the follow-up tasks to what their interactions now say.

        :param before: from ``_follow_ups_before``
        """
        without_task = cleared = self.browse()
        changes = {}
        for interaction in self:
            date, time_said, name = before[interaction.id]
            task = interaction.follow_up_task_id
            if interaction.follow_up_date != date:
                if not interaction.follow_up_date:
                    cleared += interaction
                    continue
                if not task or task.state == "done":
                    without_task += interaction
                    continue
            values = interaction._follow_up_changes(date, time_said, name)
            if task and values and (task.state == "todo" or "date_due" in values):
                key = tuple(values.items())
                changes[key] = changes.get(key, task.browse()) + task
        if without_task:
            without_task._create_follow_up_tasks()
        open_tasks = cleared.follow_up_task_id.filtered(lambda t: t.state == "todo")
        if open_tasks:
            self._check_follow_ups_are_ours(open_tasks)
            open_tasks.action_dismiss()
        for values, tasks in changes.items():
            self._check_follow_ups_are_ours(tasks)
            tasks.filtered(lambda task: task.state == "dismissed").action_reopen()
            tasks.write(dict(values))

    def _follow_up_changes(self, date, time_said, name):
        """Return what to write on the follow-up task, given what it was made from."""
        values = {}
        if self.follow_up_date and self.follow_up_date != date:
            values["date_due"] = self.follow_up_date
        if self.follow_up_date and (values or self.follow_up_time_said != time_said):
            values["time_said"] = self.follow_up_time_said
        # A title that somebody wrote on the task itself stays.
        if self._follow_up_name() != name and self.follow_up_task_id.name == name:
            values["name"] = self._follow_up_name()
        return values

    def _move_tasks_along(self):
        """Give the tasks of interactions the representative that was corrected."""
        # sudo: a task of a contact is about whom the contact was with, also when a
        # lead has since handed it to a colleague.
        for interaction in self.sudo():
            wrong = interaction.with_context(active_test=False).task_ids.filtered(
                lambda task, partner=interaction.partner_id: task.partner_id != partner
            )
            wrong.write({"partner_id": interaction.partner_id.id})

    def _check_follow_ups_are_ours(self, tasks):
        """Refuse to change a follow-up that was handed to somebody else.

        :raise UserError: naming the task and whose it is
        """
        others = tasks - tasks._filtered_access("write")
        if others:
            raise UserError(
                self.env._(
                    "The follow-up “%(task)s” is now with %(user)s. Ask them, or your"
                    " lead, to change its date.",
                    task=others[0].name,
                    user=others[0].user_id.display_name,
                )
            )
