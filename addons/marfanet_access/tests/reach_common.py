from odoo.tests import TransactionCase, new_test_user
from odoo.tools import mute_logger

GROUPS = {
    "agent": "marfanet_crm.group_marfanet_agent",
    "lead": "marfanet_crm.group_marfanet_lead",
    "admin": "marfanet_crm.group_marfanet_admin,base.group_system",
    "outsider": "base.group_user",
    "portal": "base.group_portal",
}
# Every refusal is logged; some of them as warnings.
QUIET = mute_logger(
    "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule"
)


class ReachCase(TransactionCase):
    """An agent, a colleague, a lead, an administrator, and people beside the CRM."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            name: new_test_user(
                cls.env,
                login=f"reach-{name}",
                groups=groups,
                email=f"{name}@staff.example.com",
            )
            for name, groups in GROUPS.items()
        }
        cls.agent = cls.people["agent"]
        cls.lead = cls.people["lead"]
        cls.colleague = new_test_user(
            cls.env,
            login="reach-colleague",
            name="همکار",
            groups=GROUPS["agent"],
            email="colleague@staff.example.com",
            phone="+989121112233",
        )
        cls.representative, cls.supplier = cls.env["res.partner"].create(
            [
                {
                    "name": "نماینده",
                    "is_representative": True,
                    "admin_username": "reach.rep",
                    "email": "rep@example.com",
                },
                {"name": "تأمین‌کننده", "email": "supplier@example.com"},
            ]
        )
