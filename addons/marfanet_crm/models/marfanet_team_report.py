from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.marfanet_persian.persian.calendar import week_start
from odoo.addons.marfanet_persian.tools.writing import writer_of

from ..tools import clock

COUNTED = ("interactions", "negative", "done", "kept", "late", "missed")


class MarfanetTeamReport(models.AbstractModel):
    """What the team did in a week (Saturday to Friday), mailed to its leads."""

    _name = "marfanet.team.report"
    _description = "Weekly Team Report"

    @api.model
    def _cron_send(self):
        """Mail the last whole week of each company to the company's leads."""
        for company in self.env["res.company"].search([]):
            self._send(company, self._leads(company))

    @api.model
    def action_send_to_me(self):
        """Mail the last whole week to the person who asks."""
        # The figures are those that a lead may read; the mail is only theirs.
        self.env["marfanet.interaction"].check_access("read")
        if not self.env.user.email:
            raise UserError(
                self.env._(
                    "Your user has no e-mail address. Add one in your preferences, and"
                    " ask for the report again."
                )
            )
        self._send(self.env.company, self.env.user)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The weekly report is on its way to you."),
            },
        }

    @api.model
    def _leads(self, company):
        group = self.env.ref("marfanet_crm.group_marfanet_lead")
        return group.all_user_ids.filtered(
            lambda user: user.active and company in user.company_ids and user.email
        )

    @api.model
    def _send(self, company, users):
        start, end = self._last_week(company)
        figures = self._figures(company, start, end)
        if not figures["agents"]:
            return
        mails = [
            self._prepare_mail_values(company, user, figures, start, end)
            for user in users
        ]
        # Agents and leads create no outgoing mail themselves; this one is ours.
        self.env["mail.mail"].sudo().create(mails)

    @api.model
    def _last_week(self, company):
        """Return the start and end, naive UTC, of the last whole week."""
        zone = clock.company_zone(company)
        saturday = week_start(clock.to_local(fields.Datetime.now(), zone).date())
        start, end = (
            clock.to_utc(datetime.combine(day, time()), zone)
            for day in (saturday - timedelta(days=7), saturday)
        )
        return start, end

    @api.model
    def _figures(self, company, start, end):
        """Return what each agent did from ``start`` to ``end``, and all together.

        :return: ``agents``, a list of dictionaries with the ``user`` and the counts,
            the busiest first; ``total``, their sums; ``before``, the sums of the
            week before
        """
        agents = self._counts(company, start, end)
        before = self._counts(company, start - (end - start), start)
        return {
            "agents": sorted(
                ({"user": user, **counts} for user, counts in agents.items()),
                key=lambda row: (-row["interactions"], -row["done"], row["user"].name),
            ),
            "total": _sums(agents),
            "before": _sums(before),
        }

    @api.model
    def _counts(self, company, start, end):
        own = [("company_id", "=", company.id)]
        interactions = self.env["marfanet.interaction"]
        tasks = self.env["marfanet.task"]
        logged = [*own, ("date", ">=", start), ("date", "<", end)]
        done = [*own, ("date_done", ">=", start), ("date_done", "<", end)]
        missed = [*own, ("date_due", ">=", start), ("date_due", "<", end)]
        missed += [("state", "=", "todo"), ("user_id", "!=", False)]
        counts = defaultdict(lambda: dict.fromkeys((*COUNTED, "response_hours"), 0))
        for user, sentiment, number in interactions._read_group(
            logged, ["user_id", "sentiment"], ["__count"]
        ):
            counts[user]["interactions"] += number
            counts[user]["negative"] += number if sentiment == "negative" else 0
        for user, hours in interactions._read_group(
            logged, ["user_id"], ["response_hours:avg"]
        ):
            counts[user]["response_hours"] = hours or 0
        for user, punctuality, number in tasks._read_group(
            [*done, ("done_by_id", "!=", False)],
            ["done_by_id", "punctuality"],
            ["__count"],
        ):
            counts[user]["done"] += number
            if punctuality:
                counts[user][punctuality] += number
        for user, number in tasks._read_group(missed, ["user_id"], ["__count"]):
            counts[user]["missed"] = number
        return dict(counts)

    @api.model
    def _prepare_mail_values(self, company, user, figures, start, end):
        report = self.with_context(lang=user.lang)
        writer = writer_of(self.env, user)
        zone = clock.company_zone(company)

        def day(moment):
            local = clock.to_local(moment, zone).date()
            return writer.day(local, "long" if writer.is_persian else "numeric")

        def number(value):
            return writer.number(value, 1 if isinstance(value, float) else None)

        first, last = day(start), day(end - timedelta(seconds=1))
        body = report.env["ir.qweb"]._render(
            "marfanet_crm.weekly_team_report",
            {
                **figures,
                "company": company,
                "user": user,
                "first": first,
                "last": last,
                "number": number,
                "rtl": writer.is_persian,
            },
        )
        return {
            "subject": report.env._(
                "The team's week, %(first)s to %(last)s", first=first, last=last
            ),
            "email_to": user.email_formatted,
            "email_from": company.email_formatted or user.email_formatted,
            "body_html": body,
            "auto_delete": True,
        }


def _sums(agents):
    return {name: sum(counts[name] for counts in agents.values()) for name in COUNTED}
