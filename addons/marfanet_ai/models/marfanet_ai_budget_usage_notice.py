from datetime import timedelta

from markupsafe import Markup

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.marfanet_persian.tools.writing import writer_of


class MarfanetAiBudgetUsage(models.Model):
    """Tells people when money runs short: whom it concerns, and administrators.

    Once in a period, and again only after the limit has been raised.
    """

    _inherit = "marfanet.ai.budget.usage"

    @api.model
    def _tell_near(self, usage_id):
        """Tell if what is spent has reached the threshold, or the limit."""
        usage = self.browse(usage_id)
        used_up = SQL(
            "spent >= budget.amount AND budget.amount > COALESCE(over_told, -1)"
        )
        near = SQL(
            """spent * 100 >= budget.amount * budget.threshold
               AND budget.amount > COALESCE(GREATEST(near_told, over_told), -1)"""
        )
        if budget := usage._mark_told("over_told", used_up):
            usage._tell(budget, is_over=True)
        elif budget := usage._mark_told("near_told", near):
            usage._tell(budget, is_over=False)

    @api.model
    def _tell_over(self, period):
        """Tell that a request was refused.

        :param period: a ``Payer.period()``
        """
        # Nothing may have been spent yet, if already the first request is too much.
        usage = self.browse(self._reserve(period, 0))
        raised = SQL("budget.amount > COALESCE(over_told, -1)")
        if budget := usage._mark_told("over_told", raised):
            usage._tell(budget, is_over=True)

    def _mark_told(self, name, condition):
        """Take it upon this transaction to tell; no other one does.

        :return: the budget to tell of, empty if there is nothing to tell
        """
        whose = {
            "level": self.level,
            "user_id": self.user_id.id or None,
            "company_id": self.company_id.id or None,
        }
        rows = self.env.execute_query(
            SQL(
                """UPDATE marfanet_ai_budget_usage usage
                      SET %(name)s = budget.amount
                     FROM (%(budget)s) budget
                    WHERE usage.id = %(id)s AND %(condition)s
                RETURNING budget.id""",
                name=SQL.identifier(name),
                budget=self._budget_of(whose),
                id=self.id,
                condition=condition,
            )
        )
        return self.env["marfanet.ai.budget"].browse(row[0] for row in rows)

    def _tell(self, budget, is_over):
        for user in self._spenders():
            here = self.with_context(lang=user.lang)
            figures = here._figures(budget, is_over, writer_of(self.env, user))
            user._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "sticky": True,
                    "title": here._title(is_over),
                    # On a line of its own, below the title.
                    "message": "\n" + " ".join(figures),
                },
            )
        for lang, admins in self._administrators().grouped("lang").items():
            here = self.with_context(lang=lang, persian_reader="language")
            subject = here._subject(is_over)
            figures = here._figures(budget, is_over, writer_of(here.env))
            # The menu of messages shows no subject.
            body = Markup("<p><b>{}</b></p><p>{}</p><p>{}</p>")
            budget.with_context(lang=lang).message_notify(
                partner_ids=admins.partner_id.ids,
                subject=subject,
                body=body.format(subject, *figures),
            )

    def _spenders(self):
        """Return whose work changes: the user, or all who used it in this month."""
        if self.level == "user":
            return self.user_id
        groups = self.env["marfanet.ai.call"]._read_group(
            # From the day before, because the month begins on the company's clock.
            [
                ("company_id", "=", self.company_id.id),
                ("date", ">=", self.period_start - timedelta(days=1)),
            ],
            ["user_id"],
        )
        users = self.env["res.users"].union(*(user for (user,) in groups))
        return users.filtered("active")

    def _administrators(self):
        company = self.company_id or self.user_id.company_id
        users = self.env.ref("base.group_system").all_user_ids
        return users.filtered(lambda user: user.active and company in user.company_ids)

    def _title(self, is_over):
        if self.level == "user":
            if is_over:
                return self.env._("Your AI budget for today is used up")
            return self.env._("Your AI budget for today is almost used up")
        if is_over:
            return self.env._("This month's AI budget is used up")
        return self.env._("This month's AI budget is almost used up")

    def _subject(self, is_over):
        name = (self.user_id or self.company_id).name
        if self.level == "user":
            if is_over:
                return self.env._("Today's AI budget of %(name)s is used up", name=name)
            return self.env._(
                "Today's AI budget of %(name)s is almost used up", name=name
            )
        if is_over:
            return self.env._(
                "This month's AI budget of %(name)s is used up", name=name
            )
        return self.env._(
            "This month's AI budget of %(name)s is almost used up", name=name
        )

    def _figures(self, budget, is_over, writer):
        """Return two sentences: how much is used, and what happens now."""
        used = self.spent + (self.reserved if is_over else 0)
        figures = {
            "used": writer.number(used, 2),
            "limit": writer.number(budget.amount, 2),
        }
        if not is_over:
            return (
                self.env._("$%(used)s of $%(limit)s are spent.", **figures),
                self.env._(
                    "Once it is used up, work continues with the built-in reader."
                ),
            )
        return (
            self.env._(
                "$%(used)s of $%(limit)s are spent or set aside for requests under"
                " way; another request could cost more than is left.",
                **figures,
            ),
            self.env._(
                "Work continues with the built-in reader until the period ends or an"
                " administrator raises the limit."
            ),
        )
