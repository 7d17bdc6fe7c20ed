from datetime import timedelta

from odoo import fields
from odoo.http import root
from odoo.tests import tagged

from ..models.ir_http import STAMP
from ..models.marfanet_access_door_arming import ARMED
from .common_doors import DoorsCase


@tagged("post_install", "-at_install")
class TestDoorStamps(DoorsCase):
    def test_the_right_path_leads_to_the_log_in_page_without_a_trace(self):
        response = self.open_door(self.crm_secret)
        self.assertEqual(
            response.headers["Location"].removeprefix(self.base_url()), "/web/login"
        )
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", response.headers["X-Robots-Tag"])
        self.assertNotIn(self.crm_secret, response.text + str(response.headers))
        stamp = self.kept[STAMP]
        self.assertEqual(stamp["door"], self.crm_door.id)
        self.assertEqual(stamp["generation"], self.crm_door.generation)
        self.assertEqual(self.get("/web/login").status_code, 200)

    def test_a_slash_at_its_end_does_no_harm(self):
        self.open_door(f"{self.crm_secret}/")

    def test_the_session_before_gains_nothing_by_the_door(self):
        self.get("/web/health")
        self.authenticate(None, None)
        before = self.opener.cookies["session_id"]
        self.open_door(self.crm_secret)
        self.assertNotEqual(before, self.opener.cookies["session_id"])
        self.opener.cookies.clear()
        self.opener.cookies.set("session_id", before)
        self.assertEqual(self.get("/web/login").status_code, 404)

    def test_a_person_signs_in_at_their_own_door(self):
        self.sign_in(self.agent, self.crm_secret)
        self.assertEqual(self.signed_in_as(), self.agent.login)
        self.assertIsNone(self.kept[STAMP]["until"])
        self.assertEqual(self.get("/odoo").status_code, 200)

    def test_nobody_signs_in_at_anothers_door(self):
        for user, secret, password in (
            (self.agent, self.admin_secret, "agent-secret"),
            (self.admin, self.crm_secret, "admin-secret"),
        ):
            self.authenticate(None, None)
            self.open_door(secret)
            self.post_log_in(user.login, password)
            self.assertIsNone(self.signed_in_as())
            self.assertIsNone(self.kept.uid)

    def test_an_hour_to_sign_in(self):
        self.open_door(self.crm_secret)
        until = fields.Datetime.now() - timedelta(seconds=1)
        self.restamp(until=until.isoformat())
        self.assertEqual(self.get("/web/login").status_code, 404)

    def test_out_at_the_next_request_when_the_stamp_is_anothers(self):
        self.sign_in(self.agent, self.crm_secret)
        self.restamp(door=self.admin_door.id, generation=self.admin_door.generation)
        self.assertEqual(self.get("/odoo").status_code, 404)
        self.assertIsNone(self.kept.uid)

    def test_out_at_the_next_request_without_a_stamp(self):
        self.sign_in(self.agent, self.crm_secret)
        session = self.kept
        del session[STAMP]
        root.session_store.save(session)
        self.assertEqual(self.get("/odoo").status_code, 404)
        self.assertIsNone(self.kept.uid)

    def test_out_at_the_next_request_after_a_rotation(self):
        self.sign_in(self.agent, self.crm_secret)
        self.crm_door._rotate()
        self.assertEqual(self.get("/odoo").status_code, 404)
        self.assertIsNone(self.kept.uid)
        self.assertEqual(self.get("/web/login").status_code, 404)

    def test_in_until_the_overlap_is_over(self):
        self.sign_in(self.agent, self.crm_secret)
        self.crm_door._rotate(timedelta(hours=1))
        self.assertEqual(self.signed_in_as(), self.agent.login)
        self.overlap_is_over(self.crm_door)
        self.assertIsNone(self.signed_in_as())
        self.assertEqual(self.get("/web/login").status_code, 404)

    def test_the_new_path_renews_the_stamp_of_who_is_in(self):
        self.sign_in(self.agent, self.crm_secret)
        secret = self.crm_door._rotate(timedelta(hours=1))
        response = self.open_door(secret)
        self.assertTrue(response.headers["Location"].endswith("/odoo"))
        self.overlap_is_over(self.crm_door)
        self.assertEqual(self.signed_in_as(), self.agent.login)

    def test_out_at_the_next_request_after_a_compromise(self):
        self.sign_in(self.agent, self.crm_secret)
        self.crm_door._compromise()
        self.assertIsNone(self.signed_in_as())
        self.assertIsNone(self.kept.uid)

    def test_who_is_put_out_within_the_web_client_is_told_in_its_language(self):
        self.sign_in(self.agent, self.crm_secret)
        self.crm_door._compromise()
        answer = self.post_json(
            "/web/dataset/call_kw/res.users/context_get",
            model="res.users",
            method="context_get",
            args=[],
            kwargs={},
        )
        self.assertEqual(answer.json()["error"]["code"], 100)
        # From then on they are strangers.
        answer = self.post_json("/web/dataset/call_kw/res.users/context_get")
        self.assertEqual(answer.status_code, 404)

    def test_a_revoked_session_keeps_nobody_on_pages_out_of_the_fallback(self):
        self.sign_in(self.agent, self.crm_secret)
        self.agent.password = "another-secret"
        self.assertEqual(self.get("/no-such-page").status_code, 404)
        self.assertIsNone(self.kept.uid)

    def test_signing_out_gives_the_stamp_back(self):
        self.sign_in(self.agent, self.crm_secret)
        page = self.get("/web/session/logout")
        self.assertEqual(page.status_code, 200)
        self.assertIn("You have signed out", page.text)
        self.assertNotIn("/web/login", page.text)
        self.assertNotIn(STAMP, self.kept)
        self.assertEqual(self.get("/web/login").status_code, 404)

    def test_another_door_is_a_new_beginning(self):
        self.sign_in(self.agent, self.crm_secret)
        response = self.open_door(self.admin_secret)
        self.assertTrue(response.headers["Location"].endswith("/web/login"))
        self.assertIsNone(self.kept.uid)
        self.post_log_in(self.admin.login, "admin-secret")
        self.assertEqual(self.signed_in_as(), self.admin.login)

    def test_a_deep_link_leads_through_the_log_in_page(self):
        self.open_door(self.crm_secret)
        response = self.get("/odoo/contacts")
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login?redirect=", response.headers["Location"])

    def test_nothing_is_refused_until_the_doors_are_armed(self):
        self.env["ir.config_parameter"].set_param(ARMED, False)
        self.assertEqual(self.get("/web/login").status_code, 200)
        self.post_log_in(self.agent.login, "agent-secret")
        self.assertEqual(self.signed_in_as(), self.agent.login)
