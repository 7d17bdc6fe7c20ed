from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.web.tests.test_js import WebSuite


@tagged("post_install", "-at_install")
class TestVoiceUnits(WebSuite):
    """The addon's own tests of its components; inherited ones are not collected."""

    def test_components(self):
        self._test_params = [("+", "@marfanet_voice")]
        self.hoot_filters = self.get_hoot_filters()
        self.test_unit_desktop()


@tagged("post_install", "-at_install")
class TestWebClient(HttpCase):
    """Odoo fails a browser test on any error in the console."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.agent = new_test_user(
            cls.env,
            "sara",
            "marfanet_crm.group_marfanet_agent",
            password="sara-password",
            lang="fa_IR",
            tour_enabled=False,
        )
        cls.representative = cls.env["res.partner"].create(
            {"name": "علی رضایی", "is_representative": True}
        )
        cls.env["marfanet.task"].create(
            {
                "name": "تماس",
                "partner_id": cls.representative.id,
                "user_id": cls.agent.id,
            }
        )

    def _open(self, path, ready):
        self.browser_js(path, "console.log('test successful')", ready, login="sara")

    def test_agent_opens_every_menu(self):
        for path in (
            "/odoo/representatives",
            "/odoo/marfanet-interactions",
            "/odoo/marfanet-tasks",
            "/odoo/marfanet-voice-notes",
        ):
            with self.subTest(path):
                self._open(path, "!!document.querySelector('.o_list_view')")

    def test_representative_offers_a_voice_note(self):
        self._open(
            f"/odoo/representatives/{self.representative.id}",
            "!!document.querySelector('.o-marfanet-VoiceWidget [data-action=record]')",
        )

    def test_persian_pages_run_from_right_to_left(self):
        self._open(
            "/odoo/marfanet-tasks",
            "getComputedStyle(document.body).direction === 'rtl'"
            " && document.querySelector('.o_list_view')?.innerText.includes('تماس')",
        )
