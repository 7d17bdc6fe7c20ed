from odoo.tests import tagged

from .common_doors import DoorsCase


@tagged("post_install", "-at_install")
class TestDoorHidden(DoorsCase):
    """To who has no stamp, all of log-in is as any page that nobody ever made."""

    def test_what_is_near_a_secret_is_as_any_missing_page(self):
        for near in self.near_misses(self.crm_secret):
            self.assertAsMissing(f"/{near}")
        for path in (
            f"/{self.crm_secret}/more",
            f"/more/{self.crm_secret}",
        ):
            self.assertAsMissing(path)

    def test_a_secret_opens_to_get_alone(self):
        self.assertAsMissing(f"/{self.crm_secret}", method="HEAD")
        self.assertAsMissing(f"/{self.crm_secret}", method="PUT")
        self.assertAsMissing(f"/{self.crm_secret}", method="OPTIONS")

    def test_pages_of_log_in_are_as_missing(self):
        for path in (
            "/",
            "/web",
            "/odoo",
            "/odoo/contacts",
            "/web/login",
            "/web/login?redirect=/odoo",
            "/web/login?debug=1",
            "/web/login/totp",
            "/web/session/logout",
            "/web/reset_password",
            "/web/signup",
            "/web/become",
            "/web/service-worker.js",
            "/web/manifest.webmanifest",
            "/web/database/manager",
            "/web/database/selector",
            "/my",
            "/my/home",
            "/mail/view?model=res.partner&res_id=1",
            "/mail/message/1",
        ):
            self.assertAsMissing(path)

    def test_naming_another_database_shows_no_more(self):
        named = {"X-Odoo-Database": "no-such-database"}
        for path in (
            "/",
            "/odoo",
            "/web/login",
            "/web/database/manager",
            "/web/database/selector",
            "/web/session/authenticate",
        ):
            self.assertAsMissing(path, headers=named)
        form = {"login": "door-agent", "password": "agent-secret"}
        self.assertAsMissing(
            "/web/session/authenticate",
            method="POST",
            headers=named,
            json={"params": {"db": self.env.cr.dbname, **form}},
        )
        self.assertAsMissing(
            "/web/database/create", method="POST", headers=named, data=form
        )

    def test_what_is_posted_to_log_in_is_as_missing(self):
        form = {"login": "door-agent", "password": "agent-secret"}
        for path in (
            "/web/login",
            "/web/login/totp",
            "/base_import_module/login_upload",
        ):
            self.assertAsMissing(path, method="POST", data=form)
        for path in (
            "/web/session/authenticate",
            "/web/session/get_session_info",
            "/web/dataset/call_kw",
            "/auth/passkey/start-auth",
        ):
            self.assertAsMissing(
                path,
                method="POST",
                json={
                    "jsonrpc": "2.0",
                    "params": {"db": self.env.cr.dbname, **form},
                },
            )

    def test_methods_that_log_in_does_not_know_are_as_missing(self):
        for method in ("PUT", "DELETE", "HEAD", "OPTIONS"):
            self.assertAsMissing("/web/login", method=method)
            self.assertAsMissing("/web/login/totp", method=method)

    def test_an_error_page_leads_to_no_log_in(self):
        page = self.get("/no-such-page")
        self.assertEqual(page.status_code, 404)
        self.assertNotIn("/web/login", page.text)
        self.assertNotIn("marfanet_access", self.get("/no-such-page?debug=1").text)

    def test_what_is_public_stays(self):
        self.assertEqual(self.get("/web/health").json(), {"status": "pass"})
        for path in ("/logo.png", "/robots.txt", "/web/webclient/translations"):
            self.assertEqual(self.get(path).status_code, 200, path)

    def test_a_customers_link_opens_their_invoice(self):
        partner = self.env["res.partner"].create({"name": "Customer"})
        invoice = self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": partner.id}
        )
        url = invoice.get_portal_url()
        self.assertEqual(self.get(url).status_code, 200)
        self.assertNotIn("/web/login", self.get(url).text)
        # Without its token Odoo would lead to the customer's page, and so to log-in.
        self.assertEqual(self.get(f"/my/invoices/{invoice.id}").status_code, 404)

    def test_who_has_come_in_by_a_door_sees_the_way(self):
        self.open_door(self.crm_secret)
        page = self.get("/web/login")
        self.assertEqual(page.status_code, 200)
        self.assertIn('name="password"', page.text)
        self.assertEqual(self.get("/odoo").status_code, 303)
