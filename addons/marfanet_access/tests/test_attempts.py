from datetime import timedelta

from freezegun import freeze_time
from werkzeug.exceptions import TooManyRequests

from odoo import fields
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..exceptions import TooManyAttempts
from .common_attempts import ELSEWHERE, HOME, AttemptsCase

HALF_AN_HOUR = 30 * 60


@tagged("post_install", "-at_install")
class TestAttempts(AttemptsCase):
    def test_each_further_wrong_password_waits_twice_as_long(self):
        with freeze_time("2026-11-21 10:00"), self.at(HOME):
            waits = []
            for _attempt in range(10):
                self.try_in_vain()
                waits.append(self.wait())
        self.assertEqual(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, HALF_AN_HOUR])

    def test_who_waits_long_enough_is_looked_at_again(self):
        with freeze_time("2026-11-21 10:00") as clock, self.at(HOME):
            self.try_in_vain(6)
            clock.tick(1)
            self.assertTrue(self.wait())
            clock.tick(1)
            self.assertFalse(self.wait())
            self.try_in_vain(4)
            clock.tick(HALF_AN_HOUR - 3)
            self.assertEqual(self.wait(), 1)
            clock.tick(1)
            self.assertFalse(self.wait())
            # It begins anew, and is not the eleventh.
            self.try_in_vain()
            self.assertFalse(self.wait())

    def test_victim_is_not_kept_out_from_where_they_signed_in_before(self):
        with self.at(HOME):
            self.attempts._succeeded(self.sara.id)
        with self.at(ELSEWHERE):
            self.try_in_vain(40)
            self.assertTrue(self.wait())
        with self.at("192.0.2.77"):
            self.assertTrue(self.wait(), "A name is tried from everywhere")
        with self.at(HOME):
            self.assertFalse(self.wait())
            self.try_in_vain(10)
            self.assertTrue(self.wait(), "Their own failures count there too")

    def test_neighbour_who_tries_names_keeps_out_only_who_is_new_there(self):
        reza = self.env["res.users"].create({"name": "رضا", "login": "reza-here"})
        with self.at(HOME):
            self.attempts._succeeded(self.sara.id)
            for number in range(30):
                self.try_in_vain(account=f"nobody-{number}")
            self.assertFalse(self.wait())
            self.assertTrue(self.wait(reza.login))
            self.assertTrue(self.wait(None))
        with self.at(ELSEWHERE):
            self.assertFalse(self.wait(reza.login))

    def test_signing_in_clears_what_failed_there_and_nothing_elsewhere(self):
        with self.at(ELSEWHERE):
            self.try_in_vain(10)
        with self.at(HOME):
            self.try_in_vain(9)
            self.attempts._succeeded(self.sara.login)
            self.try_in_vain(4)
            self.assertFalse(self.wait())
        with self.at(ELSEWHERE):
            self.assertTrue(self.wait())

    def test_name_that_nobody_has_is_refused_as_one_that_somebody_has(self):
        waits = {}
        with freeze_time("2026-11-21 10:00"):
            for name in (self.sara.login, "nobody-at-all"):
                with self.at(HOME if name == self.sara.login else ELSEWHERE):
                    self.try_in_vain(10, name)
                    waits[name] = self.wait(name)
        self.assertEqual(set(waits.values()), {HALF_AN_HOUR})

    def test_what_was_typed_as_a_name_is_not_kept(self):
        with self.at(HOME):
            self.try_in_vain(account="my-password-by-mistake")
        self.env.cr.execute("SELECT * FROM marfanet_access_attempt")
        self.assertNotIn("by-mistake", str(self.env.cr.fetchall()))

    def test_a_name_and_its_number_are_one_person(self):
        with self.at(HOME):
            self.try_in_vain(5, self.sara.login)
            self.try_in_vain(5, self.sara.id)
            self.assertGreater(self.wait(self.sara.login), 60)

    def test_addresses_of_one_ipv6_network_are_counted_together(self):
        for number in range(30):
            with self.at(f"2001:db8:1:2::{number + 1:x}"):
                self.try_in_vain(account=None)
        with self.at("2001:db8:1:2:ffff::9"):
            self.assertTrue(self.wait(None))
        with self.at("2001:db8:1:3::1"):
            self.assertFalse(self.wait(None))

    def test_eleventh_wrong_path_is_refused(self):
        with freeze_time("2026-11-21 10:00") as clock, self.at(HOME):
            for _attempt in range(10):
                self.attempts._missed_path()
                clock.tick(25)
            with self.assertRaises(TooManyRequests) as refusal:
                self.attempts._missed_path()
        headers = dict(refusal.exception.get_headers())
        self.assertEqual(headers["Retry-After"], str(HALF_AN_HOUR - 250))
        with self.at(ELSEWHERE):
            self.attempts._missed_path()

    def test_wrong_paths_keep_nobody_from_signing_in(self):
        with self.at(HOME):
            for _attempt in range(12):
                self.attempts._failed("path")
            self.assertFalse(self.wait())

    def test_other_systems_are_told_no_more_than_of_a_wrong_password(self):
        with self.at(HOME, "/xmlrpc/2/common"):
            self.try_in_vain(10)
            with self.assertRaises(TooManyAttempts) as refusal:
                self.attempts._refuse_if_too_many("login", self.sara.login)
        self.assertEqual(str(refusal.exception), str(AccessDenied()))

    def test_calls_that_anybody_can_make_keep_nobody_from_a_page(self):
        """Neither the victim, who is new here, nor a neighbour of who has called."""
        for number in range(4):
            with self.at(f"198.51.100.{number}", "/xmlrpc/2/common"):
                self.try_in_vain(9)
        with self.at(HOME, "/xmlrpc/2/common"):
            self.try_in_vain(35, account="nobody-of-attempts")
            self.assertTrue(self.wait(), "Who calls waits, wherever they are.")
        with self.at(HOME):
            for _key in range(35):
                self.attempts._failed("call")
            self.assertFalse(self.wait())

    def test_numbers_are_the_administrators(self):
        self.env["res.config.settings"].create(
            {"marfanet_access_attempts_person": 3}
        ).execute()
        with self.at(HOME):
            self.try_in_vain(2)
            self.assertLess(self.wait(), 60)
            self.try_in_vain()
            self.assertGreater(self.wait(), 60)

    def test_outside_of_a_request_nothing_is_counted(self):
        before = self.attempts.search_count([])
        self.try_in_vain(20)
        self.assertFalse(self.wait())
        self.attempts._succeeded(self.sara.id)
        self.assertEqual(self.attempts.search_count([]), before)


@tagged("post_install", "-at_install")
class TestPasswordAskedAgain(AttemptsCase):
    """Who finds somebody's session open does not guess at leisure."""

    def test_before_what_is_delicate(self):
        checks = self.env["res.users.identitycheck"].with_user(self.sara)
        check = checks.with_context(password="wrong").create({})
        with freeze_time("2026-11-21 10:00"), self.at(HOME):
            for _guess in range(5):
                with self.assertRaisesRegex(UserError, "Incorrect Password"):
                    check._check_identity()
            with self.assertRaises(TooManyAttempts):
                check._check_identity()

    def test_before_another_password(self):
        users = self.env["res.users"].with_user(self.sara)
        with freeze_time("2026-11-21 10:00"), self.at(HOME):
            for _guess in range(5):
                with self.assertRaisesRegex(AccessDenied, "Access Denied"):
                    users.change_password("wrong", "new-password")
            with self.assertRaises(TooManyAttempts):
                users.change_password("wrong", "new-password")


@tagged("post_install", "-at_install")
class TestAttemptsList(AttemptsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "admin-of-list", "base.group_system")
        cls.agent = new_test_user(
            cls.env, "agent-of-list", "marfanet_crm.group_marfanet_agent"
        )

    def rows(self, user):
        self.attempts.invalidate_model()
        return self.attempts.with_user(user).search([("network", "=", HOME)])

    def test_administrators_see_who_is_refused_and_forget_it(self):
        with self.at(HOME):
            self.attempts._succeeded(self.sara.id)
            self.try_in_vain(10)
        row = self.rows(self.admin)
        self.assertEqual((row.who, row.place), ("سارا", HOME))
        self.assertGreater(row.refused_until, fields.Datetime.now())
        self.assertTrue(row.action_forget())
        self.env.flush_all()
        with self.at(HOME):
            self.assertFalse(self.wait())
        self.assertTrue(row.signed_in)

    def test_agents_neither_see_nor_forget(self):
        with self.at(HOME):
            self.try_in_vain(10)
        row = self.rows(self.admin)
        with self.assertRaises(AccessError):
            self.rows(self.agent)
        with self.assertRaises(AccessError):
            row.with_user(self.agent).action_forget()

    def test_rows_that_decide_nothing_go(self):
        now = fields.Datetime.now()
        with freeze_time(now - timedelta(days=91)), self.at(HOME):
            self.attempts._succeeded(self.sara.id)
        with freeze_time(now - timedelta(days=89)), self.at(ELSEWHERE):
            self.attempts._succeeded(self.sara.id)
        with freeze_time(now - timedelta(minutes=31)), self.at("192.0.2.1"):
            self.attempts._failed("path")
        with freeze_time(now - timedelta(minutes=29)), self.at("192.0.2.2"):
            self.attempts._failed("path")
        with freeze_time(now):
            self.attempts._gc_attempts()
        left = {row.network for row in self.attempts.search([])}
        self.assertIn(ELSEWHERE, left)
        self.assertIn("192.0.2.2", left)
        self.assertFalse(left & {HOME, "192.0.2.1"})
