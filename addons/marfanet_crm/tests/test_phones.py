from odoo.tests import BaseCase

from ..exceptions import NotAPhone, NotAUsername
from ..tools.phones import clean_phone, phone_search_forms
from ..tools.usernames import clean_admin_username, clean_telegram


class TestPhones(BaseCase):
    def test_every_spelling_of_a_number_is_stored_as_one(self):
        for typed in (
            "09121234567",
            "9121234567",
            "989121234567",
            "+989121234567",
            "00989121234567",
            "0912 123 4567",
            "(0912) 123-45-67",
            "0912.123.4567",
            "+98 (0)912 123 4567",
            "+98 912–123–4567",
            "۰۹۱۲ ۱۲۳ ۴۵۶۷",
            "٠٩١٢١٢٣٤٥٦٧",
            "۹۸۹۱۲۱۲۳۴۵۶۷+",
            "\u200e+98 912\u00a0123 4567\u200f",
            "tel:+989121234567",
            "０９１２１２３４５６７",
        ):
            with self.subTest(typed=typed):
                self.assertEqual(clean_phone(typed), "+989121234567")

    def test_landlines_and_other_countries(self):
        for typed, region, stored in [
            ("021-88776655", "IR", "+982188776655"),
            ("021/8877 6655", "IR", "+982188776655"),
            ("+49 30 123456", "IR", "+4930123456"),
            ("030 123456", "DE", "+4930123456"),
            ("0 532 123 45 67", "TR", "+905321234567"),
            ("0999 999 9999", "IR", "+989999999999"),
        ]:
            with self.subTest(typed=typed):
                self.assertEqual(clean_phone(typed, region), stored)

    def test_what_is_no_number_is_refused_with_its_reason(self):
        for typed, code in [
            ("", "phone_invalid"),
            ("12345", "phone_invalid"),
            ("0912123456", "phone_invalid"),
            ("09121234567 09351234567", "phone_invalid"),
            ("9" * 5000, "phone_invalid"),
            ("+", "phone_invalid"),
            ("\x00\ud800", "phone_invalid"),
            ("شماره ندارد", "phone_letters"),
            ("021 88776655 داخلی 12", "phone_letters"),
            ("1-800-FLOWERS", "phone_letters"),
        ]:
            with self.subTest(typed=typed), self.assertRaises(NotAPhone) as caught:
                clean_phone(typed)
            self.assertEqual(caught.exception.code, code)
            self.assertIn("Write", caught.exception.reason)

    def test_number_is_found_with_and_without_its_country(self):
        for stored, forms in [
            ("+989121234567", ["989121234567", "09121234567"]),
            ("+982188776655", ["982188776655", "02188776655"]),
            ("+4930123456", ["4930123456", "030123456"]),
        ]:
            with self.subTest(stored=stored):
                self.assertEqual(phone_search_forms(stored), forms)


class TestUsernames(BaseCase):
    def test_telegram_names_come_out_of_links(self):
        for typed in (
            "Ali_Rezaei",
            "@Ali_Rezaei",
            " @Ali_Rezaei\u200f ",
            "t.me/Ali_Rezaei",
            "T.ME/Ali_Rezaei/",
            "https://t.me/Ali_Rezaei?start=1",
            "http://www.telegram.me/Ali_Rezaei",
            "tg://resolve?domain=Ali_Rezaei&start=x",
            "＠Ali_Rezaei",
        ):
            with self.subTest(typed=typed):
                self.assertEqual(clean_telegram(typed), "Ali_Rezaei")

    def test_what_is_no_telegram_name_is_refused(self):
        for typed in (
            "",
            "@",
            "ali",
            "a" * 33,
            "علی رضایی",
            "ali rezaei",
            "ali-rezaei",
            "https://t.me/",
            "https://t.me/+AbCdEf123",
            "t.me/joinchat/AbCdEf",
            "https://t.me/+989121234567",
            "https://example.com/ali_rezaei",
            "\x00\ud800",
        ):
            with self.subTest(typed=typed), self.assertRaises(NotAUsername):
                clean_telegram(typed)

    def test_admin_username_has_one_spelling(self):
        for typed, stored in [
            (" Ali.Rezaei ", "ali.rezaei"),
            ("ALI-REZAEI_۱۲", "ali-rezaei_12"),
            ("ali\u200e.rez\u200caei\ufeff", "ali.rezaei"),
            ("Ali+Vpn@Example.com", "ali+vpn@example.com"),
            ("ＡＬＩ", "ali"),
            ("علي‌كريمي", "علیکریمی"),
        ]:
            with self.subTest(typed=typed):
                self.assertEqual(clean_admin_username(typed), stored)
                self.assertEqual(clean_admin_username(stored), stored)

    def test_what_is_no_admin_username_is_refused(self):
        for typed, code in [
            ("", "admin_invalid"),
            ("ali rezaei", "admin_blank"),
            ("ali\trezaei", "admin_blank"),
            ("ali/rezaei", "admin_invalid"),
            ("'; drop table", "admin_blank"),
            ("a" * 65, "admin_invalid"),
            ("😀", "admin_invalid"),
        ]:
            with self.subTest(typed=typed), self.assertRaises(NotAUsername) as caught:
                clean_admin_username(typed)
            self.assertEqual(caught.exception.code, code)
