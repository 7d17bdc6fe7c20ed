from base64 import b32encode
from datetime import datetime, timedelta

from lxml import html

from odoo import http
from odoo.tests import tagged

from .login_common import LoginCase

PATH = "/web/login/second_factor"
SECRET = b32encode(b"a secret of 20 bytes").decode()


@tagged("post_install", "-at_install")
class TestLoginSecondFactor(LoginCase):
    def armed(self):
        return self.doors._armed()

    def secret_on(self, page):
        return html.fromstring(page.text).find(".//code").text

    def test_who_has_none_sets_it_up_at_the_door_and_arms(self):
        self.stand_at(self.admin_door)
        answer = self.sign_in(self.admin)
        self.assertIn(PATH, answer.headers["Location"])
        self.assertIsNone(self.who())
        self.assertFalse(self.armed())

        page = self.url_open(PATH)
        secret = self.secret_on(page)
        self.assertIn("data:image/png;base64,", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        wrong = self.post(PATH, code="12 34x")
        self.assertIn("alert-danger", wrong.text)
        self.assertIsNone(self.who())
        # What was scanned once still holds after a mistake.
        self.assertEqual(self.secret_on(wrong), secret)

        self.post(PATH, code=self.code_of(secret))
        self.assertEqual(self.who(), self.admin.id)
        self.assertTrue(self.admin.totp_enabled)
        self.assertTrue(self.armed())
        entry = self.events.search(
            [("kind", "=", "sign_in"), ("user_ref", "=", self.admin.id)]
        )
        self.assertEqual(entry.door_ref, self.admin_door.id)

    def test_code_in_persian_digits_is_a_code(self):
        self.stand_at(self.admin_door)
        self.sign_in(self.admin)
        code = self.code_of(self.secret_on(self.url_open(PATH)))
        persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
        self.post(PATH, code=persian)
        self.assertEqual(self.who(), self.admin.id)

    def test_page_is_in_the_persons_language(self):
        self.env["res.lang"]._activate_lang("fa_IR")
        self.admin.lang = "fa_IR"
        self.stand_at(self.admin_door)
        self.sign_in(self.admin)
        page = html.fromstring(self.url_open(PATH).text)
        self.assertEqual(page.get("lang"), "fa-IR")

    def test_who_has_one_is_asked_for_it_and_arms(self):
        self.admin.totp_secret = SECRET
        self.stand_at(self.admin_door)
        self.sign_in(self.admin)
        self.assertIsNone(self.who())
        self.post("/web/login/totp", totp_token=self.code_of(SECRET))
        self.assertEqual(self.who(), self.admin.id)
        self.assertTrue(self.armed())

    def test_wrong_code_counts_and_arms_nothing(self):
        self.admin.totp_secret = SECRET
        self.stand_at(self.admin_door)
        self.sign_in(self.admin)
        code = self.code_of(SECRET)
        self.post("/web/login/totp", totp_token=code[::-1] + "1")
        self.assertIsNone(self.who())
        self.assertFalse(self.armed())
        refused = [("kind", "=", "refused"), ("user_ref", "=", self.admin.id)]
        self.assertEqual(self.events.search_count(refused), 1)

    def test_trusted_device_is_no_second_factor_where_one_is_required(self):
        self.admin.totp_secret = SECRET
        devices = self.env["auth_totp.device"].with_user(self.admin).sudo()
        until = datetime.now() + timedelta(days=1)
        device = devices._generate("browser", "x", until)
        for door, expected in ((self.admin_door, None), (None, self.admin.id)):
            self.stand_at(door)
            self.opener.cookies["td_id"] = device
            self.sign_in(self.admin)
            page = self.url_open("/web/login/totp")
            self.assertEqual(self.who(), expected)
            self.assertNotIn('name="remember"', page.text)
        self.stand_at()
        self.sign_in(self.admin)
        page = self.url_open("/web/login/totp")
        self.assertIn('name="remember"', page.text)

    def test_agents_door_asks_for_none(self):
        self.arm()
        self.stand_at(self.crm_door)
        self.sign_in(self.agent)
        self.assertEqual(self.who(), self.agent.id)

    def test_page_is_for_those_who_have_to(self):
        self.stand_at(self.admin_door)
        answer = self.url_open(PATH, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.admin.totp_secret = SECRET
        self.sign_in(self.admin)
        answer = self.url_open(PATH, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.admin.totp_secret, SECRET)

    def test_who_lost_it_sets_one_up_anew(self):
        # sudo: the secret is nobody's to read or write
        self.admin.sudo().totp_secret = "A" * 32
        self.assertTrue(self.admin.totp_enabled)
        self.admin._forget_second_factor()
        self.assertFalse(self.admin.totp_enabled)
        entry = self.events.search([("kind", "=", "recovery")], limit=1)
        self.assertEqual((entry.model, entry.res_id), ("res.users", self.admin.id))
        self.arm()
        self.stand_at(self.admin_door)
        answer = self.sign_in(self.admin)
        self.assertIn(PATH, answer.headers["Location"])

    def test_owner_of_a_passkey_is_sent_back_for_it(self):
        if "auth.passkey.key" not in self.env:
            self.assertFalse(self.admin._has_passkey())
            return
        keys = self.env["auth.passkey.key"].with_user(self.admin).sudo()
        keys.create({"name": "phone", "credential_identifier": "abc"})
        self.stand_at(self.admin_door)
        self.sign_in(self.admin)
        page = self.url_open(PATH)
        self.assertNotIn("data:image/png", page.text)
        self.assertIsNone(self.who())

    def test_another_door_after_the_password_ends_it(self):
        self.arm()
        self.admin.totp_secret = SECRET
        self.stand_at(self.admin_door)
        self.sign_in(self.admin)
        self.crm_door._rotate()
        self.admin_door._rotate()
        self.post_code_blindly(self.code_of(SECRET))
        self.assertIsNone(self.who())

    def post_code_blindly(self, code):
        self.url_open(
            "/web/login/totp",
            data={"totp_token": code, "csrf_token": http.Request.csrf_token(self)},
            allow_redirects=False,
        )
