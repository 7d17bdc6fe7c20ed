from odoo.tests import tagged

from .reach_common import ReachCase

PAGE = "marfanet_crm.res_partner_view_form_representative"


@tagged("post_install", "-at_install")
class TestReachPage(ReachCase):
    """Whatever leads an agent to a contact shows a page that they may read."""

    def form(self, user, **context):
        partners = self.env["res.partner"].with_user(user).with_context(**context)
        views = partners.get_views([(False, "form")])
        return partners, views["views"]["form"]

    def test_a_contact_opens_on_a_page_within_ones_reach(self):
        for user in (self.agent, self.lead):
            partners, form = self.form(user)
            self.assertEqual(form["id"], self.env.ref(PAGE).id)
            shown = partners._get_fields_spec(form)
            for contact in (
                self.representative,
                self.colleague.partner_id,
                user.partner_id,
                self.env.company.partner_id,
            ):
                with self.subTest(user=user.login, contact=contact.name):
                    [page] = partners.browse(contact.id).web_read(shown)
                    self.assertEqual(page["name"], contact.name)

    def test_a_page_that_is_asked_for_is_the_one_that_opens(self):
        simple = "base.view_partner_simple_form"
        _, form = self.form(self.agent, form_view_ref=simple)
        self.assertEqual(form["id"], self.env.ref(simple).id)

    def test_administrators_keep_odoos_page(self):
        _, form = self.form(self.people["admin"])
        self.assertNotEqual(form["id"], self.env.ref(PAGE).id)
