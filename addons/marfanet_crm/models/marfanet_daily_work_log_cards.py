from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import clock

TASK_FIELDS = [
    "id",
    "name",
    "state",
    "active",
    "partner_id",
    "interaction_id",
    "user_id",
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
    "id",
    "name",
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
    """The cards of tasks, with what one needs to know of their representatives.

    A page of them takes thousands of values: they are read as rows, with the ORM's
    rules and SQL but without its cache, in which each value would cost three times as
    long.
    """

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
        now = self._local_now()
        tasks = self._read_rows(
            "marfanet.task",
            task_ids,
            self._task_fields(),
            lambda query: {
                "can_write": self._can_write_sql(query),
                "bucket": self._bucket_sql(query, now),
            },
        )
        partner_ids = [task["partner_id"] for task in tasks]
        partners = self._read_rows(
            "res.partner", [*partner_ids, *more_partner_ids], PARTNER_FIELDS
        )
        interactions = self._read_rows(
            "marfanet.interaction",
            [task["interaction_id"] for task in tasks],
            ["id", "purpose", "subject"],
        )
        words = {
            "now": now,
            "days": {},
            "purposes": self._labels("marfanet.interaction", "purpose"),
            "partners": self._prepare_partners(partners, now.date()),
            "links": self._prepare_links(partners),
            "interactions": {row["id"]: row for row in interactions},
            "users": self._user_names(
                {task[name] for task in tasks for name in ("user_id", "done_by_id")},
                names or {},
            ),
        }
        cards = {str(task["id"]): self._prepare_card(task, words) for task in tasks}
        return cards, words["partners"]

    @api.model
    def _task_fields(self):
        """Names of the stored fields that cards show; other addons add theirs."""
        return list(TASK_FIELDS)

    @api.model
    def _read_rows(self, model, ids, names, more=None):
        """Return those of the records that the caller may read, as dictionaries.

        What was deleted or hidden meanwhile is left out, and spoils no page.

        :param more: a function of the query that returns further columns by name
        """
        ids = list({record_id for record_id in ids if record_id})
        if not ids:
            return []
        Model = self.env[model]
        query = Model._search([("id", "in", ids)], active_test=False)
        columns = {
            name: Model._field_to_sql(query.table, name, query) for name in names
        }
        if more:
            columns |= more(query)
        return [
            dict(zip(columns, row, strict=True))
            for row in self.env.execute_query(query.select(*columns.values()))
        ]

    @api.model
    def _can_write_sql(self, query):
        Task = self.env["marfanet.task"]
        if not Task.has_access("write"):
            return SQL("FALSE")
        rule = self.env["ir.rule"]._compute_domain("marfanet.task", "write")
        return self._condition_sql(query, "marfanet.task", Domain(rule))

    @api.model
    def _bucket_sql(self, query, now):
        """Return the SQL of the bucket of a task; NULL when it is not to do."""
        cases = [
            SQL(
                "WHEN %s THEN %s",
                self._condition_sql(query, "marfanet.task", domain),
                "later" if key == "undated" else key,
            )
            for key, domain in self._bucket_domains(True, now).items()
        ]
        active = self._column("marfanet.task", "active")
        return SQL("CASE WHEN NOT %s THEN NULL %s END", active, SQL(" ").join(cases))

    @api.model
    def _labels(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))

    @api.model
    def _user_names(self, user_ids, known):
        unknown = [user_id for user_id in user_ids if user_id and user_id not in known]
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
    def _prepare_card(self, task, words):
        interaction = words["interactions"].get(task["interaction_id"], {})
        partner_id, purpose = task["partner_id"], interaction.get("purpose")
        card = {
            "id": task["id"],
            "name": task["name"],
            "state": task["state"],
            "active": task["active"],
            "bucket": task["bucket"] or False,
            "can_write": task["can_write"],
            "partner": words["partners"].get(partner_id)
            or {"id": partner_id, "name": "—"},
            "contact_links": words["links"].get(partner_id, {}),
            "due": False,
            "due_label": "",
            "due_jalali": "",
            "time_said": bool(task["time_said"]),
            "purpose": purpose or False,
            "purpose_label": words["purposes"].get(purpose, ""),
            "subject": interaction.get("subject") or "",
            "priority": task["priority"],
            "origin": task["origin"],
            "user_id": task["user_id"] or False,
            "user_name": words["users"].get(task["user_id"], ""),
            "done_by_name": words["users"].get(task["done_by_id"], ""),
            "date_done": fields.Datetime.to_string(task["date_done"]) or False,
            "repeat": bool(task["repeat_interval"]),
            "postpone_count": task["postpone_count"] or 0,
        }
        if due := task["date_due"]:
            card["due"] = fields.Datetime.to_string(due)
            card["due_label"], card["due_jalali"] = self._due_in_words(
                due, words["now"], card["time_said"], words["days"]
            )
        return card

    @api.model
    def _prepare_partners(self, rows, today):
        """Return what is known of representatives, by their ids."""
        Partner = self.env["res.partner"]
        money = {}
        if Partner._may_read_account():
            commercial_ids = {row["commercial_partner_id"] for row in rows} - {None}
            money = Partner._get_account_figures(list(commercial_ids))
        currency = self.env.company.currency_id
        zone = self._zone()
        return {
            row["id"]: self._prepare_partner(
                row, money.get(row["commercial_partner_id"], {}), currency, today, zone
            )
            for row in rows
        }

    @api.model
    def _prepare_partner(self, row, money, currency, today, zone):
        balance = money.get("account_balance")
        paid_on = money.get("last_payment_date")
        spoken = row["last_interaction_date"]
        # With whom nobody ever spoke is not silent: there is no day to count from.
        silent = spoken and (today - clock.to_local(spoken, zone).date()).days
        return {
            "id": row["id"],
            "name": row["name"] or "—",
            "state": money.get("account_state") or False,
            "balance": self._money(balance, currency) if balance else "",
            "overdue_days": money.get("overdue_days") or 0,
            "last_payment": fields.Date.to_string(paid_on) or False,
            "mood": row["last_sentiment"] or False,
            "status": row["panel_status"] or False,
            "silent_days": max(silent, 0) if spoken else False,
            "call_from": row["call_hour_from"] or 0,
            "call_to": row["call_hour_to"] or 0,
        }

    @api.model
    def _prepare_links(self, rows):
        """Return the links behind the icons of representatives, by their ids."""
        Partner = self.env["res.partner"]
        may_edit = Partner.has_access("write")
        return {
            row["id"]: Partner._prepare_contact_links(
                row["id"], row["name"], row["phone"], row["telegram_username"], may_edit
            )
            for row in rows
        }
