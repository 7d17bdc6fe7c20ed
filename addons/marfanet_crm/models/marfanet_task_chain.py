from odoo import api, fields, models


class MarfanetTask(models.Model):
    """The chain that a task is a link of: contacts lead to tasks, tasks to contacts."""

    _inherit = "marfanet.task"

    chain = fields.Json(
        compute="_compute_chain",
        help="What the task came from and what came of it, in order.",
    )

    @api.depends(
        "interaction_id",
        "previous_task_id",
        "next_task_ids",
        "result_interaction_ids.task_ids",
        "state",
    )
    @api.depends_context("uid", "lang", "tz")
    def _compute_chain(self):
        for task in self:
            results = task.result_interaction_ids
            followers = (task.next_task_ids | results.task_ids) - task
            links = [
                *task.interaction_id._chain_links("origin"),
                *task.previous_task_id._chain_links("previous"),
                *task._origin._chain_links("current"),
                *results._chain_links("result"),
                *followers._chain_links("next"),
            ]
            task.chain = links if len(links) > 1 else []

    def _chain_links(self, role):
        # Whoever may read a link of the chain need not be allowed to read the next.
        icons = {"recurring": "fa-repeat", "ai": "fa-magic"}
        return [
            {
                "role": role,
                "model": task._name,
                "id": task.id,
                "icon": icons.get(task.origin, "fa-check-square-o"),
                "title": task.name or "",
                "when": task._chain_moment(),
                "state": task.state,
            }
            for task in self._filtered_access("read")
        ]

    def _chain_moment(self):
        moment, time_said = self.date_due, self.time_said
        if self.state == "done" and self.date_done:
            moment, time_said = self.date_done, True
        if not moment:
            return ""
        return self._moment_label(moment, self.env.user, time_said)


class MarfanetInteraction(models.Model):
    _inherit = "marfanet.interaction"

    def _chain_links(self, role):
        icons = {
            "call": "fa-phone",
            "telegram": "fa-paper-plane",
            "email": "fa-envelope",
            "meeting": "fa-users",
        }
        task = self.env["marfanet.task"]
        return [
            {
                "role": role,
                "model": interaction._name,
                "id": interaction.id,
                "icon": icons.get(interaction.type, "fa-comment"),
                "title": interaction.subject or interaction.display_name,
                "when": task._moment_label(interaction.date, self.env.user),
                "state": interaction.status,
            }
            for interaction in self._filtered_access("read")
        ]
