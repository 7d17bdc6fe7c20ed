import io
import re
import unicodedata

from freezegun import freeze_time
from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfReader

from .common import MarfanetCrmCommon
from .test_res_partner_account import MarfanetAccountCommon

REPORT = "marfanet_crm.report_representative"


class ReportCommon(MarfanetCrmCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Also where nobody has loaded Persian yet
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.startClassPatcher(freeze_time("2026-11-21 08:00:00"))
        cls.representative.write(
            {
                "telegram_username": "ali_panel",
                "phone": "+989121234567",
                "joined_on": "2025-03-24",
                "call_hour_from": 10,
                "call_hour_to": 14.5,
                "panel_status": "active",
                "user_id": cls.sara.id,
                "category_id": [(0, 0, {"name": "VIP"})],
            }
        )

    def _render_html(self, partners=None, user=None, lang="fa_IR"):
        partners = partners or self.representative
        content, _type = (
            self.env["ir.actions.report"]
            .with_user(user or self.sara)
            .with_context(lang=lang)
            ._render_qweb_html(REPORT, partners.ids)
        )
        root = html.document_fromstring(content.decode())
        for style in root.iter("style"):
            style.text = ""
        return root

    def _render_pdf(self, partners=None, user=None, lang="fa_IR"):
        partners = partners or self.representative
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(user or self.sara)
            .with_context(lang=lang, force_report_rendering=True)
            ._render_qweb_pdf(REPORT, partners.ids)
        )
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(content))

    def _get_text(self, root):
        return re.sub(r"\s+", " ", root.text_content())


@tagged("post_install", "-at_install")
class TestReportRepresentative(ReportCommon):
    def test_a_persian_reads_right_to_left_in_jalali(self):
        self._log_interaction(
            self.sara, date="2026-11-20 09:30:00", summary="وصل نمی‌شود"
        )
        self._add_task(self.sara, name="تماس", date_due="2026-11-28 06:30:00")
        root = self._render_html()
        text = self._get_text(root)
        self.assertEqual(root.get("dir"), "rtl")
        self.assertEqual(root.get("lang"), "fa-IR")
        self.assertIn("جمعه ۲۹ آبان ۱۴۰۵، ساعت ۱۳:۰۰", text)
        self.assertIn("شنبه ۷ آذر ۱۴۰۵، ساعت ۱۰:۰۰", text)
        self.assertIn("دوشنبه ۴ فروردین ۱۴۰۴", text)
        self.assertIn("وصل نمی‌شود", text)
        self.assertIn("۱۴:۳۰", text)

    def test_an_english_reader_gets_the_gregorian_calendar(self):
        self._log_interaction(self.sara, date="2026-11-20 09:30:00")
        root = self._render_html(lang="en_US")
        text = self._get_text(root)
        self.assertEqual(root.get("dir"), "ltr")
        self.assertIn("Friday 20 November 2026, 13:00", text)
        self.assertIn("10:00 to 14:30", text)
        for known in ("ali.rezaei", "@ali_panel", "+989121234567", "VIP", "Active"):
            self.assertIn(known, text)

    def test_a_day_alone_shows_no_time(self):
        self._add_task(self.sara, date_due="2026-11-28 06:30:00", time_said=False)
        self.assertNotIn("ساعت ۱۰:۰۰", self._get_text(self._render_html()))

    def test_an_early_day_is_the_readers_own(self):
        # 00:30 of the 21st in Tehran
        self._log_interaction(self.sara, date="2026-11-20 21:00:00")
        self.assertIn("شنبه ۳۰ آبان ۱۴۰۵", self._get_text(self._render_html()))

    def test_only_the_last_interactions_and_open_tasks_are_printed(self):
        for day in range(1, 18):
            self._log_interaction(
                self.sara, date=f"2026-11-{day:02} 09:00:00", subject=f"subject {day}."
            )
        done = self._add_task(self.sara, name="settled already")
        done.action_done()
        text = self._get_text(self._render_html(lang="en_US"))
        self.assertIn("subject 17.", text)
        self.assertIn("subject 3.", text)
        self.assertNotIn("subject 2.", text)
        self.assertNotIn("settled already", text)

    def test_what_people_wrote_is_no_markup(self):
        self._log_interaction(self.sara, summary="<b>bold</b> & <script>")
        root = self._render_html()
        self.assertFalse(root.xpath("//main//script"))
        self.assertIn("<b>bold</b> & <script>", self._get_text(root))

    def test_outsiders_print_nothing(self):
        with self.assertRaises(AccessError):
            self._render_html(user=self.outsider)

    def test_a_contact_has_no_profile(self):
        with self.assertRaises(UserError):
            self._render_html(self.contact)

    def test_another_companys_representative_is_refused(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.representative.company_id = company
        with self.assertRaises(AccessError):
            self._render_html()

    def test_the_print_menu_offers_it_to_the_crm_alone(self):
        self._move_below_a_representative(self.contact)
        action = self.env.ref("marfanet_crm.report_representative_action")

        def get_bound(user):
            bindings = self.env["ir.actions.actions"].with_user(user)
            reports = bindings.get_bindings("res.partner").get("report", [])
            return action.id in [report["id"] for report in reports]

        self.assertTrue(get_bound(self.sara))
        self.assertFalse(get_bound(self.outsider))
        offered = action.with_user(self.sara).get_valid_action_reports
        self.assertTrue(offered("res.partner", self.representative.ids))
        self.assertFalse(offered("res.partner", self.contact.ids))

    def test_ten_profiles_take_as_many_queries_as_two(self):
        partners = self.env["res.partner"].create(
            [
                {
                    "name": f"نماینده {number}",
                    "is_representative": True,
                    "user_id": self.sara.id,
                    "referrer_id": self.representative.id,
                }
                for number in range(10)
            ]
        )
        for partner in partners:
            self._log_interaction(self.sara, partner_id=partner.id)
            self._log_interaction(self.reza, partner_id=partner.id)
            self._add_task(self.sara, partner_id=partner.id)
        counts = []
        # The first round fills what is read once, such as the templates.
        for number in (2, 2, 10):
            self.env.flush_all()
            self.env.invalidate_all()
            queries = self.cr.sql_log_count
            self._render_html(partners[:number])
            counts.append(self.cr.sql_log_count - queries)
        self.assertEqual(counts[1], counts[2])

    def test_the_pdf_is_in_our_own_font_and_numbered(self):
        for number in range(15):
            self._log_interaction(
                self.sara, subject=f"V2Ray {number}", summary="سرور قطع است.\n" * 3
            )
        pages = self._render_pdf().pages
        self.assertGreater(len(pages), 1)
        fonts = {
            font.get_object()["/BaseFont"]
            for font in pages[0]["/Resources"]["/Font"].get_object().values()
        }
        self.assertTrue(any("Vazirmatn" in font for font in fonts), fonts)
        # Extracted as it is drawn: from the left, in the letters' shapes.
        drawn = pages[0].extract_text()
        self.assertIn("@ali_panel", drawn)
        self.assertIn("سرور", unicodedata.normalize("NFKC", drawn[::-1]))
        # The number of the page stands at the right, that of all pages at the left;
        # Persian digits come out of the file from right to left.
        self.assertIn(f"۱ / {'۰۱۲۳۴۵'[len(pages)]}", drawn)
        english = self._render_pdf(lang="en_US").pages
        for number, page in enumerate(english, start=1):
            self.assertIn(f"{number} / {len(english)}", page.extract_text())

    def test_the_pdf_of_several_has_a_page_for_each(self):
        partners = self.representative + self.env["res.partner"].create(
            [
                {"name": name, "is_representative": True, "admin_username": name}
                for name in ("second", "third")
            ]
        )
        pages = self._render_pdf(partners, lang="en_US").pages
        self.assertEqual(len(pages), 3)
        for page, name in zip(pages, ("ali.rezaei", "second", "third"), strict=True):
            self.assertIn(name, page.extract_text())

    def test_the_pdf_of_an_outsider_is_refused(self):
        with self.assertRaises(AccessError):
            self._render_pdf(user=self.outsider)


@tagged("post_install", "-at_install")
class TestReportMoney(MarfanetAccountCommon, ReportCommon):
    def _get_words(self, lang="fa_IR"):
        (profile,) = (
            self.env["report.marfanet_crm.report_representative"]
            .with_user(self.sara)
            .with_context(lang=lang)
            ._get_report_values(self.representative.ids)["profiles"]
        )
        return profile["money"]["balance_in_words"]

    def test_what_is_owed_is_repeated_in_words(self):
        self.company.currency_id.name = "IRT"
        self._invoice(2_305_000, "2026-11-10")
        text = self._get_text(self._render_html())
        self.assertRegex(text, "۲٬۳۰۵٬۰۰۰.* دو میلیون و سیصد و پنج هزار تومان ")

    def test_in_rial_too(self):
        self.company.currency_id.name = "IRR"
        self._invoice(1_000, "2026-11-10")
        self.assertEqual(self._get_words(), "هزار ریال")

    def test_words_say_what_the_figures_say_or_nothing(self):
        self.company.currency_id.name = "IRT"
        self.assertFalse(self._get_words())  # nothing owed
        self._invoice(1_000.5, "2026-11-10")
        self.assertFalse(self._get_words())

    def test_other_languages_and_currencies_have_no_words(self):
        self._invoice(1_000, "2026-11-10")
        self.assertFalse(self._get_words())
        self.company.currency_id.name = "IRT"
        self.assertTrue(self._get_words())
        self.assertFalse(self._get_words("en_US"))
