import json

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .reach_common import GROUPS


@tagged("post_install", "-at_install")
class TestReachRoutes(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in ("agent", "lead", "admin"):
            new_test_user(cls.env, login=f"route-{name}", groups=GROUPS[name])

    def ask(self, login, path):
        self.authenticate(login, login)
        return self.url_open(path, allow_redirects=False).status_code

    def ask_json(self, login, path, **params):
        self.authenticate(login, login)
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        answer = self.url_open(
            path, data=body, headers={"Content-Type": "application/json"}
        )
        return answer.json()

    def test_the_web_client_opens(self):
        self.assertEqual(self.ask("route-agent", "/odoo"), 200)
        self.assertEqual(self.ask("route-agent", "/web/webclient/load_menus"), 200)

    def test_the_rest_is_not_there(self):
        for path in ("/my", "/my/security", "/json/res.partner", "/web/tests"):
            with self.subTest(path=path):
                self.assertEqual(self.ask("route-lead", path), 404)

    @mute_logger("odoo.http")
    def test_the_rest_is_not_there_in_json_either(self):
        answer = self.ask_json("route-lead", "/html_editor/get_ice_servers")
        self.assertEqual(answer["error"]["code"], 404)

    def test_who_asks_counts_even_where_the_route_wants_nobody(self):
        self.assertEqual(self.ask("route-lead", "/web/filestore/ab/cd"), 404)
        self.assertEqual(self.ask("route-agent", "/scoped_app/x"), 404)

    def test_administrators_find_it_all(self):
        self.assertEqual(self.ask("route-admin", "/my/security"), 200)

    def test_the_public_pages_stay(self):
        self.assertEqual(self.url_open("/web/health").status_code, 200)

    def test_leads_export_and_agents_do_not(self):
        asked = {"model": "res.partner", "domain": [], "import_compat": False}
        path = "/web/export/get_fields"
        self.assertIn("result", self.ask_json("route-lead", path, **asked))
        with mute_logger("odoo.http"):
            self.assertIn("error", self.ask_json("route-agent", path, **asked))

    def test_it_costs_no_query(self):
        self.authenticate("route-agent", "route-agent")
        user = self.env["res.users"].search([("login", "=", "route-agent")])
        user._reach_lists().may_ask("/odoo", user._reach())
        with self.assertQueryCount(0):
            self.assertFalse(user._reach_lists().may_ask("/my", user._reach()))

    def test_only_the_crm_is_in_the_menu(self):
        self.authenticate("route-lead", "route-lead")
        menus = self.url_open("/web/webclient/load_menus").json()
        apps = {menus[str(number)]["xmlid"] for number in menus["root"]["children"]}
        self.assertEqual(
            apps, {"marfanet_crm.marfanet_crm_menu_root", "mail.menu_root_discuss"}
        )
