import re
from base64 import b32decode
from time import time

from lxml import html

from odoo.tests import HttpCase, get_db_name, new_test_user

from odoo.addons.auth_totp.models.totp import TIMESTEP, hotp

AGENT = "marfanet_crm.group_marfanet_agent"
ADMIN = "base.group_system,marfanet_crm.group_marfanet_admin"
SERVICE = f"{AGENT},marfanet_access.group_marfanet_service"

DOOR_STAMP = "marfanet_door"


class LoginCase(HttpCase):
    """An agent, an administrator and a service account, before and behind the doors."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = new_test_user(cls.env, "login-agent", AGENT)
        cls.admin = new_test_user(cls.env, "login-admin", ADMIN)
        cls.service = new_test_user(cls.env, "login-service", SERVICE)
        cls.doors = cls.env["marfanet.access.door"]
        cls.crm_door = cls.env.ref("marfanet_access.marfanet_access_door_crm")
        cls.admin_door = cls.env.ref("marfanet_access.marfanet_access_door_admin")
        (cls.crm_door | cls.admin_door).write({"active": True})
        for door in (cls.crm_door, cls.admin_door):
            door._rotate()
        cls.events = cls.env["marfanet.access.event"]

    def arm(self):
        self.env["ir.config_parameter"].set_param("marfanet_access.armed", "True")

    def stamp_of(self, door):
        return {"door": door.id, "generation": door.generation, "until": None}

    def stand_at(self, door=None):
        """Begin a browser's session, as it is behind a door or before all of them."""
        stamp = door and {DOOR_STAMP: self.stamp_of(door)}
        self.authenticate(None, None, session_extra=stamp or None)

    def post(self, path, **form):
        page = self.url_open(path)
        token = html.fromstring(page.text).find(".//input[@name='csrf_token']")
        return self.url_open(
            path,
            data={**form, "csrf_token": token.get("value")},
            allow_redirects=False,
        )

    def sign_in(self, user, password=None):
        """Fill in the form of the log-in page; return the answer."""
        return self.post("/web/login", login=user.login, password=password or user.login)

    def who(self):
        """Return who the server takes this session for, or None."""
        answer = self.url_open(
            "/web/session/get_session_info", json={}, method="POST"
        )
        # To strangers there is no such address.
        return answer.ok and answer.json().get("result", {}).get("uid") or None

    def rpc_user(self, user, password=None):
        """Return what XML-RPC's log-in says: the user's id or False."""
        return self.xmlrpc_common.authenticate(
            get_db_name(), user.login, password or user.login, {}
        )

    def code_of(self, secret, step=0):
        """Return what an authenticator app shows.

        :param step: how many half-minutes later
        """
        key = b32decode(re.sub(r"\s", "", secret).upper())
        counter = int(time() / TIMESTEP) + step
        return f"{hotp(key, counter):06}"
