from odoo.tests import tagged

from odoo.addons.web.tests.test_js import WebSuite


@tagged("post_install", "-at_install")
class TestWebClient(WebSuite):
    def test_access_hoot(self):
        self._test_params = [("+", "@marfanet_access")]
        self.hoot_filters = self.get_hoot_filters()
        self.test_unit_desktop()
