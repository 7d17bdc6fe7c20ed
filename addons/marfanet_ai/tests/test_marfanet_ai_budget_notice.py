import json

from odoo.tests import new_test_user

from .ledger_common import LedgerCase


class TestMarfanetAiBudgetNotice(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.admin = new_test_user(cls.env, "admin.ledger", "base.group_system")
        cls.admin.notification_type = "email"

    def inbox(self):
        """Return the subjects of what reached the administrator's inbox, in order."""
        self.env.invalidate_all()
        sent = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", self.admin.partner_id.id),
                ("notification_type", "=", "inbox"),
            ],
            order="id",
        )
        return sent.mail_message_id

    def bus(self, user):
        """Return what the pages of a user are told, in order."""
        self.env.cr.precommit.run()
        channel = f'"res.partner",{user.partner_id.id}]'
        rows = self.env["bus.bus"].search([("channel", "like", channel)], order="id")
        messages = [json.loads(row.message) for row in rows]
        return [
            message["payload"]
            for message in messages
            if message["type"] == "simple_notification"
        ]

    def test_who_comes_near_is_told_once_with_the_figures(self):
        self.budget(5)
        self.spend(3900)
        self.assertFalse(self.bus(self.sara))
        self.spend(100)
        self.spend(100)
        [told] = self.bus(self.sara)
        self.assertEqual(told["title"], "Your AI budget for today is almost used up")
        self.assertEqual(
            told["message"],
            "\n$4.00 of $5.00 are spent. Once it is used up, work continues with the"
            " built-in reader.",
        )
        [message] = self.inbox()
        self.assertEqual(message.subject, "Today's AI budget of Sara is almost used up")
        self.assertIn("$4.00 of $5.00 are spent.", message.body)
        self.assertEqual(message.model, "marfanet.ai.budget")

    def test_who_is_refused_is_told_once(self):
        self.budget(1)
        for _call in range(3):
            self.assertTrue(self.is_refused(2000))
        [told] = self.bus(self.sara)
        self.assertEqual(told["title"], "Your AI budget for today is used up")
        self.assertIn("built-in reader", told["message"])
        self.assertEqual(len(self.inbox()), 1)

    def test_limit_that_is_reached_is_told_before_anybody_is_refused(self):
        self.budget(1)
        self.spend(1000)
        self.assertTrue(self.is_refused(1000))
        self.assertEqual(
            [told["title"] for told in self.bus(self.sara)],
            ["Your AI budget for today is used up"],
        )

    def test_raised_limit_is_told_of_anew(self):
        budget = self.budget(1)
        self.spend(1000)
        budget.amount = 2
        self.spend(1000)
        self.assertTrue(self.is_refused(1000))
        self.assertEqual(len(self.bus(self.sara)), 2)

    def test_user_is_told_in_their_language(self):
        self.sara.lang = "fa_IR"
        self.budget(5)
        self.spend(4000)
        [told] = self.bus(self.sara)
        self.assertIn("۴٫۰۰", told["message"])

    def test_user_is_told_in_the_digits_of_their_choice(self):
        self.sara.write({"lang": "fa_IR", "persian_digits": "latin"})
        self.budget(5)
        self.spend(4000)
        [told] = self.bus(self.sara)
        self.assertIn("4.00", told["message"])

    def test_administrators_are_told_in_the_digits_of_their_language(self):
        self.sara.write({"lang": "fa_IR", "persian_digits": "latin"})
        self.admin.lang = "fa_IR"
        self.budget(5)
        self.spend(4000)
        self.assertIn("۴٫۰۰", self.inbox().body)

    def test_company_near_its_limit_is_told_to_all_who_have_asked(self):
        reza = new_test_user(self.env, "reza.ledger", "base.group_user", name="Reza")
        mina = new_test_user(self.env, "mina.ledger", "base.group_user", name="Mina")
        self.budget(2, level="company")
        self.spend(500)
        self.spend(1200, reza)
        for user in (self.sara, reza):
            [told] = self.bus(user)
            self.assertEqual(told["title"], "This month's AI budget is almost used up")
        self.assertFalse(self.bus(mina))
        [message] = self.inbox()
        name = self.env.company.name
        self.assertEqual(
            message.subject, f"This month's AI budget of {name} is almost used up"
        )

    def test_refusal_stands_where_nobody_can_be_told(self):
        self.budget(1)
        self.patch(
            self.registry["marfanet.ai.budget.usage"],
            "_tell",
            lambda *_arguments, **_options: 1 / 0,
        )
        with self.assertLogs("odoo.addons.marfanet_ai.recording", "ERROR"):
            self.assertTrue(self.is_refused(2000))
        self.assertEqual(self.calls().status, "over_budget")
