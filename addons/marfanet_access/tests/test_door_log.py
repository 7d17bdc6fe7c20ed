import logging

from odoo.tests import BaseCase, tagged

from ..tools import secrets
from ..tools.log_filter import HideSecrets
from .common_doors import DoorsCase


class TestHiding(BaseCase):
    def test_whatever_looks_like_much_of_a_secret_is_hidden(self):
        secret = secrets.new_secret()
        for line in (
            f'"GET /{secret} HTTP/1.1" 303 -',
            f'"GET /{secret}/ HTTP/1.1" 303 -',
            f'"GET /{secret}?a=b HTTP/1.1" 303 -',
            f'"GET /fa/{secret} HTTP/1.1" 404 -',
            f'"GET /{secret[:-8]} HTTP/1.1" 404 -',
            f'"GET /{secret}.png HTTP/1.1" 404 -',
            f'"GET /{secret}%20{secret} HTTP/1.1" 404 -',
            f"https://crm.example/{secret}",
        ):
            shown = secrets.hide(line)
            self.assertNotIn(secret[:16], shown, line)
            self.assertIn("***", shown)

    def test_ordinary_addresses_stay_readable(self):
        for path in (
            "/web/login",
            "/web/assets/1/abcdef0/web.assets_frontend.min.js",
            "/web/dataset/call_kw/marfanet.interaction/web_search_read",
            "/odoo/action-marfanet_crm.marfanet_daily_work_log",
            "/websocket?version=19.0-2",
        ):
            line = f'"GET {path} HTTP/1.1" 200 -'
            self.assertEqual(secrets.hide(line), line)

    def test_lines_keep_their_arguments(self):
        record = logging.LogRecord(
            "werkzeug", logging.INFO, "", 0, '"%s" %s', ("GET / HTTP/1.1", 200), None
        )
        HideSecrets().filter(record)
        self.assertEqual(record.getMessage(), '"GET / HTTP/1.1" 200')


@tagged("post_install", "-at_install")
class TestDoorLog(DoorsCase):
    def test_no_log_of_the_server_has_the_address(self):
        with (
            # By number: Odoo calls a level of its own by the name.
            self.assertLogs("werkzeug", logging.INFO) as requests,
            self.assertLogs("odoo", logging.INFO) as others,
        ):
            self.open_door(self.crm_secret)
            self.get(f"/{self.crm_secret[:-1]}")
            self.get(f"/fa/{self.crm_secret}")
        said = "\n".join(requests.output + others.output)
        self.assertIn("opened from", said)
        self.assertIn("GET /***", said)
        self.assertNotIn(self.crm_secret[:16], said)
