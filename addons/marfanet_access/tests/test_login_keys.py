from datetime import datetime, time, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models import res_users as base_users

from .login_common import SERVICE, LoginCase


@tagged("post_install", "-at_install")
class TestLoginKeys(LoginCase):
    def key_of(self, user, scope=None):
        """Return a key that was made before this addon came."""
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        until = datetime.now() + timedelta(days=1)
        return base_users.ResUsersApikeys._generate(keys, scope, "before", until)

    def ask_json(self, key):
        return self.url_open(
            "/json/2/res.users/context_get",
            json={},
            method="POST",
            headers={"Authorization": f"bearer {key}"},
        )

    def make_key(self, user=None, **values):
        wizard = self.env["marfanet.access.key"].with_user(self.admin)
        wizard = wizard.create(
            {"user_id": (user or self.service).id, "name": "Panel", **values}
        )
        # Past the question for the administrator's password.
        return wizard.make_key.__wrapped__(wizard)

    def test_key_of_a_service_account_opens(self):
        for armed in (False, True):
            if armed:
                self.arm()
            answer = self.ask_json(self.key_of(self.service))
            self.assertEqual(answer.status_code, 200, answer.text)

    @mute_logger("odoo.http")
    def test_key_of_an_agent_made_before_never_opens(self):
        wrong = self.ask_json("0" * 40)
        answer = self.ask_json(self.key_of(self.agent))
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(answer.json()["message"], wrong.json()["message"])
        asks = "WWW-Authenticate"
        self.assertEqual(answer.headers[asks], wrong.headers[asks])

    @mute_logger("odoo.http")
    def test_key_of_an_administrator_ends_with_the_arming(self):
        key = self.key_of(self.admin)
        self.assertEqual(self.ask_json(key).status_code, 200)
        self.arm()
        self.assertEqual(self.ask_json(key).status_code, 401)

    def test_key_of_another_scope_is_as_any(self):
        keys = self.env["res.users.apikeys"]
        key = self.key_of(self.agent, "odoo.plugin.outlook")
        self.assertIsNone(keys._check_credentials(scope="odoo.plugin.outlook", key=key))

    def test_trusted_device_is_no_key(self):
        devices = self.env["auth_totp.device"]
        until = datetime.now() + timedelta(days=1)
        device = devices.with_user(self.agent).sudo()._generate("browser", "x", until)
        found = devices._check_credentials(scope="browser", key=device)
        self.assertEqual(found, self.agent.id)

    def test_agents_make_no_keys(self):
        description = self.env["res.users.apikeys.description"].with_user(self.agent)
        with self.assertRaises(AccessError):
            description.check_access_make_key()
        with self.assertRaises(AccessError):
            self.env["res.users.apikeys"].with_user(self.agent).sudo()._generate(
                None, "own", datetime.now() + timedelta(days=1)
            )
        self.assertFalse(self.agent.with_user(self.agent).may_make_own_keys)

    def test_people_make_keys_until_the_doors_are_armed(self):
        description = self.env["res.users.apikeys.description"].with_user(self.admin)
        description.check_access_make_key()
        self.assertTrue(self.admin.with_user(self.admin).may_make_own_keys)
        self.arm()
        self.admin.invalidate_recordset()
        with self.assertRaises(AccessError):
            description.check_access_make_key()
        self.assertFalse(self.admin.with_user(self.admin).may_make_own_keys)

    def test_service_account_makes_itself_no_key(self):
        description = self.env["res.users.apikeys.description"].with_user(self.service)
        with self.assertRaises(AccessError):
            description.check_access_make_key()

    def test_key_is_good_until_the_administrators_day_ends(self):
        self.admin.tz = "Asia/Tehran"
        self.make_key(valid_until=self.in_days(1))
        [until] = self.service.api_key_ids.mapped("expiration_date")
        last_second = datetime.combine(self.in_days(1), time(20, 29, 59))
        self.assertEqual(until, last_second)

    def test_administrator_makes_a_key_which_is_shown_once(self):
        action = self.make_key()
        key = action["context"]["default_key"]
        self.assertEqual(self.ask_json(key).status_code, 200)
        stored = self.service.api_key_ids
        self.assertEqual(stored.expiration_date.date(), self.in_days(90))
        until = action["context"]["default_expiration_date"]
        self.assertEqual(until, stored.expiration_date)
        shown = self.env[action["res_model"]].with_context(**action["context"])
        views = shown.get_view(action["views"][0][0], "form")
        self.assertIn('name="expiration_date"', views["arch"])
        entry = self.events.search([("kind", "=", "key")], limit=1)
        self.assertEqual(entry.res_id, self.service.id)
        self.assertNotIn(key, str(entry.read()))

    def in_days(self, days):
        return datetime.now().date() + timedelta(days=days)

    def test_key_is_for_a_service_account_and_a_year_at_most(self):
        with self.assertRaises(ValidationError):
            self.make_key(user=self.agent)
        for days in (-1, 367):
            with self.assertRaises(ValidationError):
                self.make_key(valid_until=self.in_days(days))
        wizards = self.env["marfanet.access.key"]
        with self.assertRaises(AccessError):
            wizards.with_user(self.agent).create(
                {"user_id": self.service.id, "name": "own"}
            )

    def test_one_administrator_stays_a_person(self):
        others = self.env.ref("base.group_system").all_user_ids - self.admin
        service = self.env.ref(SERVICE.split(",")[1])
        with self.assertRaises(UserError):
            (others | self.admin).write({"group_ids": [(4, service.id)]})
        self.admin.write({"group_ids": [(4, service.id)]})
        system = self.env.ref("base.group_system")
        for change in ({"active": False}, {"group_ids": [(3, system.id)]}):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                others.write(change)
