from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .reach_common import QUIET, ReachCase


@tagged("post_install", "-at_install")
class TestReachOracles(ReachCase):
    """What is hidden of a colleague is not asked out of Odoo by the back door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = cls.colleague.partner_id
        cls.page.street = "Hidden street"
        cls.page.vat = "HIDDEN-VAT"
        cls.representative.user_id = cls.agent

    def mine(self, model):
        return self.env[model].with_user(self.agent)

    def assertTellsNothing(self, answer):
        for text in ("coll", "Hidden street", "HIDDEN-VAT", "9121112233"):
            self.assertNotIn(text, str(answer))

    def test_figures_over_several_groupings_leave_the_colleague_out(self):
        for model, number, field in (
            ("res.users", self.colleague.id, "login"),
            ("res.partner", self.page.id, "email"),
        ):
            records = self.mine(model)
            mine = [("id", "=", number)]
            for aggregate in (f"{field}:max", f"{field}:array_agg"):
                with self.subTest(model=model, aggregate=aggregate):
                    self.assertTellsNothing(
                        records.formatted_read_grouping_sets(
                            mine, [["id"], []], [aggregate]
                        )
                    )
            most = [(f"{field}:max", ">=", "a")]
            for answer in (
                records._read_grouping_sets(
                    mine, [["id"]], ["__count"], order=f"{field}:max"
                )[0],
                records._read_group(mine, ["id"], ["__count"], order=f"{field}:max"),
                records._read_group(mine, ["id"], ["__count"], having=most),
            ):
                self.assertFalse(answer)

    def test_a_colleague_is_counted_by_what_is_shown(self):
        partners = self.mine("res.partner")
        mine = [("id", "=", self.page.id)]
        [[row]] = partners._read_grouping_sets(mine, [["type"]], ["__count"])
        self.assertEqual(row[1], 1)
        self.assertEqual(partners._read_group(mine, ["type"], ["__count"])[0][1], 1)

    def test_a_name_comes_without_what_a_context_adds_to_it(self):
        for added in ("show_email", "show_address", "show_vat"):
            page = self.mine("res.partner").with_context(**{added: True})
            page = page.browse(self.page.id)
            user = self.mine("res.users").browse(self.colleague.id)
            specification = {"fields": {"display_name": {}}, "context": {added: True}}
            with self.subTest(added=added):
                for answer in (
                    page.read(["display_name"]),
                    page.sudo().display_name,
                    page.with_context(formatted_display_name=True).display_name,
                    page.name_search("همکار"),
                    user.web_read({"partner_id": specification}),
                ):
                    self.assertIn("همکار", str(answer))
                    self.assertTellsNothing(answer)
        shown = self.mine("res.partner").with_context(show_email=True)
        self.assertIn(
            "rep@example.com", shown.browse(self.representative.id).display_name
        )

    def test_a_domain_within_a_domain_finds_no_more(self):
        """Written as lists, as they come from outside."""
        login, email = ("login", "=like", "reach-coll%"), ("email", "=like", "coll%")
        self.representative.message_subscribe(self.page.ids)
        file = self.env["ir.attachment"].create(
            {
                "name": "f",
                "res_model": "res.partner",
                "res_id": self.representative.id,
            }
        )
        self.env.cr.execute(
            "UPDATE ir_attachment SET create_uid = %s WHERE id = %s",
            [self.colleague.id, file.id],
        )
        self.env.invalidate_all()
        for model, domain in (
            ("res.users", [("partner_id", "any", [email])]),
            ("res.partner", [("user_ids", "any", [("partner_id", "any", [email])])]),
            ("res.partner", [("message_partner_ids.email", "=like", "coll%")]),
            ("res.partner", [("message_partner_ids", "any", [email])]),
            ("res.partner", [("message_partner_ids", "ilike", "colleague@")]),
            ("ir.attachment", [("create_uid.login", "=like", "reach-coll%")]),
            ("ir.attachment", [("create_uid", "any", [login])]),
            ("ir.attachment", [("create_uid", "ilike", "reach-coll")]),
        ):
            with self.subTest(model=model, domain=domain):
                self.assertFalse(self.mine(model).search(domain))
        for model, domain, record in (
            ("ir.attachment", [("create_uid", "any", [login])], file),
            ("ir.attachment", [("create_uid", "ilike", "reach-coll")], file),
        ):
            negative = [(domain[0][0], f"not {domain[0][1]}", domain[0][2])]
            with self.subTest(domain=negative):
                self.assertIn(record, self.mine(model).search(negative))

    def test_who_follows_and_whose_a_file_is_is_found_by_what_is_shown(self):
        self.representative.message_subscribe(self.page.ids)
        partners = self.mine("res.partner")
        files = self.env["ir.attachment"].with_user(self.lead)
        for domain in (
            [("message_partner_ids", "in", self.page.ids)],
            [("message_partner_ids", "ilike", "همکار")],
            [("message_partner_ids.name", "=", "همکار")],
        ):
            with self.subTest(domain=domain):
                self.assertIn(self.representative, partners.search(domain))
        file = files.create(
            {
                "name": "f",
                "res_model": "res.partner",
                "res_id": self.representative.id,
            }
        )
        for domain in (
            [("create_uid", "=", self.lead.id)],
            [("create_uid", "ilike", self.lead.name)],
            [("create_uid.name", "=", self.lead.name)],
            [("create_uid", "not ilike", "همکار")],
        ):
            with self.subTest(domain=domain):
                self.assertIn(file, files.search(domain))

    @QUIET
    def test_no_address_is_taken_over_from_beyond_ones_reach(self):
        self.supplier.write({"street": "Hidden street", "is_company": True})
        partners = self.env["res.partner"].with_user(self.lead)
        values = {"name": "زیرشاخه", "is_representative": True}
        child = partners.create(values)
        for parent in (self.supplier, self.page):
            below = {"parent_id": parent.id}
            by_default = partners.with_context(default_parent_id=parent.id)
            for name, act in (
                ("create", lambda below=below: partners.create(values | below)),
                ("default", lambda by=by_default: by.create(values)),
                ("write", lambda below=below: child.write(below)),
                (
                    "form",
                    lambda below=below: partners.onchange(
                        below, ["parent_id"], {"parent_id": {}, "street": {}}
                    ),
                ),
                (
                    "form by default",
                    lambda by=by_default: by.onchange(
                        {}, [], {"parent_id": {}, "street": {}}
                    ),
                ),
            ):
                with self.subTest(parent=parent.id, by=name):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        act()
        below = partners.create(values | {"parent_id": self.representative.id})
        self.assertEqual(below.parent_id, self.representative)

    @QUIET
    def test_nobody_from_beyond_ones_reach_is_brought_into_a_chat(self):
        channel = self.mine("discuss.channel").create(
            {"name": "گفت‌وگو", "channel_type": "group"}
        )
        member = {"channel_id": channel.id, "partner_id": self.supplier.id}
        message = self.env["mail.message"].create(
            {"model": "res.partner", "res_id": self.representative.id, "body": "x"}
        )
        notice = {"mail_message_id": message.id, "res_partner_id": self.supplier.id}
        for act in (
            lambda: channel.add_members(self.supplier.ids),
            lambda: self.mine("discuss.channel.member").create(member),
            lambda: self.mine("mail.notification").create(notice),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
        channel.add_members(self.page.ids)
        self.assertEqual(
            channel.channel_member_ids.partner_id, self.page | self.agent.partner_id
        )


@tagged("post_install", "-at_install")
class TestReachFileNames(ReachCase, HttpCase):
    """A picture's or a file's name is no field that its asker may not read."""

    def name_of(self, path):
        return self.url_open(path).headers.get("Content-Disposition", "")

    def test_a_colleagues_picture_is_not_named_after_their_log_in(self):
        password = "reach-agent-password"
        self.agent.password = password
        self.authenticate(self.agent.login, password)
        page = self.colleague.partner_id
        token = page._get_avatar_128_access_token()
        for path, field in (
            (f"res.users/{self.colleague.id}/avatar_128", "login"),
            (f"res.users/{self.colleague.id}/avatar_128", "email"),
            (f"res.partner/{page.id}/avatar_128", "email"),
            (f"res.partner/{page.id}/avatar_128", "phone"),
        ):
            for options in ("", f"&access_token={token}"):
                address = f"/web/image/{path}?download=1&filename_field={field}"
                with self.subTest(address=address, options=options):
                    name = self.name_of(address + options)
                    self.assertNotIn("coll", name)
                    self.assertNotIn("9121112233", name)
        address = f"/web/image/res.partner/{self.representative.id}/avatar_128"
        name = self.name_of(f"{address}?download=1&filename_field=email")
        self.assertIn("rep@example.com", name)

    def test_a_token_of_a_picture_opens_no_other_field(self):
        page = self.colleague.partner_id
        token = page._get_avatar_128_access_token()
        address = f"/web/image/res.partner/{page.id}/avatar_128?download=1"
        name = self.name_of(f"{address}&access_token={token}&filename_field=email")
        self.assertTrue(name)
        self.assertNotIn("coll", name)
