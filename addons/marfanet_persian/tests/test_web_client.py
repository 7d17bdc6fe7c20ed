from odoo.tests import tagged

from odoo.addons.web.tests.test_js import WebSuite


@tagged("post_install", "-at_install")
class TestPersianUnits(WebSuite):
    """The addon's own tests of the web client; inherited ones are not collected."""

    def test_components(self):
        self._run("@marfanet_persian,-@marfanet_persian/odoo")

    def test_odoos_own_dates_and_numbers_with_this_addon_in_english(self):
        self._run("@marfanet_persian/odoo")

    def _run(self, suites):
        self._test_params = [("+", suites)]
        self.hoot_filters = self.get_hoot_filters()
        self.test_unit_desktop()
