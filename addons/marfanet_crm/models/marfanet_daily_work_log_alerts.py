from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Alerts of one kind at a time.
SHOWN = 20
PROMISES_SINCE = timedelta(days=60)
MOODS_SINCE = timedelta(days=7)
REASSIGNED_SINCE = timedelta(days=7)
REMINDERS_SINCE = timedelta(days=3)


class MarfanetDailyWorkLog(models.AbstractModel):
    """Alerts: what needs a look now, put away one by one."""

    _inherit = "marfanet.daily.work.log"

    @api.model
    def dismiss_alert(self, key):
        """Put an alert of the caller's away; it does not come back."""
        self._check_may_read()
        if not isinstance(key, str) or not 0 < len(key) <= 100:
            return False
        kind, _colon, record = key.partition(":")
        if kind == "reminder":
            [task_id] = self._clean_ids([_as_id(record)]) or [0]
            self.env["marfanet.task.reminder"].mark_seen([task_id])
            return True
        mine = [("user_id", "=", self.env.uid), ("key", "=", key)]
        dismissals = self.env["marfanet.work.log.dismissal"]
        if not dismissals.search_count(mine, limit=1):
            dismissals.create({"user_id": self.env.uid, "key": key})
        return True

    @api.model
    def _read_alerts(self, team):
        """Return the alerts that nobody put away, by one query."""
        sources = self._alert_sources(team)
        rows = self.env.execute_query(
            SQL(" UNION ALL ").join(SQL("(%s)", source) for source in sources)
        )
        return [
            {
                "key": key,
                "kind": kind,
                "model": model,
                "res_id": res_id,
                "partner_id": partner_id,
                "moment": moment,
                "detail": detail or "",
                "logged_on": logged_on,
            }
            for key, kind, model, res_id, partner_id, moment, detail, logged_on in rows
        ]

    @api.model
    def _alert_sources(self, team):
        """Return the queries of the alerts, each made by ``_alert_query``.

        Other addons add theirs, and their titles to ``_alert_titles``.

        :param team: for the whole team rather than for the caller
        """
        return [
            self._promise_alerts(team),
            self._mood_alerts(team),
            self._reassigned_alerts(),
            self._reminder_alerts(),
        ]

    @api.model
    def _alert_titles(self):
        return {
            "broken_promise": self.env._("Promised payment has not come"),
            "negative_mood": self.env._("Mood turned negative"),
            "reassigned": self.env._("Task handed to you"),
            "reminder": self.env._("Reminder"),
        }

    @api.model
    def _alert_query(self, kind, model, query, moment, detail, stamp=None):
        """Return the SQL of the newest alerts of a kind.

        :param query: of the records of a model that raise it, and have a
            ``partner_id``
        :param moment: SQL of the moment that the alert is about
        :param detail: SQL of a text that says which record it is
        :param stamp: SQL of what sets this alert off from an earlier one of the same
            record
        """
        table = query.table
        record = SQL.identifier(table, "id")
        key = SQL("%s || ':' || %s", kind, record)
        if stamp is not None:
            key = SQL("%s || ':' || %s", key, stamp)
        dismissal = "marfanet.work.log.dismissal"
        query.add_where(
            SQL(
                "NOT EXISTS (SELECT FROM %s WHERE %s = %s AND %s = %s)",
                SQL.identifier(self.env[dismissal]._table),
                self._column(dismissal, "user_id"),
                self.env.uid,
                self._column(dismissal, "key"),
                key,
            )
        )
        query.order = SQL("%s DESC", moment)
        query.limit = SHOWN
        logged_on = SQL("NULL::timestamp")
        if model == "marfanet.interaction":
            logged_on = SQL.identifier(table, "date")
        return query.select(
            key, SQL("%s", kind), SQL("%s", model), record,
            SQL.identifier(table, "partner_id"), moment, detail, logged_on,
        )  # fmt: skip

    # --- SOURCES

    @api.model
    def _promise_alerts(self, team):
        """Payments that were promised for a moment that has passed."""
        Interaction = self.env["marfanet.interaction"]
        now = fields.Datetime.now()
        promised = Domain("outcome_id.counts_as", "=", "promise")
        query = Interaction._search(
            self._interaction_domain(team)
            & promised
            & self._between(now - PROMISES_SINCE, now, "follow_up_date"),
            active_test=True,
        )
        later = SQL(
            """NOT EXISTS (
                SELECT FROM marfanet_interaction AS later
                  JOIN marfanet_outcome AS outcome ON outcome.id = later.outcome_id
                 WHERE later.partner_id = marfanet_interaction.partner_id
                   AND later.active AND outcome.counts_as = 'promise'
                   AND (later.date, later.id)
                     > (marfanet_interaction.date, marfanet_interaction.id))"""
        )
        query.add_where(later)
        return self._alert_query(
            "broken_promise",
            "marfanet.interaction",
            query,
            self._column("marfanet.interaction", "follow_up_date"),
            self._column("marfanet.interaction", "subject"),
        )

    @api.model
    def _mood_alerts(self, team):
        """Representatives whom the last contact made unhappy, who were not before."""
        Interaction = self.env["marfanet.interaction"]
        since = fields.Datetime.now() - MOODS_SINCE
        query = Interaction._search(
            Domain("sentiment", "=", "negative") & Domain("date", ">=", since),
            active_test=True,
        )
        if not team:
            query.add_join(
                "JOIN",
                "owner",
                "res_partner",
                SQL("owner.id = marfanet_interaction.partner_id"),
            )
            query.add_where(
                SQL(
                    "%(uid)s IN (marfanet_interaction.user_id, owner.user_id)",
                    uid=self.env.uid,
                )
            )
        query.add_where(
            SQL(
                """NOT EXISTS (
                    SELECT FROM marfanet_interaction AS later
                     WHERE later.partner_id = marfanet_interaction.partner_id
                       AND later.active AND later.sentiment IS NOT NULL
                       AND (later.date, later.id)
                         > (marfanet_interaction.date, marfanet_interaction.id))"""
            )
        )
        query.add_where(
            SQL(
                """(SELECT earlier.sentiment
                      FROM marfanet_interaction AS earlier
                     WHERE earlier.partner_id = marfanet_interaction.partner_id
                       AND earlier.active AND earlier.sentiment IS NOT NULL
                       AND (earlier.date, earlier.id)
                         < (marfanet_interaction.date, marfanet_interaction.id)
                  ORDER BY earlier.date DESC, earlier.id DESC
                     LIMIT 1) IS DISTINCT FROM 'negative'"""
            )
        )
        return self._alert_query(
            "negative_mood",
            "marfanet.interaction",
            query,
            self._column("marfanet.interaction", "date"),
            self._column("marfanet.interaction", "subject"),
        )

    @api.model
    def _reassigned_alerts(self):
        """Tasks that somebody else has handed to the caller."""
        since = fields.Datetime.now() - REASSIGNED_SINCE
        query = self.env["marfanet.task"]._search(
            self._open_domain(self.env.uid)
            & Domain("assigned_on", ">=", since)
            & Domain("assigned_by_id", "not in", [False, self.env.uid]),
            active_test=True,
        )
        return self._alert_query(
            "reassigned",
            "marfanet.task",
            query,
            self._column("marfanet.task", "assigned_on"),
            self._column("marfanet.task", "name"),
            stamp=SQL(
                "extract(epoch FROM %s)::bigint",
                self._column("marfanet.task", "assigned_on"),
            ),
        )

    @api.model
    def _reminder_alerts(self):
        """Tasks that reminded the caller, who has not put the reminder away."""
        query = self.env["marfanet.task"]._search(
            Domain("state", "=", "todo"), active_test=True
        )
        sent = self.env["marfanet.task.reminder"]._search(
            [
                ("user_id", "=", self.env.uid),
                ("state", "=", "sent"),
                ("is_seen", "=", False),
                ("sent_on", ">=", fields.Datetime.now() - REMINDERS_SINCE),
            ]
        )
        sent_on = self._column("marfanet.task.reminder", "sent_on")
        task = self._column("marfanet.task.reminder", "task_id")
        sent.groupby = task
        query.add_join(
            "JOIN",
            "reminder",
            SQL("(%s)", sent.select(SQL("%s AS task_id", task),
                                    SQL("max(%s) AS sent_on", sent_on))),
            SQL("reminder.task_id = %s", SQL.identifier(query.table, "id")),
        )  # fmt: skip
        return self._alert_query(
            "reminder",
            "marfanet.task",
            query,
            SQL.identifier("reminder", "sent_on"),
            self._column("marfanet.task", "name"),
        )

    # --- WHAT THE SCREEN GETS

    @api.model
    def _finish_alerts(self, alerts, partners, now):
        """Return the alerts as they are shown, newest first.

        :param partners: what is known of their representatives, by id
        """
        titles = self._alert_titles()
        shown = []
        for alert in sorted(alerts, key=lambda alert: alert["moment"], reverse=True):
            partner = partners.get(alert["partner_id"], {})
            if not self._is_alert(alert, partner):
                continue
            shown.append(
                {
                    **{
                        name: alert[name]
                        for name in (
                            "key", "kind", "detail", "model", "res_id", "partner_id",
                        )
                    },
                    "title": titles[alert["kind"]],
                    "partner": partner.get("name", ""),
                    "date": fields.Datetime.to_string(alert["moment"]),
                    "date_label": self._moment_in_words(alert["moment"], now),
                }
            )  # fmt: skip
        return shown

    @api.model
    def _is_alert(self, alert, partner):
        """Return whether what was found still matters, from what the cards know."""
        if alert["kind"] != "broken_promise":
            return True
        # Who owes nothing has paid; who paid since has kept some of the promise.
        if partner.get("state") != "debtor":
            return False
        paid_on = fields.Date.to_date(partner.get("last_payment"))
        return not paid_on or paid_on < alert["logged_on"].date()


def _as_id(text):
    return int(text) if text.isascii() and text.isdecimal() else 0
