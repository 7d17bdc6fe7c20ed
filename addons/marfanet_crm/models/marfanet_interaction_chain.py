from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

#: An answer within the same minute took a minute: 0 means that there was none.
_SHORTEST_RESPONSE = 1 / 60


class MarfanetInteraction(models.Model):
    """Which contact continues which, and how long an answer took."""

    _inherit = "marfanet.interaction"

    response_hours = fields.Float(
        compute="_compute_response_hours",
        store=True,
        precompute=True,
        aggregator="avg",
        help="From an incoming contact to the outgoing one that answers it.",
    )

    @api.depends("date", "direction", "previous_id.date", "previous_id.direction")
    def _compute_response_hours(self):
        for interaction in self:
            asked = interaction.previous_id
            hours = 0
            if (
                interaction.direction == "outgoing"
                and asked.direction == "incoming"
                and interaction.date
                and asked.date
                and interaction.date >= asked.date
            ):
                taken = interaction.date - asked.date
                hours = max(taken.total_seconds() / 3600, _SHORTEST_RESPONSE)
            interaction.response_hours = hours

    @api.constrains("partner_id", "previous_id", "settled_task_id")
    def _check_same_representative(self):
        for interaction in self:
            for name in ("previous_id", "settled_task_id"):
                other = interaction[name]
                if other and other.partner_id != interaction.partner_id:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s”: %(other)s is about %(wrong)s, but this"
                            " interaction was with %(partner)s.",
                            field=self._fields[name]._description_string(self.env),
                            other=other.display_name,
                            wrong=other.partner_id.display_name,
                            partner=interaction.partner_id.display_name,
                        )
                    )

    @api.constrains("previous_id")
    def _check_previous_id(self):
        if self.filtered("previous_id")._has_cycle("previous_id"):
            raise ValidationError(
                self.env._("An interaction cannot follow itself, not even by detours.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        # Before the database refuses a second result with less to say.
        for values in vals_list:
            if task_id := values.get("settled_task_id"):
                task = self.env["marfanet.task"].browse(task_id)
                task._lock()
                task._check_not_done()
        interactions = super().create(vals_list)
        for interaction in interactions.filtered("settled_task_id"):
            interaction.settled_task_id._settle(interaction)
        return interactions

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            # Those that continue these now follow somebody else's, or not.
            self.with_context(active_test=False).next_ids._check_same_representative()
        return result

    def action_continue(self):
        """Open the log form for the contact that continues this one."""
        self.ensure_one()
        return self.partner_id._action_log_interaction(
            {
                "default_previous_id": self.id,
                "default_type": self.type,
                "default_purpose": self.purpose,
                "default_subject": self.subject or False,
            }
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        sql = super()._field_to_sql(alias, field_expr, query)
        if field_expr == "response_hours":
            # Contacts that answer nothing do not count as answered at once.
            return SQL("NULLIF(%s, 0)", sql, to_flush=sql.to_flush)
        return sql
