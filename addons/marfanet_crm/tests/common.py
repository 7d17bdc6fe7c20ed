from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class MarfanetCrmCommon(BaseCommon):
    """Two agents, their lead, a representative and a contact who is none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        agent = "marfanet_crm.group_marfanet_agent"
        cls.sara = new_test_user(cls.env, "sara", agent, tz="Asia/Tehran")
        cls.reza = new_test_user(cls.env, "reza", agent, tz="Asia/Tehran")
        cls.lead = new_test_user(cls.env, "lead", "marfanet_crm.group_marfanet_lead")
        cls.outsider = new_test_user(cls.env, "outsider", "base.group_user")
        cls.representative = cls.env["res.partner"].create(
            {
                "name": "علی رضایی",
                "is_representative": True,
                "admin_username": "ali.rezaei",
            }
        )
        cls.contact = cls.env["res.partner"].create({"name": "شرکت برق"})

    @classmethod
    def _move_below_a_representative(cls, contact):
        """Let agents see a contact even where they see the CRM's people alone."""
        above = cls.env["res.partner"].create(
            {"name": "نماینده‌ی بالاتر", "is_representative": True}
        )
        contact.write({"is_company": True, "parent_id": above.id})

    def _log_interaction(self, user, **values):
        return (
            self.env["marfanet.interaction"]
            .with_user(user)
            .create({"partner_id": self.representative.id, **values})
        )

    def _add_task(self, user, **values):
        return (
            self.env["marfanet.task"]
            .with_user(user)
            .create({"name": "تماس", "partner_id": self.representative.id, **values})
        )

    def _plain_env(self):
        """Sara's environment with mail and tracking at work, as in a request."""
        return self.env(user=self.sara, context={})
