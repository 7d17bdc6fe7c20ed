from odoo import fields, models
from odoo.tools import SQL, format_amount

from odoo.addons.marfanet_persian.tools.writing import writer_of

_MOODS = {"positive": "success", "neutral": "secondary", "negative": "danger"}
_STATES = {"done": "success", "dismissed": "secondary"}
#: A page stays small on a slow line; the whole text is one click away.
_LONGEST_TEXT = 700
_INTERACTION_FIELDS = [
    "ai_review",
    "date",
    "direction",
    "duration",
    "duration_known",
    "feedback",
    "next_step",
    "outcome_id",
    "purpose",
    "sentiment",
    "status",
    "subject",
    "summary",
    "type",
    "user_id",
]
_TASK_FIELDS = [
    "ai_review",
    "date_done",
    "date_due",
    "done_by_id",
    "name",
    "origin",
    "priority",
    "state",
    "time_said",
    "user_id",
    "write_date",
]


class ResPartner(models.Model):
    """What the timeline is made of in this addon."""

    _inherit = "res.partner"

    def _marfanet_timeline_sources(self):
        sources = super()._marfanet_timeline_sources() + [
            {
                "kind": "interaction",
                "label": self.env._("Interactions"),
                "read": self._timeline_interactions,
            },
            {
                "kind": "task",
                "label": self.env._("Tasks"),
                "read": self._timeline_closed_tasks,
            },
            {
                "kind": "message",
                "label": self.env._("Notes and messages"),
                "read": self._timeline_messages,
            },
        ]
        if hasattr(self, "_marfanet_timeline_money"):
            sources.append(
                {
                    "kind": "money",
                    "label": self.env._("Invoices and payments"),
                    "read": self._timeline_money,
                }
            )
        return sources

    # --- INTERACTIONS

    def _timeline_interactions(self, before, limit):
        Interaction = self.env["marfanet.interaction"]
        interactions = self._timeline_records(
            Interaction,
            self._timeline_own(Interaction, []),
            "interaction",
            Interaction._field_to_sql(Interaction._table, "date"),
            _known_fields(Interaction, _INTERACTION_FIELDS),
            before,
            limit,
        )
        labels = {
            name: _labels(Interaction, name)
            for name in ("direction", "purpose", "sentiment", "status", "type")
        }
        return [
            self._timeline_interaction(interaction, labels)
            for interaction in interactions
        ]

    def _timeline_interaction(self, interaction, labels):
        badges = []
        if interaction.outcome_id:
            badges.append(_badge(interaction.outcome_id.name, "info"))
        if interaction.sentiment:
            mood = labels["sentiment"][interaction.sentiment]
            badges.append(_badge(mood, _MOODS[interaction.sentiment]))
        if interaction.status == "follow_up":
            badges.append(_badge(labels["status"]["follow_up"], "warning"))
        purpose = labels["purpose"][interaction.purpose]
        minutes = ""
        if interaction.duration_known:
            figures = writer_of(self.env).number(interaction.duration)
            minutes = self.env._("%s min", figures)
        return {
            "kind": "interaction",
            "model": interaction._name,
            "id": interaction.id,
            "date": interaction.date,
            "title": interaction.subject or purpose,
            "subtitle": purpose if interaction.subject else "",
            "type": interaction.type,
            "type_label": labels["type"][interaction.type],
            "direction": interaction.direction,
            "direction_label": labels["direction"][interaction.direction],
            "minutes": minutes,
            "text": _clip(interaction.summary),
            "quote": _clip(interaction.feedback),
            "next_step": interaction.next_step or "",
            "badges": badges,
            "ai": _ai_review(interaction),
            "may_open": True,
            "user_id": interaction.user_id.id,
        }

    # --- TASKS

    def _timeline_open_tasks(self, limit):
        """Return the tasks to do, soonest first, those without a date last."""
        Task = self.env["marfanet.task"]
        query = self._timeline_own(Task, [("state", "=", "todo")])
        query.order = Task._order_to_sql("date_due, id", query)
        query.limit = limit
        names = Task._determine_fields_to_fetch(_known_fields(Task, _TASK_FIELDS))
        tasks = Task._fetch_query(query, names)
        own = tasks._filtered_access("write")
        now = fields.Datetime.now()
        priorities = _labels(Task, "priority")
        entries = []
        for task in tasks:
            entry = self._timeline_task(task)
            entry["date"] = task.date_due
            entry["all_day"] = not task.time_said
            entry["may_write"] = task in own
            entry["overdue"] = self._timeline_is_overdue(task, now)
            if task.priority != "0":
                tone = "danger" if task.priority == "2" else "warning"
                entry["badges"].append(_badge(priorities[task.priority], tone))
            entries.append(entry)
        return entries

    def _timeline_is_overdue(self, task, now):
        if not task.date_due:
            return False
        if task.time_said:
            return task.date_due < now
        # A day without a time is kept until it ends.
        today = fields.Date.context_today(self)
        return self._timeline_local(task.date_due).date() < today

    def _timeline_closed_tasks(self, before, limit):
        Task = self.env["marfanet.task"]
        tasks = self._timeline_records(
            Task,
            self._timeline_own(Task, [("state", "!=", "todo")]),
            "task",
            # As in the index MarfanetTask._partner_over_index
            SQL(
                "COALESCE(%s, %s)",
                Task._field_to_sql(Task._table, "date_done"),
                Task._field_to_sql(Task._table, "write_date"),
            ),
            _known_fields(Task, _TASK_FIELDS),
            before,
            limit,
        )
        states = _labels(Task, "state")
        entries = []
        for task in tasks:
            entry = self._timeline_task(task)
            entry["date"] = task.date_done or task.write_date
            entry["badges"].append(_badge(states[task.state], _STATES[task.state]))
            entry["user_id"] = (task.done_by_id or task.user_id).id
            entries.append(entry)
        return entries

    def _timeline_task(self, task):
        return {
            "kind": "task",
            "model": task._name,
            "id": task.id,
            "title": task.name,
            "state": task.state,
            "badges": [],
            "ai": _ai_review(task),
            "may_open": True,
            "user_id": task.user_id.id,
        }

    # --- MESSAGES

    def _timeline_messages(self, before, limit):
        # Whoever may read the representative (checked first of all) may read what was
        # written on it; its own check would load all of them before the page is cut.
        Message = self.env["mail.message"].sudo()
        messages = self._timeline_records(
            Message,
            Message._search(
                [
                    ("model", "=", self._name),
                    ("res_id", "=", self.id),
                    # What people wrote, not what Odoo notes down about changes
                    ("message_type", "in", ["comment", "email", "email_outgoing"]),
                ]
            ),
            "message",
            Message._field_to_sql(Message._table, "date"),
            ["author_id", "body", "date", "email_from", "subject", "subtype_id"],
            before,
            limit,
        )
        note = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note")
        return [
            {
                "kind": "message",
                "model": message._name,
                "id": message.id,
                "date": message.date,
                "title": self._timeline_message_title(message, note),
                "is_note": message.subtype_id.id == note,
                # Sanitised when it was stored, as all of Odoo's messages
                "html": str(message.body or ""),
                "badges": [],
                "ai": False,
                "may_open": False,
                "author_id": message.author_id.id,
                "author_name": message.email_from or "",
            }
            for message in messages
        ]

    def _timeline_message_title(self, message, note):
        # Odoo fills in the record's name where nobody wrote a subject.
        if message.subject and message.subject != self.display_name:
            return message.subject
        if message.subtype_id.id == note:
            return self.env._("Note")
        return self.env._("Message")

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        # Agents do not edit representatives, but note down what they know.
        if message_operation == "create" and self.env.user.has_group(
            "marfanet_crm.group_marfanet_agent"
        ):
            for partner in self.filtered("is_representative"):
                operations[partner] = "read"
        return operations

    # --- MONEY

    def _timeline_money(self, before, limit):
        """Return invoices and payments in the words of the timeline."""
        rows = self._marfanet_timeline_money(before, limit)
        titles = self._timeline_money_titles()
        currencies = self.env["res.currency"].browse(
            {row["currency_id"] for row in rows if row["currency_id"]}
        )
        currency_by_id = {currency.id: currency for currency in currencies}
        entries = []
        for row in rows:
            currency = currency_by_id.get(row["currency_id"], self.currency_id)
            badges = [_badge(row["state"], "secondary")] if row["state"] else []
            due = fields.Date.to_date(row["due"])
            entries.append(
                {
                    "kind": row["kind"],
                    "model": row["model"],
                    "id": row["id"],
                    "date": fields.Datetime.to_datetime(row["date"]),
                    "all_day": True,
                    "title": titles.get(row["type"], "%s")
                    % (row["title"] or "").strip(),
                    "amount": format_amount(self.env, abs(row["amount"]), currency),
                    "is_incoming": row["amount"] >= 0,
                    "due_label": self._timeline_date(due) if due else "",
                    "badges": badges,
                    "ai": False,
                    "may_open": self.env[row["model"]].has_access("read"),
                }
            )
        return entries

    def _timeline_money_titles(self):
        return {
            "out_invoice": self.env._("Invoice %s"),
            "out_refund": self.env._("Credit note %s"),
            "out_receipt": self.env._("Receipt %s"),
            "in_invoice": self.env._("Bill %s"),
            "in_refund": self.env._("Refund %s"),
            "in_receipt": self.env._("Purchase receipt %s"),
            "inbound": self.env._("Payment received %s"),
            "outbound": self.env._("Payment sent %s"),
        }


def _known_fields(model, names):
    """Return those of the names that the model has: some come from other addons."""
    return [name for name in names if name in model._fields]


def _labels(model, name):
    return dict(model._fields[name]._description_selection(model.env))


def _badge(label, tone):
    return {"label": label, "tone": tone}


def _clip(text):
    text = text or ""
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"


def _ai_review(record):
    """Return what to tell about AI's part in a record, or False without any."""
    if "ai_review" in record._fields and record.ai_review:
        labels = _labels(record, "ai_review")
        return {"review": record.ai_review, "label": labels[record.ai_review]}
    return False
