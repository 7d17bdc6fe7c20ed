import base64
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools import secrets
from ..tools.qr import data_uri
from .common_doors import DoorsCase


@tagged("post_install", "-at_install")
class TestDoorRenewal(DoorsCase):
    def renew(self, user, door, **values):
        renewals = self.env["marfanet.access.door.renewal"].with_user(user)
        action = renewals.create({"door_id": door.id, **values}).action_renew()
        self.assertEqual(action["tag"], "marfanet_access_address")
        return action["params"]

    def secret_of(self, shown):
        secret = shown["address"].rpartition("/")[2]
        self.assertTrue(secrets.SHAPE.fullmatch(secret))
        return secret

    def test_an_administrator_sees_the_new_address_once(self):
        shown = self.renew(self.admin, self.crm_door, overlap="day")
        secret = self.secret_of(shown)
        self.assertEqual(shown["address"], f"{self.crm_door.get_base_url()}/{secret}")
        self.assertEqual(self.doors._find(secret)[0], self.crm_door)
        self.assertEqual(self.doors._find(self.crm_secret)[0], self.crm_door)
        until = self.crm_door.previous_until - fields.Datetime.now()
        self.assertAlmostEqual(until, timedelta(days=1), delta=timedelta(minutes=1))
        self.env.flush_all()
        self.env.cr.execute("SELECT kept::text FROM marfanet_access_door_renewal kept")
        self.assertNotIn(secret, str(self.env.cr.fetchall()))

    def test_without_an_overlap_the_old_address_is_void_at_once(self):
        shown = self.renew(self.admin, self.crm_door, overlap="none")
        self.assertFalse(self.doors._find(self.crm_secret)[0])
        self.assertEqual(self.doors._find(self.secret_of(shown))[0], self.crm_door)

    def test_a_compromised_address_is_void_whatever_else_was_chosen(self):
        before = self.agent._compute_session_token("of-an-agent")
        self.renew(
            self.admin,
            self.crm_door,
            is_compromised=True,
            overlap="week",
            channel="inbox",
        )
        self.assertFalse(self.doors._find(self.crm_secret)[0])
        self.assertNotEqual(before, self.agent._compute_session_token("of-an-agent"))

    def test_people_are_told_in_their_inbox_while_they_are_in(self):
        notices = self.env["marfanet.access.notice"].with_user(self.agent)
        shown = self.renew(self.admin, self.crm_door, overlap="day", channel="inbox")
        self.assertGreaterEqual(shown["told"], 1)
        self.assertEqual(
            [it["address"] for it in notices.open_mine()], [shown["address"]]
        )
        shown = self.renew(self.admin, self.crm_door, overlap="none", channel="inbox")
        self.assertEqual(shown["told"], 0)
        self.assertFalse(
            [it for it in notices.open_mine() if it["address"] == shown["address"]]
        )

    def test_only_administrators_renew(self):
        for user in (self.agent, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self.renew(user, self.crm_door)
            with self.assertRaises(AccessError):
                self.crm_door.with_user(user).action_compromised()
        self.assertEqual(self.doors._find(self.crm_secret)[0], self.crm_door)

    def test_who_renews_their_own_door_stays_in_alone(self):
        self.sign_in(self.admin, self.admin_secret)
        renewal = (
            self.env["marfanet.access.door.renewal"]
            .with_user(self.admin)
            .create({"door_id": self.admin_door.id, "is_compromised": True})
        )
        other = self.kept
        answer = self.post_json(
            "/web/dataset/call_button/marfanet.access.door.renewal/action_renew",
            model="marfanet.access.door.renewal",
            method="action_renew",
            args=[renewal.ids],
            kwargs={},
        ).json()
        secret = self.secret_of(answer["result"]["params"])
        self.assertEqual(self.signed_in_as(), self.admin.login)
        self.assertEqual(self.doors._find(secret)[0], self.admin_door)
        # The token of before is nobody's any more.
        self.assertNotEqual(other.session_token, self.kept.session_token)

    def test_the_picture_holds_the_address(self):
        kind, _comma, drawn = data_uri("https://crm.example/x").partition(",")
        self.assertEqual(kind, "data:image/svg+xml;base64")
        self.assertIn(b'<path d="M', base64.b64decode(drawn))
        self.assertNotEqual(drawn, data_uri("https://crm.example/y").partition(",")[2])
