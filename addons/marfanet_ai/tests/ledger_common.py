from contextlib import suppress

from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

from ..exceptions import OverBudget

# A dollar for every thousand tokens of the answer, so that costs are easy to see.
DOLLAR_A_THOUSAND = 1_000.0


class LedgerCase(BaseCommon):
    """A provider with prices, an agent, and no budgets but those that a test makes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["marfanet.ai.budget"].search([]).active = False
        cls.provider = cls.env["marfanet.ai.provider"].create(
            {
                "name": "Local",
                "base_url": "http://127.0.0.1:9/v1",
                "model": "chat-model",
                "timeout": 60,
                "price_output": DOLLAR_A_THOUSAND,
            }
        )
        cls.sara = new_test_user(
            cls.env, "sara.ledger", "base.group_user", name="Sara", tz="Asia/Tehran"
        )
        cls.env.company.partner_id.tz = "Asia/Tehran"
        cls.Calls = cls.env["marfanet.ai.call"]

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()

    def budget(self, amount, level="user", **values):
        budget = self.env["marfanet.ai.budget"].create(
            {"level": level, "amount": amount, **values}
        )
        self.env.flush_all()
        return budget

    def recorded(self, output_tokens=1000, user=None, provider=None, **amounts):
        """Begin a call of ``output_tokens`` thousandths of a dollar as a user."""
        self.env.flush_all()
        return self.Calls.with_user(user or self.sara)._recorded(
            provider or self.provider,
            "voice_note",
            output_tokens=output_tokens,
            **amounts,
        )

    def spend(self, output_tokens, user=None):
        """Make a call that is answered and costs what was set aside."""
        with self.recorded(output_tokens, user):
            pass

    def end(self, error, output_tokens=1000, used=None):
        """Make a call that ends with an error."""
        # Odoo's assertRaises would roll back what the call has written.
        with suppress(type(error)), self.recorded(output_tokens) as running:
            if used:
                running.used(**used)
            raise error

    def is_refused(self, output_tokens, user=None):
        with suppress(OverBudget):
            self.spend(output_tokens, user)
            return False
        return True

    def calls(self):
        self.env.invalidate_all()
        return self.Calls.search([("provider_id", "=", self.provider.id)])

    def usage(self, subject):
        """Return what a user spent and has set aside today, or a company this month."""
        self.env.invalidate_all()
        name = "user_id" if subject._name == "res.users" else "company_id"
        rows = self.env["marfanet.ai.budget.usage"].search([(name, "=", subject.id)])
        newest = rows.sorted("period_start")[-1:]
        return newest.spent, newest.reserved
