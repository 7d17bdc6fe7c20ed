import re
from types import SimpleNamespace
from unittest.mock import patch
from xmlrpc.client import Fault

from odoo.exceptions import AccessDenied
from odoo.tests import get_db_name, tagged
from odoo.tools import mute_logger

from ..models import res_users_second_factor
from .login_common import DOOR_STAMP, LoginCase

RPC_NOTICE = "odoo.addons.rpc.controllers.xmlrpc"


@tagged("post_install", "-at_install")
class TestLogin(LoginCase):
    def told_of(self, user):
        return self.entered("alert", user)

    def entered(self, kind, user):
        return self.events.search_count(
            [("kind", "=", kind), ("user_ref", "=", user.id)]
        )

    def test_until_the_doors_are_armed_nobody_needs_one(self):
        self.stand_at()
        self.sign_in(self.agent)
        self.assertEqual(self.who(), self.agent.id)

    def test_right_password_at_the_right_door_is_in(self):
        self.arm()
        self.stand_at(self.crm_door)
        self.sign_in(self.agent)
        self.assertEqual(self.who(), self.agent.id)
        self.assertEqual(self.entered("sign_in", self.agent), 1)
        self.assertFalse(self.told_of(self.agent))

    def test_right_password_at_another_door_looks_as_a_wrong_one(self):
        self.arm()
        answers = []
        for password in ("not-the-password", self.admin.login):
            self.stand_at(self.crm_door)
            answer = self.sign_in(self.admin, password)
            self.assertIsNone(self.who())
            token = r'csrf_token[^>]*value="[^"]*"|csrf_token: "[^"]*"'
            answers.append(
                (answer.status_code, self.without(token, answer.text).split())
            )
            self.assertIn("Wrong login/password", answer.text)
        self.assertEqual(answers[0], answers[1])

    def test_a_number_is_nobodys_name(self):
        self.arm()
        self.stand_at(self.crm_door)
        for login in (self.admin.id, [self.admin.login]):
            params = {"db": get_db_name(), "login": login, "password": "wrong"}
            with self.assertLogs("odoo.http", "WARNING"):
                answer = self.url_open(
                    "/web/session/authenticate", json={"params": params}
                )
            self.assertIn("AccessDenied", answer.text)
        self.assertFalse(self.entered("refused", self.admin))

    def without(self, pattern, text):
        return re.sub(pattern, "", text)

    def test_administrators_hear_of_a_right_password_at_no_door(self):
        self.arm()
        self.stand_at(self.crm_door)
        self.sign_in(self.admin, "not-the-password")
        self.assertFalse(self.told_of(self.admin))
        self.assertEqual(self.entered("refused", self.admin), 1)
        self.sign_in(self.admin)
        self.assertEqual(self.told_of(self.admin), 1)
        self.assertEqual(self.entered("refused", self.admin), 2)

    def test_name_that_nobody_has_takes_the_time_of_a_password(self):
        users = self.env["res.users"]
        users._hash_of_nobody()
        context = type(users._crypt_context())
        with patch.object(context, "verify", autospec=True) as verify:
            with self.assertRaises(AccessDenied):
                users._login(
                    {"type": "password", "login": "nobody-at-all", "password": "x"},
                    {"interactive": True},
                )
        self.assertEqual(verify.call_count, 1)

    def test_module_that_lets_in_by_itself_does_not_pass_the_door(self):
        self.arm()

        def own_login(users, credential, user_agent_env):
            return {"uid": self.agent.id, "auth_method": "own", "mfa": "skip"}

        users = self.env["res.users"]
        with patch.object(self.registry["res.users"], "_login", own_login):
            with self.assertRaises(AccessDenied):
                users.authenticate(
                    {"type": "own", "login": self.agent.login}, {"interactive": True}
                )

    def test_stamp_that_another_database_gave_is_none(self):
        self.arm()
        self.stand_at(self.crm_door)
        asked = SimpleNamespace(
            session={DOOR_STAMP: self.stamp_of(self.crm_door)}, db=self.env.cr.dbname
        )
        with patch.object(res_users_second_factor, "request", asked):
            self.assertTrue(self.agent._may_come_in(interactive=True))
            asked.db = "another"
            self.assertFalse(self.agent._may_come_in(interactive=True))

    def test_sign_out_is_entered(self):
        self.stand_at()
        self.sign_in(self.agent)
        self.url_open("/web/session/logout", allow_redirects=False)
        self.assertIsNone(self.who())
        self.assertEqual(self.entered("sign_out", self.agent), 1)

    def test_becoming_the_superuser_is_entered(self):
        self.stand_at()
        self.sign_in(self.admin)
        superuser = self.env.ref("base.user_root")
        # Else Odoo makes them while it only reads, and warns of it.
        self.env["res.users.settings"]._find_or_create_for_user(superuser)
        self.url_open("/web/become", allow_redirects=False)
        self.assertEqual(self.who(), superuser.id)
        self.assertEqual(self.entered("sign_in", self.admin), 2)


@tagged("post_install", "-at_install")
class TestLoginOverRPC(LoginCase):
    def setUp(self):
        super().setUp()
        # Of each refusal Odoo warns.
        self.enterContext(mute_logger(RPC_NOTICE, "odoo.http"))

    def ask(self, user, password=None):
        return self.xmlrpc_object.execute_kw(
            get_db_name(), user.id, password or user.login,
            "res.users", "search_count", [[("id", "=", user.id)]],
        )  # fmt: skip

    def test_until_the_doors_are_armed_passwords_do(self):
        self.assertEqual(self.rpc_user(self.agent), self.agent.id)
        self.assertEqual(self.ask(self.agent), 1)

    def test_only_service_accounts_are_let_in(self):
        self.arm()
        self.assertEqual(self.rpc_user(self.service), self.service.id)
        self.assertEqual(self.ask(self.service), 1)
        for person in (self.agent, self.admin):
            self.assertFalse(self.rpc_user(person))
            with self.assertRaisesRegex(Fault, "Access Denied"):
                self.ask(person)

    def test_password_that_was_right_before_is_remembered_by_nobody(self):
        self.assertEqual(self.ask(self.agent), 1)
        self.arm()
        with self.assertRaisesRegex(Fault, "Access Denied"):
            self.ask(self.agent)

    def test_wrong_password_of_a_service_account_is_wrong(self):
        self.arm()
        self.assertFalse(self.rpc_user(self.service, "not-the-password"))
        with self.assertRaisesRegex(Fault, "Access Denied"):
            self.ask(self.service, "not-the-password")

    def test_service_account_never_signs_in_to_pages(self):
        self.arm()
        self.stand_at(self.crm_door)
        self.sign_in(self.service)
        self.assertIsNone(self.who())
