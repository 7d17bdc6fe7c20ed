import re

from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestColorScheme(HttpCase):
    def setUp(self):
        super().setUp()
        new_test_user(
            self.env,
            "sara",
            "marfanet_crm.group_marfanet_agent",
            password="sara-password",
        )
        self.authenticate("sara", "sara-password")

    def _style_sheet(self):
        page = self.url_open("/odoo").text
        [path] = re.findall(r'href="([^"]*assets_web(?:_dark)?\.min\.css)"', page)
        return path, self.url_open(path).text

    def test_pages_are_bright_unless_somebody_asks(self):
        path, css = self._style_sheet()
        self.assertNotIn("dark", path)
        self.assertRegex(css, r"--o-webclient-color-scheme:\s*bright")

    def test_pages_are_dark_for_who_asks(self):
        self.opener.cookies.set("color_scheme", "dark")
        path, css = self._style_sheet()
        self.assertIn("assets_web_dark", path)
        self.assertRegex(css, r"--o-webclient-color-scheme:\s*dark")
        # Our own pages come along, in its colours.
        self.assertIn(".o-marfanet-DailyWorkLog", css)
