from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import MarfanetCrmCommon


class TestResPartnerClean(MarfanetCrmCommon):
    def test_representatives_are_stored_in_one_spelling(self):
        values = {
            "phone": "۰۹۱۲ ۱۲۳ ۴۵۶۷",
            "telegram_username": "https://t.me/Ali_R",
            "admin_username": " Reza.۱ ",
        }
        expected = ["+989121234567", "Ali_R", "reza.1"]
        new = self.env["res.partner"].create(
            {"name": "نو", "is_representative": True, **values}
        )
        self.assertEqual([new[name] for name in values], expected)
        new.active = False
        self.representative.write(values)
        self.assertEqual([self.representative[name] for name in values], expected)

    def test_defaults_of_the_menu_count_as_well(self):
        partners = self.env["res.partner"].with_context(default_is_representative=True)
        new = partners.create({"name": "نو", "phone": "0912 123 4567"})
        self.assertEqual(new.phone, "+989121234567")

    def test_other_contacts_keep_what_was_typed(self):
        values = {"phone": "داخلی ۱۲", "telegram_username": "علی"}
        self.contact.write(values)
        for name, value in values.items():
            self.assertEqual(self.contact[name], value)

    def test_becoming_a_representative_cleans_what_is_there(self):
        self.contact.phone = "0912 123 4567"
        self.contact.is_representative = True
        self.assertEqual(self.contact.phone, "+989121234567")

    def test_becoming_a_representative_with_a_bad_phone_is_refused(self):
        self.contact.phone = "ندارد"
        with self.assertRaisesRegex(ValidationError, "“ندارد” is not understood"):
            self.contact.is_representative = True

    def test_bad_values_are_refused_in_words_to_act_on(self):
        for values, message in [
            ({"phone": "0912"}, "Phone “0912” is not .* like 0912 123 4567"),
            ({"telegram_username": "علی"}, "Write it like @username"),
            ({"admin_username": "ali rezaei"}, "no spaces. Write it as in the panel"),
        ]:
            with self.subTest(values=values):
                with self.assertRaisesRegex(ValidationError, message):
                    self.representative.write(values)
                with self.assertRaisesRegex(ValidationError, message):
                    self.env["res.partner"].create(
                        {"name": "نو", "is_representative": True, **values}
                    )

    def test_values_can_be_taken_away_again(self):
        values = {"phone": "09121234567", "telegram_username": "ali_r"}
        self.representative.write(values)
        self.representative.write(dict.fromkeys(values, False))
        self.representative.write(dict.fromkeys(values, " "))
        self.assertFalse(self.representative.phone)

    def test_a_number_without_country_is_of_the_contacts_country_or_of_iran(self):
        turkey = self.env.ref("base.tr")
        self.representative.write({"country_id": turkey.id, "phone": "0532 123 45 67"})
        self.assertEqual(self.representative.phone, "+905321234567")
        self.representative.phone = "0912 123 4567"
        self.assertEqual(self.representative.phone, "+989121234567")

    def test_writing_to_several_cleans_each(self):
        self.contact.phone = "0912 123 4567"
        partners = self.representative | self.contact
        partners.write({"phone": "0935 111 2233"})
        self.assertEqual(self.representative.phone, "+989351112233")
        self.assertEqual(self.contact.phone, "0935 111 2233")

    def test_taken_admin_username_names_its_holder(self):
        values = {"name": "دیگری", "is_representative": True}
        other = self.env["res.partner"].create({**values, "admin_username": "other"})
        message = "“ali.rezaei” belongs to علی رضایی"
        with self.assertRaisesRegex(ValidationError, message):
            other.admin_username = "ALI.rezaei"
        with self.assertRaisesRegex(ValidationError, message):
            self.contact.write(
                {"is_representative": True, "admin_username": "ali.rezaei"}
            )
        other.active = False
        other.admin_username = "ali.rezaei"
        with self.assertRaisesRegex(ValidationError, message):
            other.active = True

    def test_admin_username_is_given_once_in_one_go(self):
        values = {
            "name": "دیگری",
            "is_representative": True,
            "admin_username": "other",
        }
        with self.assertRaisesRegex(ValidationError, "two representatives at once"):
            self.env["res.partner"].create([values, values])

    def test_own_admin_username_can_be_written_again(self):
        self.representative.admin_username = "ALI.REZAEI"
        self.assertEqual(self.representative.admin_username, "ali.rezaei")

    def test_the_index_guards_what_the_check_cannot_see(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env.cr.execute(
                "UPDATE res_partner SET is_representative = true,"
                " admin_username = 'ALI.rezaei' WHERE id = %s",
                [self.contact.id],
            )
