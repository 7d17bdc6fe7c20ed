import json
import re
from datetime import timedelta

from odoo import fields
from odoo.http import root
from odoo.tests import HttpCase, new_test_user

from ..models.ir_http import STAMP
from ..models.marfanet_access_door_arming import ARMED
from ..tools import secrets

AGENT = "marfanet_crm.group_marfanet_agent"


class DoorsCase(HttpCase):
    """Both doors with an address each, armed, and a person of either."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Wrong paths are counted on a connection of their own; the one connection of a
        # test cannot be read-only meanwhile.
        cls.set_registry_readonly_mode(False)
        doors = cls.env["marfanet.access.door"]
        cls.admin_door = cls.env.ref("marfanet_access.marfanet_access_door_admin")
        cls.crm_door = cls.env.ref("marfanet_access.marfanet_access_door_crm")
        cls.admin_secret = cls.admin_door._rotate()
        cls.crm_secret = cls.crm_door._rotate()
        # What matters of a door is asked here, not of a code that changes each minute.
        cls.admin_door.requires_second_factor = False
        cls.doors = doors
        cls.agent = new_test_user(cls.env, "door-agent", AGENT, password="agent-secret")
        cls.admin = new_test_user(
            cls.env, "door-admin", "base.group_system", password="admin-secret"
        )
        cls.env["ir.config_parameter"].set_param(ARMED, "True")

    def get(self, path, **options):
        return self.url_open(path, allow_redirects=False, **options)

    def post_json(self, path, **params):
        response = self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response

    def open_door(self, secret):
        response = self.get(f"/{secret}")
        self.assertEqual(response.status_code, 303)
        return response

    def post_log_in(self, login, password):
        page = self.get("/web/login")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        return self.url_open(
            "/web/login",
            data={
                "csrf_token": token[1] if token else "",
                "login": login,
                "password": password,
            },
            allow_redirects=False,
        )

    def sign_in(self, user, secret):
        """Sign a person in as they would: by their door's address and a password."""
        self.open_door(secret)
        kind = user.login.removeprefix("door-")
        response = self.post_log_in(user.login, f"{kind}-secret")
        self.assertEqual(response.status_code, 303)
        self.assertNotIn("/web/login", response.headers["Location"])

    @property
    def kept(self):
        """The session as the server keeps it."""
        return root.session_store.get(self.opener.cookies["session_id"])

    def restamp(self, **changes):
        """Change the stamp of the session that the server keeps."""
        session = self.kept
        session[STAMP] = {**session[STAMP], **changes}
        root.session_store.save(session)

    def signed_in_as(self):
        """Return whose the present session is, as the server's answers have it."""
        answer = self.post_json("/web/session/get_session_info")
        if answer.headers["Content-Type"].startswith("application/json"):
            return answer.json().get("result", {}).get("username")
        return None

    def overlap_is_over(self, door):
        door.sudo().previous_until = fields.Datetime.now() - timedelta(seconds=1)

    def assertAsMissing(self, path, method="GET", **options):
        """The answer is that of an address of the same length that nobody ever made."""
        missing = re.sub(r"\w", "q", path.partition("?")[0])
        missing += path[len(missing) :]
        if path == "/":
            missing = "/q"
        self.assertNotEqual(missing, path)
        ask = {"method": method, "allow_redirects": False, "timeout": 30, **options}
        url = self.base_url()
        answers = []
        for address in (path, missing):
            # Each as a visitor who has never been here.
            self.opener.cookies.clear()
            answers.append(self.opener.request(url=url + address, **ask))
        found, expected = answers
        self.assertEqual(found.status_code, expected.status_code, path)
        self.assertEqual(_steady(found.headers), _steady(expected.headers), path)
        self.assertEqual(
            _steady_text(found.text),
            _steady_text(expected.text.replace(missing, path)),
            path,
        )

    def near_misses(self, secret):
        other = "A" if secret[-1] != "A" else "B"
        yield secret[:-1] + other
        yield secret[:-1]
        yield secret + other
        yield secret.swapcase()
        yield secrets.new_secret()


def _steady(headers):
    """Return the headers without what differs between any two answers."""
    steady = {name: headers[name] for name in headers if name.lower() != "date"}
    if "Set-Cookie" in steady:
        steady["Set-Cookie"] = re.sub(
            r"session_id=[\w-]+|Expires=[^;]+", "", steady["Set-Cookie"]
        )
    return steady


def _steady_text(text):
    return re.sub(r'csrf_token: "\w+"', "", text)
