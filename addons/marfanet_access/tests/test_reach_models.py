from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .reach_common import QUIET, ReachCase


@tagged("post_install", "-at_install")
class TestReachModels(ReachCase):
    @QUIET
    def test_what_is_not_on_the_list_is_refused_whatever_odoo_grants(self):
        for model in ("product.product", "account.tax", "mail.alias", "ir.default"):
            with self.subTest(model=model):
                self.assertTrue(
                    self.env[model]
                    .with_user(self.people["outsider"])
                    .has_access("read")
                )
                with self.assertRaises(AccessError):
                    self.env[model].with_user(self.lead).search([])

    def test_the_work_is_on_the_list(self):
        task = self.env["marfanet.task"].with_user(self.agent)
        made = task.create(
            {
                "name": "تماس",
                "partner_id": self.representative.id,
                "date_due": "2026-01-01",
            }
        )
        self.assertEqual(made.read(["name"])[0]["name"], "تماس")

    @QUIET
    def test_a_text_for_mails_is_read_and_not_written(self):
        template = self.env["mail.template"].create(
            {"name": "متن", "model_id": self.env["ir.model"]._get_id("res.partner")}
        )
        text = template.with_user(self.agent)
        self.assertEqual(text.read(["name"])[0]["name"], "متن")
        with self.assertRaises(AccessError):
            text.write({"email_to": "anybody@example.com"})

    def test_administrators_reach_what_odoo_gives_them(self):
        access = self.env["ir.model.access"].with_user(self.people["admin"])
        self.assertIn("ir.config_parameter", access._get_allowed_models("write"))
        self.assertEqual(self.people["admin"]._reach(), "")

    def test_people_beside_the_crm_are_not_limited(self):
        self.assertEqual(self.people["outsider"]._reach(), "")
        self.assertEqual(self.people["portal"]._reach(), "")

    @QUIET
    def test_another_group_counts_at_once(self):
        Product = self.env["product.product"].with_user(self.agent)
        self.assertFalse(Product.has_access("read"))
        admin = self.env.ref("marfanet_crm.group_marfanet_admin")
        self.agent.group_ids = [Command.link(admin.id)]
        self.assertTrue(Product.has_access("read"))
        self.agent.group_ids = [Command.unlink(admin.id)]
        self.assertFalse(Product.has_access("read"))
