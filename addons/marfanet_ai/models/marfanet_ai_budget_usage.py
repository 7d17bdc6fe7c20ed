from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.periods import day_of, month_of, zone
from ..tools.prices import DIGITS

MONEY = (16, DIGITS)


class MarfanetAiBudgetUsage(models.Model):
    """What a user has spent in a day, or a company in a month.

    It belongs to them and not to a budget: who is given a budget of their own in the
    middle of a day has spent what they have spent.
    """

    _name = "marfanet.ai.budget.usage"
    _description = "Use of an AI Budget"
    _order = "period_start desc, id desc"
    # Nobody writes it as a user, and each request does so several times.
    _log_access = False

    level = fields.Selection(
        selection=[("user", "User and day"), ("company", "Company and month")],
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", readonly=True, ondelete="cascade"
    )
    period_start = fields.Date(
        string="From",
        required=True,
        readonly=True,
        help="The day, or the first day of the Jalali month.",
    )
    spent = fields.Float(string="Spent (USD)", digits=MONEY, readonly=True)
    reserved = fields.Float(
        string="Set Aside (USD)",
        digits=MONEY,
        readonly=True,
        help="The most that the requests under way may cost.",
    )

    # The atomic reservation hangs on these two.
    _user_day = models.UniqueIndex("(user_id, period_start) WHERE level = 'user'")
    _company_month = models.UniqueIndex(
        "(company_id, period_start) WHERE level = 'company'"
    )
    _one_subject = models.Constraint(
        "CHECK ((level = 'user') = (user_id IS NOT NULL)"
        " AND (level = 'company') = (company_id IS NOT NULL))"
    )

    @api.model
    def _subjects(self, user, company, moment):
        """Return who pays for a request of a user, in the order of reserving.

        The system itself is nobody's day; it counts for the company alone.

        :param moment: of the request, naive, in UTC
        :return: values of usage rows, without amounts
        """
        month = month_of(moment, zone(company.partner_id.tz))
        subjects = [
            {
                "level": "company",
                "user_id": None,
                "company_id": company.id,
                "period_start": month,
            }
        ]
        if not user._is_superuser():
            day = day_of(moment, zone(user.tz, company.partner_id.tz))
            own = {
                "level": "user",
                "user_id": user.id,
                "company_id": None,
                "period_start": day,
            }
            # The user's row first, so that few wait for each other at the company's.
            subjects.insert(0, own)
        return subjects

    @api.model
    def _reserve(self, subject, cost):
        """Set money aside in one statement, if it is left.

        :param subject: one of ``_subjects()``
        :param cost: US dollars, a Decimal; what costs nothing is never refused
        :return: the usage row's id, or None if the limit does not allow it
        """
        conflict = SQL(
            "(user_id, period_start) WHERE level = 'user'"
            if subject["level"] == "user"
            else "(company_id, period_start) WHERE level = 'company'"
        )
        query = SQL(
            """WITH budget AS (%(budget)s)
               INSERT INTO marfanet_ai_budget_usage AS usage
                      (level, user_id, company_id, period_start, spent, reserved)
               SELECT %(level)s, %(user)s, %(company)s, %(start)s, 0, %(cost)s
                WHERE %(cost)s = 0 OR %(cost)s <= ALL (SELECT amount FROM budget)
               ON CONFLICT %(conflict)s DO UPDATE
                  SET reserved = usage.reserved + excluded.reserved
                WHERE excluded.reserved = 0
                   OR usage.spent + usage.reserved + excluded.reserved
                      <= ALL (SELECT amount FROM budget)
            RETURNING id""",
            budget=self._budget_of(subject),
            level=subject["level"],
            user=subject["user_id"],
            company=subject["company_id"],
            start=subject["period_start"],
            cost=cost,
            conflict=conflict,
        )
        rows = self.env.execute_query(query)
        return rows[0][0] if rows else None

    @api.model
    def _settle(self, usage_id, released, spent):
        """Take back what was set aside for a request, and count what it cost.

        :param released: US dollars, a Decimal
        :param spent: US dollars, a Decimal
        """
        self.env.execute_query(
            SQL(
                """UPDATE marfanet_ai_budget_usage
                      SET reserved = reserved - %s, spent = spent + %s
                    WHERE id = %s""",
                released,
                spent,
                usage_id,
            )
        )

    @api.model
    def _is_left(self, subject):
        """Whether a subject of ``_subjects()`` is below its limit."""
        query = SQL(
            """WITH budget AS (%(budget)s)
               SELECT NOT EXISTS (
                      SELECT FROM budget
                       WHERE amount <= COALESCE((
                             SELECT spent + reserved FROM marfanet_ai_budget_usage
                              WHERE level = %(level)s AND period_start = %(start)s
                                AND (user_id = %(user)s OR company_id = %(company)s)
                             ), 0))""",
            budget=self._budget_of(subject),
            level=subject["level"],
            user=subject["user_id"],
            company=subject["company_id"],
            start=subject["period_start"],
        )
        return self.env.execute_query(query)[0][0]

    @api.model
    def _budget_of(self, subject):
        """Return the query of the budget that holds for a user or a company.

        Its own, else that of all; no row where there is no limit.
        """
        return SQL(
            """SELECT id, amount, threshold
                 FROM marfanet_ai_budget
                WHERE active AND level = %(level)s
                  AND (user_id = %(user)s OR user_id IS NULL)
                  AND (company_id = %(company)s OR company_id IS NULL)
             ORDER BY user_id NULLS LAST, company_id NULLS LAST
                LIMIT 1""",
            level=subject["level"],
            user=subject["user_id"],
            company=subject["company_id"],
        )
