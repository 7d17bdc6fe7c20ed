from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user
from odoo.tools import SQL, mute_logger

from odoo.addons.base.tests.common import BaseCommon

from ..exceptions import OverBudget
from ..tools.periods import Payer, zone
from ..tools.prices import exact
from ..tools.transactions import own_cursor
from .ledger_common import LedgerCase


class TestMarfanetAiBudget(LedgerCase):
    def test_what_fits_exactly_is_allowed_and_the_next_is_refused(self):
        self.budget(3)
        for _call in range(3):
            self.spend(1000)
        self.assertTrue(self.is_refused(1))
        self.assertEqual(self.usage(self.sara), (3, 0))

    def test_first_request_over_the_limit_is_refused(self):
        self.budget(0.5)
        self.assertTrue(self.is_refused(1000))
        self.assertFalse(self.is_refused(500))

    def test_who_is_refused_learns_when_there_is_money_again(self):
        self.sara.tz = "Asia/Tehran"
        limits = {
            # A day ends at midnight on Sara's clock, the month Azar with its thirtieth.
            "user": datetime(2025, 11, 29, 20, 30),
            "company": datetime(2025, 12, 21, 20, 30),
        }
        for level, renewed_at in limits.items():
            budget = self.budget(0, level=level)
            with self.subTest(level), freeze_time("2025-11-29 08:00:00"):
                self.assertEqual(self._renewed_at(), renewed_at)
            budget.active = False
            self.env.flush_all()

    def _renewed_at(self):
        # Not by assertRaises: Odoo's would roll back what the call has written.
        try:
            self.spend(1)
        except OverBudget as error:
            return error.renewed_at

    def test_what_is_under_way_counts(self):
        self.budget(1.5)
        with self.recorded(1000):
            self.assertTrue(self.is_refused(1000))
        self.assertTrue(self.is_refused(1000))
        self.assertFalse(self.is_refused(500))

    def test_company_has_a_limit_of_its_own(self):
        reza = new_test_user(self.env, "reza.ledger", "base.group_user")
        self.budget(2, level="company")
        self.spend(1000)
        self.spend(1000, reza)
        self.assertTrue(self.is_refused(1))
        self.assertTrue(self.is_refused(1, reza))
        self.assertEqual(self.usage(self.env.company), (2, 0))

    def test_nothing_stays_set_aside_where_the_other_level_refuses(self):
        self.budget(5)
        self.budget(0.5, level="company")
        self.assertTrue(self.is_refused(1000))
        self.assertEqual(self.usage(self.sara), (0, 0))
        self.assertEqual(self.usage(self.env.company), (0, 0))

    def test_own_budget_stands_in_for_that_of_all(self):
        self.budget(1)
        self.spend(1000)
        self.assertTrue(self.is_refused(500))
        self.budget(1.5, user_id=self.sara.id)
        self.assertFalse(self.is_refused(500))
        # What was spent before it was given counts.
        self.assertTrue(self.is_refused(1))

    def test_raised_limit_takes_effect_at_once(self):
        budget = self.budget(1)
        self.assertTrue(self.is_refused(2000))
        budget.amount = 2
        self.assertFalse(self.is_refused(2000))

    def test_without_budget_all_is_allowed_and_counted(self):
        self.spend(9_000_000)
        self.assertEqual(self.usage(self.sara), (9_000, 0))

    def test_system_spends_the_month_of_the_company_alone(self):
        self.budget(0)
        self.spend(1000, self.env.ref("base.user_root"))
        self.assertEqual(self.usage(self.env.company), (1, 0))
        self.assertEqual(self.usage(self.env.ref("base.user_root")), (0, 0))

    def test_what_is_left_can_be_asked_by_the_agent(self):
        budgets = self.env["marfanet.ai.budget"].with_user(self.sara)
        provider = self.provider.with_user(self.sara).sudo()
        self.assertTrue(budgets._has_left())
        self.budget(1)
        self.assertTrue(provider._is_within_budget())
        self.spend(1000)
        self.assertFalse(budgets._has_left())
        self.assertFalse(provider._is_within_budget())
        provider.price_output = 0
        self.assertTrue(provider._is_within_budget())

    def test_day_begins_at_midnight_on_the_clock_of_the_user(self):
        self.budget(1)
        mina = new_test_user(
            self.env, "mina.ledger", "base.group_user", tz="Europe/Berlin"
        )
        # Tehran's midnight is 20:30 UTC, Berlin's 23:00 in winter.
        with freeze_time("2026-11-21 20:29:59"):
            self.spend(1000)
            self.spend(1000, mina)
        with freeze_time("2026-11-21 20:30:00"):
            self.assertFalse(self.is_refused(1000))
            self.assertTrue(self.is_refused(1000, mina))
        with freeze_time("2026-11-21 23:00:00"):
            self.assertTrue(self.is_refused(1000))
            self.assertFalse(self.is_refused(1000, mina))

    def test_clock_that_is_changed_counts_from_the_next_request_on(self):
        self.budget(1)
        with freeze_time("2026-11-21 21:00:00"):
            self.spend(1000)
            self.assertTrue(self.is_refused(1000))
            # There it is still the day before.
            self.sara.partner_id.tz = "Europe/Berlin"
            self.assertFalse(self.is_refused(1000))

    def test_month_is_jalali_on_the_clock_of_the_company(self):
        self.budget(1, level="company")
        # 1 Azar 1405 is 22 November 2026.
        with freeze_time("2026-11-21 20:29:59"):
            self.spend(1000)
            self.assertTrue(self.is_refused(1000))
        with freeze_time("2026-11-21 20:30:00"):
            self.assertFalse(self.is_refused(1000))
        with freeze_time("2026-12-01 12:00:00"):
            self.assertTrue(self.is_refused(1000))

    def test_call_that_ends_in_another_period_is_settled_in_its_own(self):
        self.budget(1)
        with freeze_time("2026-11-21 20:29:59") as clock:
            with self.recorded(1000):
                clock.tick(60)
            self.assertFalse(self.is_refused(1000))
        rows = self.env["marfanet.ai.budget.usage"].search(
            [("user_id", "=", self.sara.id)]
        )
        self.assertEqual(
            [(row.period_start, row.spent, row.reserved) for row in rows],
            [(date(2026, 11, 22), 1, 0), (date(2026, 11, 21), 1, 0)],
        )

    def test_form_shows_who_has_used_how_much(self):
        reza = new_test_user(self.env, "reza.ledger", "base.group_user")
        of_all, own = self.budget(4), self.budget(2, user_id=reza.id)
        self.spend(1000)
        self.spend(1000, reza)
        self.env.invalidate_all()
        self.assertEqual(of_all.usage_ids.user_id, self.sara)
        self.assertEqual(of_all.percent, 25)
        self.assertEqual(own.usage_ids.user_id, reza)
        self.assertEqual(own.percent, 50)

    def test_two_budgets_for_the_same_are_refused(self):
        self.budget(1)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.budget(2)

    def test_budget_per_day_is_for_users(self):
        with self.assertRaises(ValidationError):
            self.budget(1, company_id=self.env.company.id)


class TestReservingAtOnce(BaseCommon):
    """Two cursors of their own: what a test's one transaction cannot show."""

    def setUp(self):
        super().setUp()
        # A month of long ago, which nobody else means.
        company = self.env.ref("base.main_company")
        payer = Payer(None, company.id, zone("Asia/Tehran"))
        self.period = payer.period(datetime(1999, 1, 1))
        # Only what is committed counts here: the limit as it is installed.
        budget = self.env.ref("marfanet_ai.marfanet_ai_budget_company")
        self.limit = exact(budget.amount)
        self.addCleanup(self._forget)

    def _forget(self):
        with own_cursor(self.registry) as cr:
            cr.execute(
                "DELETE FROM marfanet_ai_budget_usage WHERE period_start < '2000-01-01'"
            )

    def reserve(self, cr, cost):
        env = self.env(cr=cr)
        return env["marfanet.ai.budget.usage"]._reserve(self.period, cost)

    def test_second_sees_what_the_first_has_set_aside_since_it_began(self):
        with own_cursor(self.registry) as second:
            second.execute("SELECT FROM marfanet_ai_budget_usage")
            with own_cursor(self.registry) as first:
                self.assertTrue(self.reserve(first, self.limit - 1))
            self.assertFalse(self.reserve(second, Decimal("1.000001")))
            self.assertTrue(self.reserve(second, Decimal("1")))

    def test_what_is_not_committed_is_not_set_aside(self):
        with own_cursor(self.registry) as first:
            self.assertTrue(self.reserve(first, self.limit))
            first.rollback()
        with own_cursor(self.registry) as second:
            self.assertTrue(self.reserve(second, self.limit))

    def test_what_many_settle_at_once_adds_up(self):
        with own_cursor(self.registry) as cr:
            of_company = self.reserve(cr, Decimal(0))
            admin = Payer(self.env.ref("base.user_admin").id, None, zone("Asia/Tehran"))
            period = admin.period(datetime(1999, 1, 1))
            usages = self.env(cr=cr)["marfanet.ai.budget.usage"]
            both = [of_company, usages._reserve(period, Decimal(0))]

        settling = self.env["marfanet.ai.budget.usage"]._settling()

        def settle(ids):
            query = "WITH settled AS (SELECT 1 released, 2 spent, %s usages) %s"
            with own_cursor(self.registry) as cr:
                cr.execute(SQL(query, ids, settling))
                return cr.fetchall()

        with ThreadPoolExecutor(max_workers=4) as workers:
            # Whichever of the two rows a request names first.
            done = list(workers.map(settle, [both, both[::-1]] * 20))
        self.assertEqual({len(rows) for rows in done}, {2})
        with own_cursor(self.registry) as cr:
            cr.execute(
                "SELECT spent, reserved FROM marfanet_ai_budget_usage WHERE id IN %s",
                [tuple(both)],
            )
            self.assertEqual(cr.fetchall(), [(80, -40)] * 2)
