from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.marfanet_persian.persian.normalise import storable
from odoo.addons.marfanet_persian.persian.search import search_words

from ..tools.facts_contacts import Contact, unresolved
from ..tools.facts_mood import mood_of
from ..tools.facts_reading import Money, Promise, Reading, Task, Texts
from ..tools.facts_relevance import rank, words_to_find
from ..tools.facts_text import without_cut_number

#: The last contacts that facts are told from: months of daily calls. What is older
#: says little about the next call, and reading it would take longer with each year.
_CONTACTS = 500
#: Of these the texts are searched for the words of the line.
_SEARCHED = 200
#: Of these the texts are read; a brief quotes no more.
_QUOTED = 15
_LONGEST_TEXT = 2_000
_LONGEST_LINE = 300
_PROMISES = 12
_TASKS = 8
_PARTNER_FIELDS = [
    "id",
    "name",
    "admin_username",
    "call_hour_from",
    "call_hour_to",
    "commercial_partner_id",
    "joined_on",
    "panel_plan_id",
    "panel_status",
]
_CONTACT_FIELDS = [
    "id",
    "date",
    "type",
    "direction",
    "purpose",
    "status",
    "sentiment",
    "outcome_id",
    "previous_id",
    "user_id",
    "subject",
    "duration",
    "duration_known",
]
_TEXT_FIELDS = ["summary", "feedback", "next_step"]


class MarfanetBriefFacts(models.AbstractModel):
    """Reading: rows instead of records, by the ORM's rules, a query for each kind."""

    _inherit = "marfanet.brief.facts"

    @api.model
    def _read(self, partner, purpose="", line=""):
        """Return what facts and material are made of, see ``Reading``.

        :raise AccessError: as ``_gather``
        """
        partner.ensure_one()
        self.env["marfanet.interaction"].check_access("read")
        person = self._read_partner(partner)
        line = storable(str(line or ""))[:_LONGEST_LINE]
        contacts, outcomes = self._read_contacts(partner)
        still_open = unresolved(contacts)
        words = words_to_find(search_words(line))
        ranked = rank(
            contacts,
            purpose or "",
            {contact.id for contact in still_open},
            self._read_hits(contacts, words),
        )
        quoted = [item.contact.id for item in ranked[:_QUOTED]]
        quoted += [contact.id for contact in still_open[:_QUOTED]]
        tasks = self._read_tasks(partner)
        spoken = {contact.user_id for contact in contacts}
        return Reading(
            partner=person,
            purpose=purpose or "",
            line=line,
            words=_as_typed(words, line),
            contacts=contacts,
            ranked=ranked,
            open=still_open,
            mood=mood_of(contacts),
            texts=self._read_texts(quoted),
            outcomes=outcomes,
            promises=self._read_promises(partner),
            tasks=tasks,
            money=self._read_money(person["commercial_partner_id"]),
            names=self._words()._user_names(
                spoken | {task.user_id for task in tasks}, {}
            ),
        )

    @api.model
    def _read_partner(self, partner):
        rows = self._words()._read_rows(
            "res.partner", partner.ids, _PARTNER_FIELDS, self._plan_columns
        )
        if not rows:
            # Says in words why, where it is a matter of rights.
            partner.check_access("read")
            raise MissingError(self.env._("This representative is gone."))
        return rows[0]

    @api.model
    def _plan_columns(self, query):
        plan_id = self._words()._column("res.partner", "panel_plan_id", query.table)
        return {"plan": self._joined_name(query, "marfanet.panel.plan", plan_id)}

    @api.model
    def _joined_name(self, query, model, record_id):
        """Join a model that everybody of the CRM may read; return the SQL of its name.

        :param record_id: SQL of the id of one of its records
        """
        Model = self.env[model]
        Model.check_access("read")
        query.add_join(
            "LEFT JOIN",
            Model._table,
            None,
            SQL("%s = %s", SQL.identifier(Model._table, "id"), record_id),
        )
        return Model._field_to_sql(Model._table, "name", query)

    @api.model
    def _suggested(self, model):
        """Return the SQL of whether a row is what AI suggests and nobody has confirmed.

        The voice notes mark what they propose, where they are installed.
        """
        if "ai_review" not in self.env[model]._fields:
            return SQL("FALSE")
        review = self._words()._column(model, "ai_review")
        return SQL("COALESCE(%s = 'suggested', FALSE)", review)

    @api.model
    def _suggested_mood(self):
        """Return the SQL of whether a contact's mood is what AI suggests."""
        if "ai_sources" not in self.env["marfanet.interaction"]._fields:
            return SQL("FALSE")
        sources = self._words()._column("marfanet.interaction", "ai_sources")
        return SQL(
            "COALESCE(%s -> 'sentiment' ->> 'review' = 'suggested', FALSE)", sources
        )

    # --- CONTACTS

    @api.model
    def _contacts_query(self, partner):
        """Return the query of the last contacts with a representative."""
        Interaction = self.env["marfanet.interaction"]
        query = partner._timeline_own(
            Interaction.with_context(active_test=True), Domain.TRUE
        )
        query.order = SQL(
            "%s DESC, %s DESC",
            self._words()._column("marfanet.interaction", "date"),
            SQL.identifier(query.table, "id"),
        )
        query.limit = _CONTACTS
        return query

    @api.model
    def _read_contacts(self, partner):
        """Return the last contacts, newest first, and {id: name} of their outcomes."""
        query = self._contacts_query(partner)
        column = self._words()._column
        has_words = SQL(
            "(COALESCE(%s, '') <> '' OR COALESCE(%s, '') <> '')",
            column("marfanet.interaction", "summary"),
            column("marfanet.interaction", "feedback"),
        )
        outcome_id = column("marfanet.interaction", "outcome_id")
        outcome_name = self._joined_name(query, "marfanet.outcome", outcome_id)
        rows = self.env.execute_query(
            query.select(
                *(column("marfanet.interaction", name) for name in _CONTACT_FIELDS),
                has_words,
                self._suggested("marfanet.interaction"),
                self._suggested_mood(),
                outcome_name,
                column("marfanet.outcome", "result"),
            )
        )
        contacts, outcomes = [], {}
        for row in rows:
            contact = _contact(*row)
            if contact.outcome_id:
                outcomes[contact.outcome_id] = row[-2] or ""
            contacts.append(contact)
        return contacts, outcomes

    @api.model
    def _read_hits(self, contacts, words):
        """Return for the newest contacts whether they hold each of the words.

        Only of these: an index would find all of a rare word, but a common one in all
        contacts of the whole team.
        """
        ids = [contact.id for contact in contacts[:_SEARCHED]]
        if not ids or not words:
            return {}
        found = SQL(", ").join(
            SQL(" OR ").join(
                SQL("strpos(words.text, %s) > 0", key) for key in alternatives
            )
            for alternatives in words
        )
        # Taken out of its storage once, and not for each word again; byte by byte,
        # since both sides are folded: a third of the time that LIKE takes.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT interaction.id, %(found)s
                  FROM marfanet_interaction AS interaction,
                       LATERAL (
                           SELECT (%(text)s || '') COLLATE "C" AS text OFFSET 0
                       ) AS words
                 WHERE interaction.id = ANY(%(ids)s)
                """,
                found=found,
                text=self._words()._column(
                    "marfanet.interaction", "search_text", "interaction"
                ),
                ids=ids,
            )
        )
        return {
            contact_id: [bool(held) for held in found] for contact_id, *found in rows
        }

    @api.model
    def _read_texts(self, ids):
        """Return the texts of contacts that were read before."""
        if not ids:
            return {}
        texts = SQL(", ").join(
            SQL(
                "left(%s, %s)",
                self._words()._column("marfanet.interaction", name),
                _LONGEST_TEXT,
            )
            for name in _TEXT_FIELDS
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT id, %s FROM marfanet_interaction WHERE id = ANY(%s)", texts, ids
            )
        )
        return {contact_id: Texts(*map(_told, texts)) for contact_id, *texts in rows}

    # --- WHAT IS AHEAD

    @api.model
    def _read_promises(self, partner):
        """Return the open promises, those that are due first."""
        Promise_ = self.env["marfanet.promise"]
        query = Promise_._search(
            Domain("partner_id", "=", partner.id) & Domain("state", "=", "open")
        )
        query.add_join(
            "JOIN",
            "made",
            "marfanet_interaction",
            SQL(
                "made.id = %s",
                self._words()._column("marfanet.promise", "interaction_id"),
            ),
        )
        # What was said in a contact that was put away is not held against anybody.
        query.add_where("made.active")
        promise_id = SQL.identifier(query.table, "id")
        due = self._words()._column("marfanet.promise", "date_due")
        query.order = SQL("%s NULLS LAST, %s", due, promise_id)
        query.limit = _PROMISES
        columns = [
            self._words()._column("marfanet.promise", name)
            for name in ("side", "text", "date_due", "interaction_id")
        ]
        made_on = self._words()._column("marfanet.interaction", "date", "made")
        return [
            Promise(*row)
            for row in self.env.execute_query(
                query.select(
                    promise_id, *columns, made_on, self._suggested("marfanet.promise")
                )
            )
        ]

    @api.model
    def _read_tasks(self, partner):
        """Return the tasks to do, those that are due first."""
        Tasks = self.env["marfanet.task"].with_context(active_test=True)
        query = partner._timeline_own(Tasks, Domain("state", "=", "todo"))
        column = self._words()._column
        task_id = SQL.identifier(query.table, "id")
        due = column("marfanet.task", "date_due")
        query.order = SQL("%s NULLS LAST, %s", due, task_id)
        query.limit = _TASKS
        rows = self.env.execute_query(
            query.select(
                task_id,
                column("marfanet.task", "name"),
                due,
                column("marfanet.task", "time_said"),
                column("marfanet.task", "user_id"),
                self._suggested("marfanet.task"),
            )
        )
        return [
            Task(number, name, due, bool(time_said), user_id or 0, suggested)
            for number, name, due, time_said, user_id, suggested in rows
        ]

    # --- MONEY

    @api.model
    def _read_money(self, commercial_id):
        """Return the figures that the CRM shows on the representative's own page.

        As there: totals of the companies that the reader is in, and nothing for whoever
        is not in the CRM.
        """
        Partner = self.env["res.partner"]
        if not Partner._may_read_account() or not commercial_id:
            return None
        figures = Partner._get_account_figures([commercial_id])[commercial_id]
        if not figures["account_balance"] and not figures["last_payment_date"]:
            return None
        days = figures["overdue_days"] or 0
        since = fields.Date.context_today(self) - timedelta(days=days)
        return Money(
            balance=float(figures["account_balance"] or 0),
            state=figures["account_state"],
            overdue=float(figures["overdue_amount"] or 0),
            overdue_days=days,
            overdue_since=since if days else None,
            paid=float(figures["last_payment_amount"] or 0),
            paid_on=fields.Date.to_date(figures["last_payment_date"]),
            currency=self.env.company.currency_id.name,
        )


def _contact(*row):
    """Return the contact of a row of ``_CONTACT_FIELDS`` and what comes after them."""
    *fixed, sentiment, outcome_id, previous_id, user_id, subject, minutes = row[:12]
    timed, has_words, suggested, mood_suggested, _outcome, result = row[12:]
    return Contact(
        *fixed,
        sentiment or "",
        outcome_id or 0,
        result or "",
        previous_id or 0,
        user_id,
        subject or "",
        has_words or False,
        minutes if timed else None,
        suggested,
        mood_suggested,
    )


def _as_typed(words, line):
    """Return words that were looked for, in the spelling of the line."""
    typed = {word: text for text in line.split() for word in search_words(text)}
    return tuple(typed.get(word, word[0]) for word in words)


def _told(text):
    if not text or len(text) < _LONGEST_TEXT:
        return text or ""
    return without_cut_number(text)
