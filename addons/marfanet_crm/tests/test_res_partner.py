from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

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

    def test_call_hours_make_sense(self):
        self.representative.write({"call_hour_from": 9, "call_hour_to": 17.5})
        for hours in ((17, 9), (9, 9), (-1, 5), (9, 24.5), (24, 0)):
            with (
                self.subTest(hours),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.representative.write(
                    {"call_hour_from": hours[0], "call_hour_to": hours[1]}
                )
                self.env.flush_all()

    def test_referrer_is_another_representative_and_no_circle(self):
        second = self.representative.copy({"name": "زهرا موسوی"})
        second.referrer_id = self.representative
        for partner, referrer in (
            (self.representative, second),
            (self.representative, self.representative),
            (second, self.contact),
        ):
            with (
                self.subTest(partner=partner.name, referrer=referrer.name),
                self.assertRaises(ValidationError),
                self.env.cr.savepoint(),
            ):
                partner.referrer_id = referrer
                self.env.flush_all()

    def test_smart_buttons_lead_to_the_representatives_own_records(self):
        interaction = self._log_interaction(self.sara)
        action = self.representative.with_user(
            self.sara
        ).action_view_marfanet_interactions()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, interaction)
