from odoo.exceptions import ValidationError

from .common import MarfanetCrmCommon


class TestResPartner(MarfanetCrmCommon):
    def test_admin_username_is_taken_once_whatever_the_case(self):
        with self.assertRaisesRegex(ValidationError, "belongs to علی رضایی"):
            self.env["res.partner"].create(
                {
                    "name": "دیگری",
                    "is_representative": True,
                    "admin_username": "Ali.Rezaei",
                }
            )

    def test_archived_representative_frees_the_admin_username(self):
        self.representative.active = False
        newcomer = self.env["res.partner"].create(
            {
                "name": "دیگری",
                "is_representative": True,
                "admin_username": "ali.rezaei",
            }
        )
        self.assertEqual(newcomer.admin_username, "ali.rezaei")

    def test_counts_cover_own_interactions_and_open_tasks(self):
        self._log_interaction(self.sara)
        self._add_task(self.sara)
        self._add_task(self.sara, state="done")
        partner = self.representative.with_user(self.reza)
        self.assertEqual(partner.interaction_count, 1)
        self.assertEqual(partner.open_task_count, 1)

    def test_counting_costs_the_same_for_one_as_for_many(self):
        def queries(partners):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            partners.mapped("interaction_count")
            partners.mapped("open_task_count")
            return self.env.cr.sql_log_count - before

        many = self.env["res.partner"].create(
            [{"name": f"نماینده {n}", "is_representative": True} for n in range(20)]
        )
        queries(many[:1])  # the first time also loads what is cached for good
        self.assertEqual(queries(many), queries(many[:1]))

    def test_smart_buttons_lead_to_the_representatives_own_records(self):
        interaction = self._log_interaction(self.sara)
        action = self.representative.with_user(
            self.sara
        ).action_view_marfanet_interactions()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, interaction)
