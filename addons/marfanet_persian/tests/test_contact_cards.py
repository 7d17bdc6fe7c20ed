from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestContactCards(TransactionCase):
    def test_a_phone_number_on_a_card_reads_from_left_to_right(self):
        """Odoo's class for that; without it the + ends up behind the number."""
        contacts = self.env["res.partner"]
        view = self.env.ref("base.res_partner_kanban_view")
        card = contacts._get_view(view.id, "kanban")[0]
        [phone] = card.xpath("//templates//field[@name='phone']")
        self.assertIn("o_force_ltr", phone.get("class").split())
