from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from ..tools.periods import Payer, zone
from ..tools.prices import MONEY


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

    # Limits that people have been told about: once in a period, unless it is raised
    near_told = fields.Float(digits=MONEY, readonly=True)
    over_told = fields.Float(digits=MONEY, readonly=True)

    # Against the limit that holds now
    budget_id = fields.Many2one(
        comodel_name="marfanet.ai.budget", compute="_compute_budget"
    )
    percent = fields.Float(
        string="Used (%)",
        compute="_compute_budget",
        help="Per cent of the limit that is spent or set aside.",
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

    @api.depends("level", "user_id", "company_id", "spent", "reserved")
    def _compute_budget(self):
        budgets = self.env["marfanet.ai.budget"].search([])
        of_whom = {(b.level, b.user_id, b.company_id): b for b in budgets}
        nobody = (self.env["res.users"], self.env["res.company"])
        for usage in self:
            own = (usage.level, usage.user_id, usage.company_id)
            of_all = (usage.level, *nobody)
            budget = of_whom.get(own) or of_whom.get(of_all) or budgets.browse()
            used = usage.spent + usage.reserved
            usage.budget_id = budget
            usage.percent = 100 * used / budget.amount if budget.amount else 0

    @api.depends("user_id", "company_id")
    def _compute_display_name(self):
        for usage in self:
            usage.display_name = (usage.user_id or usage.company_id).display_name

    @api.model
    def _current(self):
        """Return the rows of the days and months that are under way."""
        now = fields.Datetime.now()
        # No clock is more than a day from UTC's, no Jalali month longer than 31 days.
        recent = self.search([("period_start", ">=", now.date() - timedelta(days=32))])
        return recent.filtered(
            lambda usage: usage.period_start
            == usage._payer().period(now)["period_start"]
        )

    def _payer(self):
        if self.level == "company":
            return Payer(None, self.company_id.id, zone(self.company_id.partner_id.tz))
        user = self.user_id
        return Payer(user.id, None, zone(user.tz, user.company_id.partner_id.tz))

    @api.model
    def _payers(self, user, company):
        """Return who pays for the requests of a user, in the order of reserving.

        The system itself has no day of its own; it counts for the company alone.

        :rtype: list[tools.periods.Payer]
        """
        clock, own = self._clocks(user.id, company.id)
        payers = [Payer(None, company.id, zone(clock))]
        if not user._is_superuser():
            # The user's row first: few wait for each other there, all at the other.
            payers.insert(0, Payer(user.id, None, zone(own, clock)))
        return payers

    @api.model
    @ormcache("user_id", "company_id")
    def _clocks(self, user_id, company_id):
        """Return the names of a company's time zone and of a user's, if they have any.

        Each request asks for them, so workers keep them in mind.
        """
        # sudo: the clock decides the day, whoever may read users, companies, contacts.
        env = self.sudo().env
        user = env["res.users"].browse(user_id)
        company = env["res.company"].browse(company_id)
        return company.partner_id.tz, user.partner_id.tz

    @api.model
    def _reserve(self, period, cost):
        """Set money aside in one statement, if it is left.

        :param period: a ``Payer.period()``
        :param cost: US dollars, a Decimal; what costs nothing is never refused
        :return: the usage row's id, or None if the limit does not allow it
        """
        conflict = SQL(
            "(user_id, period_start) WHERE level = 'user'"
            if period["level"] == "user"
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
            budget=self._budget_of(period),
            level=period["level"],
            user=period["user_id"],
            company=period["company_id"],
            start=period["period_start"],
            cost=cost,
            conflict=conflict,
        )
        rows = self.env.execute_query(query)
        return rows[0][0] if rows else None

    @api.model
    def _settling(self):
        """Return how a query ends that takes back what was set aside for a request.

        It follows a «settled» with what is ``released`` and ``spent``, US dollars, and
        the ``usages`` concerned, and returns of each the id, what was spent, and
        whether there is a limit that has come near.
        """
        columns = {
            name: SQL.identifier("usage", name)
            for name in ("level", "user_id", "company_id")
        }
        # The rows are locked in the order in which they are reserved, users' first:
        # two requests that each hold one of two rows would wait for ever.
        return SQL(
            """, payers AS (SELECT usage.id, settled.released, settled.spent
                             FROM marfanet_ai_budget_usage usage, settled
                            WHERE usage.id = ANY(settled.usages)
                         ORDER BY usage.level DESC
                              FOR NO KEY UPDATE OF usage)
               UPDATE marfanet_ai_budget_usage usage
                  SET reserved = usage.reserved - payers.released,
                      spent = usage.spent + payers.spent
                 FROM payers
                WHERE usage.id = payers.id
            RETURNING usage.id, payers.spent, EXISTS (
                      SELECT FROM (%(budget)s) budget
                       WHERE usage.spent * 100
                             >= budget.amount * LEAST(budget.threshold, 100))""",
            budget=self._budget_of(columns),
        )

    @api.model
    def _is_left(self, period):
        """Whether who pays is below the limit.

        :param period: a ``Payer.period()``
        """
        query = SQL(
            """WITH budget AS (%(budget)s)
               SELECT NOT EXISTS (
                      SELECT FROM budget
                       WHERE amount <= COALESCE((
                             SELECT spent + reserved FROM marfanet_ai_budget_usage
                              WHERE level = %(level)s AND period_start = %(start)s
                                AND (user_id = %(user)s OR company_id = %(company)s)
                             ), 0))""",
            budget=self._budget_of(period),
            level=period["level"],
            user=period["user_id"],
            company=period["company_id"],
            start=period["period_start"],
        )
        return self.env.execute_query(query)[0][0]

    @api.model
    def _budget_of(self, period):
        """Return the query of the budget that holds for a user or a company.

        Its own, else that of all; no row where there is no limit.

        :param period: a ``Payer.period()``, or its first three, or SQL that stands for
            them
        """
        return SQL(
            """SELECT id, amount, threshold
                 FROM marfanet_ai_budget
                WHERE active AND level = %(level)s
                  AND (user_id = %(user)s OR user_id IS NULL)
                  AND (company_id = %(company)s OR company_id IS NULL)
             ORDER BY user_id NULLS LAST, company_id NULLS LAST
                LIMIT 1""",
            level=period["level"],
            user=period["user_id"],
            company=period["company_id"],
        )
