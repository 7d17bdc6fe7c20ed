from odoo.exceptions import AccessError, ValidationError

from .common import MarfanetCrmCommon


class TestResPartnerLinks(MarfanetCrmCommon):
    def setUp(self):
        super().setUp()
        self.representative.write(
            {"phone": "+98 912 123 4567", "telegram_username": "ali_rezaei"}
        )

    def _links(self, user=None, **templates):
        if templates:
            self.env.company.write(templates)
            self.env.invalidate_all()
        return self.representative.with_user(user or self.sara).contact_links

    def test_links_lead_to_the_phone_and_to_telegram(self):
        links = self._links()
        self.assertEqual(links["call"], "tel:+989121234567")
        self.assertEqual(links["telegram"], "https://t.me/ali_rezaei")

    def test_templates_of_the_company_are_used(self):
        for template, link in (
            ("sip:{phone}@pbx.example.com", "sip:+989121234567@pbx.example.com"),
            # A plus sign in a query would arrive as a blank.
            (
                "https://pbx.example.com/call?to={phone}",
                "https://pbx.example.com/call?to=%2B989121234567",
            ),
        ):
            with self.subTest(template):
                links = self._links(marfanet_call_link=template)
                self.assertEqual(links["call"], link)
        links = self._links(marfanet_telegram_link="tg://resolve?domain={username}")
        self.assertEqual(links["telegram"], "tg://resolve?domain=ali_rezaei")

    def test_each_company_has_its_own_templates(self):
        company = self.env["res.company"].create(
            {"name": "شعبه دیگر", "marfanet_call_link": "sip:{phone}@branch"}
        )
        self.sara.company_ids += company
        partner = self.representative.with_user(self.sara)
        self.assertTrue(partner.contact_links["call"].startswith("tel:"))
        self.assertTrue(
            partner.with_company(company).contact_links["call"].startswith("sip:")
        )

    def test_missing_number_and_username_have_no_link(self):
        self.representative.write({"phone": False, "telegram_username": False})
        links = self._links()
        self.assertFalse(links["call"])
        self.assertFalse(links["telegram"])

    def test_only_who_may_edit_is_told_to_add_what_is_missing(self):
        self.assertFalse(self._links()["can_edit"])
        self.assertTrue(self._links(self.env.ref("base.user_admin"))["can_edit"])

    def test_tasks_and_interactions_show_what_their_reader_may_do(self):
        for record in (self._add_task(self.sara), self._log_interaction(self.sara)):
            links = record.with_user(self.sara).contact_links
            self.assertEqual(links["partner_id"], self.representative.id)
            self.assertFalse(links["can_edit"])

    def test_what_a_link_must_not_be_is_refused(self):
        for name, template in (
            ("marfanet_call_link", "javascript:alert('{phone}')"),
            ("marfanet_call_link", " javascript:alert(1)//{phone}"),
            ("marfanet_call_link", "JAVASCRIPT:{phone}"),
            ("marfanet_call_link", "data:text/html,{phone}"),
            ("marfanet_call_link", "tel:0912"),
            ("marfanet_call_link", "tel:{phone}{phone}"),
            ("marfanet_call_link", "tel:{phone}{name}"),
            ("marfanet_call_link", "tel:{phone} x"),
            ("marfanet_call_link", "https://{phone}.example.com"),
            ("marfanet_call_link", "https:{phone}"),
            ("marfanet_call_link", "https://[{phone}"),
            ("marfanet_call_link", "{phone}"),
            ("marfanet_telegram_link", "http://t.me/{username}"),
            ("marfanet_telegram_link", "https://t.me/{phone}"),
        ):
            with self.subTest(template), self.assertRaises(ValidationError):
                self.env.company.write({name: template})

    def test_name_cannot_smuggle_anything_into_a_link(self):
        # A contact that is none yet keeps what was typed.
        self.representative.write({"is_representative": False})
        self._move_below_a_representative(self.representative)
        self.representative.write({"phone": "12&to=99\"'<"})
        links = self._links(marfanet_call_link="https://pbx.example.com/?to={phone}")
        self.assertEqual(links["call"], "https://pbx.example.com/?to=1299")

    def test_agents_and_leads_change_no_template(self):
        for user in (self.sara, self.lead):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env.company.with_user(user).marfanet_call_link = "tel:0{phone}"

    def test_links_of_many_cost_no_query_each(self):
        partners = self.env["res.partner"].create(
            [
                {
                    "name": f"نماینده {n}",
                    "phone": f"0912{n:07}",
                    "is_representative": True,
                }
                for n in range(20)
            ]
        )

        def queries(partners):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            partners.with_user(self.sara).mapped("contact_links")
            return self.env.cr.sql_log_count - before

        queries(partners[:1])
        self.assertEqual(queries(partners), queries(partners[:1]))
