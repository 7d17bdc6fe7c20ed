from odoo.tests import tagged

from odoo.addons.web.tests.test_js import WebSuite


@tagged("post_install", "-at_install")
class TestPersianUnits(WebSuite):
    """The addon's own tests of the web client; inherited ones are not collected."""

    def test_components(self):
        self._test_params = [("+", "@marfanet_persian")]
        self.hoot_filters = self.get_hoot_filters()
        self.test_unit_desktop()
