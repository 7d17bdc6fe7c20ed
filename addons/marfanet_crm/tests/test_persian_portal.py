import re

from odoo.tests import HttpCase, new_test_user, tagged

from .test_res_partner_account import MarfanetAccountCommon


@tagged("post_install", "-at_install")
class TestPersianPortal(MarfanetAccountCommon, HttpCase):
    """Pages that the server makes for people outside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.customer = new_test_user(
            cls.env,
            "customer",
            groups="base.group_portal",
            context={"no_reset_password": True},
        )
        cls._invoice(1_234_567, "2026-11-21", partner=cls.customer.partner_id)

    def _read_invoices(self, lang):
        self.customer.lang = lang
        self.authenticate("customer", "customer")
        page = self.url_open("/my/invoices").text
        return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", page))

    def test_a_persian_customers_invoices_are_dated_in_jalali(self):
        page = self._read_invoices("fa_IR")
        for text in ("۱۴۰۵/۰۸/۱۰", "۱۴۰۵/۰۸/۳۰", "۱٬۲۳۴٬۵۶۷"):
            self.assertIn(text, page)
        self.assertNotIn("2026/11", page)

    def test_an_english_customers_are_as_odoo_writes_them(self):
        page = self._read_invoices("en_US")
        for text in ("11/01/2026", "11/21/2026", "1,234,567"):
            self.assertIn(text, page)
