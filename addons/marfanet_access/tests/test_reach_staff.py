from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.mail.tools.discuss import Store

from .reach_common import QUIET, ReachCase


@tagged("post_install", "-at_install")
class TestReachStaff(ReachCase):
    """Of colleagues, who is limited sees names and pictures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = cls.env["res.users"].with_user(cls.lead)
        cls.partners = cls.env["res.partner"].with_user(cls.lead)
        cls.page = cls.colleague.partner_id

    def test_a_colleague_has_a_name_and_a_picture(self):
        names = ["name", "avatar_128", "login", "email"]
        [shown] = self.users.browse(self.colleague.id).read(names)
        self.assertEqual(shown["name"], "همکار")
        self.assertTrue(shown["avatar_128"])
        self.assertEqual((shown["login"], shown["email"]), (False, False))
        with QUIET, self.assertRaises(AccessError):
            self.users.browse(self.colleague.id).read(["group_ids"])

    def test_of_oneself_one_sees_all(self):
        [shown] = self.users.browse(self.lead.id).read(["login", "email"])
        self.assertEqual(shown["login"], "reach-lead")
        self.assertEqual(shown["email"], "lead@staff.example.com")

    def test_a_colleagues_address_is_in_no_answer(self):
        page = self.partners.browse(self.page.id)
        answers = [
            page.read(["email", "phone", "email_normalized"]),
            page.web_read({"email": {}, "name": {}}),
            self.partners.search_read([("id", "=", page.id)], ["email", "phone"]),
            self.users.search_read([], ["login", "email"]),
            Store().add(page).get_result(),
            Store().add(page, ["email", "phone"]).get_result(),
            Store().add(page.sudo(), ["email", "phone"]).get_result(),
            page._export_rows([["name"], ["email"]]),
            self.users.browse(self.colleague.id)._export_rows([["login"]]),
        ]
        for answer in answers:
            self.assertNotIn("colleague@", str(answer))
            self.assertNotIn("reach-colleague", str(answer))
            self.assertNotIn("9121112233", str(answer))

    def test_a_representatives_address_is_shown(self):
        [shown] = self.partners.browse(self.representative.id).read(["email"])
        self.assertEqual(shown["email"], "rep@example.com")

    def test_it_cannot_be_found_out_by_searching(self):
        searches = (
            (self.users, self.colleague, "login", "reach-coll%"),
            (self.users, self.colleague, "email", "colleague@%"),
            (self.users, self.colleague, "partner_id.email", "colleague@%"),
            (self.users, self.colleague, "partner_id.user_ids.login", "reach-coll%"),
            (self.partners, self.page, "email", "colleague@%"),
            (self.partners, self.page, "phone", "+98912111%"),
            (self.partners, self.page, "user_ids.login", "reach-coll%"),
        )
        for records, hidden, name, value in searches:
            with self.subTest(model=records._name, field=name):
                found = records.search([(name, "=like", value)])
                self.assertNotIn(hidden.id, found.ids)
        known = ((self.users, self.colleague), (self.partners, self.page))
        for records, hidden in known:
            for text in ("reach-colleague", "colleague@staff.example.com"):
                with self.subTest(model=records._name, text=text):
                    found = [number for number, _ in records.name_search(text)]
                    self.assertNotIn(hidden.id, found)

    def test_it_cannot_be_found_out_from_another_model(self):
        task = self.env["marfanet.task"].create(
            {
                "name": "تماس",
                "partner_id": self.representative.id,
                "user_id": self.colleague.id,
                "date_due": "2026-01-01",
            }
        )
        tasks = self.env["marfanet.task"].with_user(self.lead)
        for field, value in (
            ("user_id.login", "reach-coll%"),
            ("user_id.partner_id.email", "colleague@%"),
            ("user_id.email", "colleague@%"),
        ):
            with self.subTest(field=field):
                found = tasks.search([("id", "=", task.id), (field, "=like", value)])
                self.assertFalse(found)
        for groupby in ("user_id.login", "user_id.partner_id.email"):
            with self.subTest(groupby=groupby):
                groups = tasks._read_group([("id", "=", task.id)], [groupby])
                self.assertNotIn("coll", str(groups))

    def test_nor_by_grouping_and_sorting(self):
        mine = [("id", "=", self.page.id)]
        self.assertNotIn("coll", str(self.partners._read_group(mine, ["email"])))
        self.assertNotIn(
            "coll", str(self.partners._read_group(mine, [], ["email:array_agg"]))
        )
        self.assertNotIn(self.page, self.partners.search([], order="email"))

    @QUIET
    def test_nor_by_copying(self):
        page = self.partners.browse(self.page.id)
        with self.assertRaises(AccessError):
            page.copy({"is_representative": True})
        with self.assertRaises(AccessError):
            page._get_vcard_file()
        with self.assertRaises(AccessError):
            page.onchange({}, [], {"email": {}})

    def test_a_colleague_is_found_by_name(self):
        self.assertIn(
            self.colleague.id, [number for number, _ in self.users.name_search("همکا")]
        )
        self.assertIn(
            self.page.id, [number for number, _ in self.partners.name_search("همکا")]
        )

    def test_all_colleagues_are_listed(self):
        self.assertIn(self.colleague, self.users.search([]).with_env(self.env))
        self.assertIn(self.page, self.partners.search([]).with_env(self.env))

    def test_nobody_learns_what_a_colleague_may(self):
        with self.assertRaises(AccessError):
            self.users.browse(self.colleague.id).has_group("base.group_user")
        self.assertTrue(self.users.browse(self.lead.id).has_group("base.group_user"))

    def test_an_administrator_sees_all(self):
        [shown] = self.page.with_user(self.people["admin"]).read(["email"])
        self.assertEqual(shown["email"], "colleague@staff.example.com")

    @QUIET
    def test_addresses_beside_the_crm_are_not_there(self):
        found = self.partners.search([("id", "=", self.supplier.id)])
        self.assertFalse(found)
        with self.assertRaises(AccessError):
            self.partners.browse(self.supplier.id).read(["name"])
