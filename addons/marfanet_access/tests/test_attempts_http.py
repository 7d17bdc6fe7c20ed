import re
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..tools import secrets

PASSWORD = "a-password-of-attempts"
TOKEN = re.compile(r'csrf_token: "[^"]+"|name="csrf_token" value="([^"]+)"')


@tagged("post_install", "-at_install")
class TestAttemptsHttp(HttpCase):
    """What those who try too often are answered, on the server itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What is counted on another cursor is so on the same one in a test.
        cls.set_registry_readonly_mode(False)
        cls.sara = new_test_user(
            cls.env,
            "sara-over-http",
            "marfanet_crm.group_marfanet_agent",
            password=PASSWORD,
        )
        cls.door = cls.env["marfanet.access.door"].create(
            {
                "name": "Ours",
                "sequence": 0,
                "group_ids": [
                    Command.link(cls.env.ref("marfanet_crm.group_marfanet_agent").id)
                ],
            }
        )
        cls.secret = cls.door._rotate()

    def sign_in(self, password):
        page = self.url_open("/web/login")
        form = {
            "login": self.sara.login,
            "password": password,
            "csrf_token": TOKEN.search(page.text.replace("csrf_token: ", ""))[1],
        }
        return self.url_open("/web/login", form, allow_redirects=False)

    def test_log_in_page_says_how_long_to_wait_and_so_does_its_status(self):
        with freeze_time("2026-11-21 10:00", tick=False):
            for _attempt in range(5):
                wrong = self.sign_in("wrong")
            self.assertEqual(wrong.status_code, 200)
            refused = self.sign_in(PASSWORD)
        self.assertEqual(refused.status_code, 429)
        self.assertEqual(refused.headers["Retry-After"], "1")
        self.assertIn("Try again in 1 seconds.", refused.text)

    def test_right_password_clears_what_failed(self):
        for _attempt in range(4):
            self.sign_in("wrong")
        self.assertEqual(self.sign_in(PASSWORD).status_code, 303)
        for _attempt in range(4):
            self.assertEqual(self.sign_in("wrong").status_code, 200)

    def test_xmlrpc_tells_nothing_but_that_it_was_wrong(self):
        def authenticate(password):
            return self.xmlrpc_common.authenticate(
                self.env.cr.dbname, self.sara.login, password, {}
            )

        # Each call says that Odoo 20 will have no XML-RPC.
        quiet = mute_logger("odoo.addons.rpc.controllers.xmlrpc")
        with quiet, freeze_time("2026-11-21 10:00", tick=False):
            self.assertEqual(authenticate(PASSWORD), self.sara.id)
            for _attempt in range(5):
                self.assertFalse(authenticate("wrong"))
            self.assertFalse(authenticate(PASSWORD))
        refusal = self.env["marfanet.access.event"].search([], limit=1)
        self.assertEqual((refusal.kind, refusal.address), ("refused", "127.0.0.1"))

    def work_of(self, path):
        """Return the queries and comparisons of one request, and its answer."""
        compared = []
        compare = secrets.hmac.compare_digest

        def counted(one, other):
            compared.append(len(one))
            return compare(one, other)

        begun = self.env.cr.sql_log_count
        with patch.object(secrets.hmac, "compare_digest", counted):
            answer = self.url_open(path, allow_redirects=False)
        return self.env.cr.sql_log_count - begun, compared, answer

    def test_near_miss_and_noise_cost_the_same_work(self):
        last = "A" if self.secret[-1] != "A" else "B"
        first = "A" if self.secret[0] != "A" else "B"
        guesses = [
            self.secret[:-1] + last,
            first + self.secret[1:],
            self.secret[::-1],
            "x" * len(self.secret),
        ]
        # What is asked for the first time only
        self.work_of(f"/{'y' * len(self.secret)}")
        works, bodies = [], []
        for guess in guesses:
            queries, compared, answer = self.work_of(f"/{guess}")
            self.assertEqual(answer.status_code, 404)
            works.append((queries, compared))
            bodies.append(TOKEN.sub("", answer.text))
        self.assertEqual(works, works[:1] * len(guesses))
        self.assertGreater(len(works[0][1]), 0)
        self.assertEqual(len(set(bodies)), 1)
