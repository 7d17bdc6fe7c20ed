from odoo import api, fields, models
from odoo.tools import SQL

TASK_FIELDS = [
    "name",
    "state",
    "active",
    "partner_id",
    "interaction_id",
    "user_id",
    "company_id",
    "date_due",
    "time_said",
    "date_done",
    "done_by_id",
    "postpone_count",
    "priority",
    "origin",
    "repeat_interval",
]
PARTNER_FIELDS = [
    "name",
    "is_representative",
    "phone",
    "telegram_username",
    "panel_status",
    "call_hour_from",
    "call_hour_to",
    "commercial_partner_id",
    "last_sentiment",
    "last_interaction_date",
]


class MarfanetDailyWorkLog(models.AbstractModel):
    """The cards of tasks, with what one needs to know of their representatives."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def _read_cards(self, task_ids):
        """Return the cards of tasks, by their ids as text."""
        cards, _partners = self._read_cards_and_partners(task_ids)
        return cards

    @api.model
    def _read_cards_and_partners(self, task_ids, more_partner_ids=(), names=None):
        """Return the cards, and what is known of representatives, by their ids.

        :param more_partner_ids: representatives who are needed besides theirs, read
            along in the same queries
        :param names: of users, by id, as far as they are known
        """
        # search_fetch, not browse: what was deleted or hidden meanwhile is left out,
        # and does not spoil the whole page.
        tasks = self._search_fetch("marfanet.task", task_ids, self._task_fields())
        partners = self._search_fetch(
            "res.partner",
            [*(task.partner_id.id for task in tasks), *more_partner_ids],
            PARTNER_FIELDS,
        )
        interactions = self._search_fetch(
            "marfanet.interaction",
            [task.interaction_id.id for task in tasks],
            ["purpose", "subject"],
        )
        now = self._local_now()
        writable = tasks._filtered_access("write")
        words = {
            "now": now,
            "purposes": self._labels("marfanet.interaction", "purpose"),
            "partners": self._prepare_partners(partners),
            "links": {partner.id: partner.contact_links for partner in partners},
            "interactions": {record.id: record for record in interactions},
            "users": self._user_names(tasks.user_id | tasks.done_by_id, names or {}),
            "buckets": self._buckets_of(tasks, now),
        }
        cards = {
            str(task.id): {
                **self._prepare_card(task, words),
                "can_write": task in writable,
            }
            for task in tasks
        }
        return cards, words["partners"]

    @api.model
    def _task_fields(self):
        """Names of the fields that cards show; other addons add theirs."""
        return list(TASK_FIELDS)

    @api.model
    def _search_fetch(self, model, ids, names):
        Model = self.env[model].with_context(active_test=False)
        found = Model.search_fetch(
            [("id", "in", list(set(ids) - {False}))], names, order="id"
        )
        return found.with_env(self.env)

    @api.model
    def _labels(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))

    @api.model
    def _user_names(self, users, known):
        unknown = [user_id for user_id in users.ids if user_id not in known]
        if not unknown:
            return known
        # sudo: whoever may read a task may read the name of whose it is, be it that
        # of a colleague who has left. By one query, which reading users takes two for.
        Users = self.env["res.users"].sudo()
        query = Users._search([("id", "in", unknown)], active_test=False)
        name = Users._field_to_sql(query.table, "name", query)
        user = SQL.identifier(query.table, "id")
        return {**known, **dict(self.env.execute_query(query.select(user, name)))}

    @api.model
    def _buckets_of(self, tasks, now):
        """Return {task's id: bucket} of those that are to do."""
        active = tasks.filtered("active")
        return {
            task.id: "later" if key == "undated" else key
            for key, domain in self._bucket_domains(True, now).items()
            for task in active.filtered_domain(domain)
        }

    @api.model
    def _prepare_card(self, task, words):
        interaction = words["interactions"].get(task.interaction_id.id)
        due = task.date_due
        card = {
            "id": task.id,
            "name": task.name,
            "state": task.state,
            "bucket": words["buckets"].get(task.id, False),
            "active": task.active,
            "partner": words["partners"].get(task.partner_id.id)
            or {"id": task.partner_id.id, "name": "—"},
            "contact_links": words["links"].get(task.partner_id.id, {}),
            "due": fields.Datetime.to_string(due) or False,
            "due_label": "",
            "due_jalali": "",
            "time_said": task.time_said,
            "purpose": interaction.purpose if interaction else False,
            "purpose_label": words["purposes"].get(interaction.purpose, "")
            if interaction
            else "",
            "subject": (interaction.subject if interaction else "") or "",
            "priority": task.priority,
            "origin": task.origin,
            "user_id": task.user_id.id,
            "user_name": words["users"].get(task.user_id.id, ""),
            "done_by_name": words["users"].get(task.done_by_id.id, ""),
            "date_done": fields.Datetime.to_string(task.date_done) or False,
            "repeat": task.repeat_interval > 0,
            "postpone_count": task.postpone_count,
        }
        if due:
            card["due_label"] = self._moment_in_words(due, words["now"], task.time_said)
            card["due_jalali"] = self._jalali(due)
        return card

    @api.model
    def _prepare_partners(self, partners):
        """Return what is known of representatives, by their ids."""
        money = {}
        if partners._may_read_account():
            # All at once, by one query: field by field it would take twice as long.
            money = partners._get_account_figures(partners.commercial_partner_id.ids)
        return {
            partner.id: self._prepare_partner(
                partner, money.get(partner.commercial_partner_id.id, {})
            )
            for partner in partners
        }

    @api.model
    def _prepare_partner(self, partner, money):
        balance = money.get("account_balance")
        paid_on = money.get("last_payment_date")
        return {
            "id": partner.id,
            "name": partner.name or "—",
            "state": money.get("account_state") or False,
            "balance": self._money(balance, self.env.company.currency_id)
            if balance
            else "",
            "overdue_days": money.get("overdue_days") or 0,
            "last_payment": fields.Date.to_string(paid_on) or False,
            "mood": partner.last_sentiment or False,
            "status": partner.panel_status or False,
            # With whom nobody ever spoke is not silent: there is no day to count from.
            "silent_days": partner.days_silent
            if partner.last_interaction_date
            else False,
            "call_from": partner.call_hour_from,
            "call_to": partner.call_hour_to,
        }
