import csv
import io

import openpyxl

from odoo.exceptions import AccessError
from odoo.tools import file_open

from .common import MarfanetCrmCommon

OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ",",
    "date_format": "%Y-%m-%d",
    "datetime_format": "%Y-%m-%d %H:%M:%S",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
}
HEAD = ["admin_username", "name", "phone", "panel_plan_id", "joined_on", "city"]
ROWS = [
    ["Zahra.Mousavi", "زهرا موسوی", "0935 765 4321", "طلایی", "2026-01-10", "اصفهان"],
    ["۰۹-reza", "رضا کریمی", "", "", "", ""],
]


class TestResPartnerImport(MarfanetCrmCommon):
    """Files of representatives through the standard importer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["marfanet.panel.plan"].create({"name": "طلایی"})

    def _import(self, head, rows, user=None, xlsx=False, **options):
        file = self._make_xlsx(head, rows) if xlsx else self._make_csv(head, rows)
        importer = (
            self.env["base_import.import"]
            .with_user(user or self.lead)
            .create(
                {
                    "res_model": "res.partner",
                    "file": file,
                    "file_type": "application/vnd.openxmlformats-officedocument"
                    ".spreadsheetml.sheet"
                    if xlsx
                    else "text/csv",
                    "file_name": "representatives.xlsx" if xlsx else "r.csv",
                }
            )
        )
        return importer.execute_import(head, head, {**OPTIONS, **options})

    def _make_csv(self, head, rows):
        file = io.StringIO()
        csv.writer(file).writerows([head, *rows])
        return file.getvalue().encode()

    def _make_xlsx(self, head, rows):
        book = openpyxl.Workbook()
        for row in [head, *rows]:
            book.active.append(row)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def _find(self, *usernames):
        return self.env["res.partner"].search(
            [("admin_username", "in", usernames)], order="id"
        )

    def _count(self):
        return self.env["res.partner"].with_context(active_test=False).search_count([])

    def _words(self, result):
        self.assertFalse(result.get("ids"))
        return [message["message"] for message in result["messages"]]

    def test_second_import_updates_and_doubles_nothing(self):
        for xlsx in (False, True):
            with self.subTest(xlsx=xlsx):
                first = self._import(HEAD, ROWS, xlsx=xlsx)
                self.assertFalse(first["messages"])
                before = self._count()
                rows = [["ZAHRA.mousavi", "زهرا موسوی‌پور", *ROWS[0][2:]], ROWS[1]]
                second = self._import(HEAD, rows, xlsx=xlsx)
                self.assertFalse(second["messages"])
                self.assertEqual(second["ids"], first["ids"])
                self.assertEqual(self._count(), before)
                zahra, reza = self._find("zahra.mousavi", "09-reza")
                self.assertEqual(zahra.name, "زهرا موسوی‌پور")
                self.assertEqual(zahra.panel_plan_id, self.plan)
                self.assertEqual(str(zahra.joined_on), "2026-01-10")
                self.assertTrue(zahra.is_representative and reza.is_representative)

    def test_archived_representative_is_updated_and_stays_archived(self):
        self.representative.active = False
        result = self._import(HEAD[:2], [["ali.rezaei", "علی رضایی تهرانی"]])
        self.assertEqual(result["ids"], self.representative.ids)
        self.assertEqual(self.representative.name, "علی رضایی تهرانی")
        self.assertFalse(self.representative.active)

    def test_contact_with_the_same_text_is_no_representative_to_update(self):
        self.contact.admin_username = "zahra.mousavi"
        result = self._import(HEAD, ROWS)
        self.assertNotIn(self.contact.id, result["ids"])
        self.assertEqual(self.contact.name, "شرکت برق")

    def test_username_twice_is_refused_and_both_rows_are_named(self):
        before = self._count()
        rows = [*ROWS, ["zahra.MOUSAVI ", "زهرای دیگر", "", "", "", ""]]
        [words] = self._words(self._import(HEAD, rows))
        self.assertEqual(
            words, "Row 3: The admin username “zahra.mousavi” is in row 1 already."
        )
        self.assertEqual(self._count(), before)

    def test_bad_row_is_named_and_nothing_is_half_imported(self):
        before = self._count()
        for column, bad, reason in [
            (0, "", "The admin username is missing."),
            (0, "a b", "“a b” is no admin username. A user name has no spaces."),
            (2, "12", "Phone “12” is not understood."),
            (3, "برنزی", "No matching record found for name 'برنزی'"),
            (4, "دیروز", ""),
        ]:
            rows = [list(row) for row in (ROWS[0], ["good", *ROWS[1][1:]], ROWS[1])]
            rows[2][column] = bad
            for xlsx in (False, True):
                with self.subTest(bad=bad, xlsx=xlsx):
                    words = self._words(self._import(HEAD, rows, xlsx=xlsx))
                    self.assertEqual(len(words), 1, words)
                    self.assertIn(reason, words[0])
                    if reason:
                        self.assertIn("Row 3: ", words[0])
                    self.assertEqual(self._count(), before)

    def test_bad_row_in_a_later_batch_leaves_no_earlier_one_behind(self):
        before = self._count()
        rows = [[f"batch-{n}", "نام", "", "", "", ""] for n in range(10)]
        rows[8][2] = "12"
        [words] = self._words(self._import(HEAD, rows, limit=3))
        self.assertIn("Row 9: ", words)
        self.assertEqual(self._count(), before)
        rows[8][2] = ""
        result = self._import(HEAD, rows, limit=3)
        self.assertEqual((len(result["ids"]), result["nextrow"]), (10, 0))

    def test_trial_run_stores_nothing(self):
        before = self._count()
        importer = self.env["base_import.import"].with_user(self.lead)
        importer = importer.create(
            {
                "res_model": "res.partner",
                "file": self._make_csv(HEAD, ROWS),
                "file_type": "text/csv",
            }
        )
        result = importer.execute_import(HEAD, HEAD, dict(OPTIONS), dryrun=True)
        self.assertFalse(result["messages"])
        self.assertEqual(self._count(), before)

    def test_referrer_is_named_by_admin_username_or_name(self):
        head = [*HEAD[:2], "referrer_id"]
        rows = [
            ["one", "یک", "Ali.Rezaei"],
            ["two", "دو", "one"],
            ["three", "سه", "دو"],
        ]
        self.assertFalse(self._import(head, rows)["messages"])
        one, two, three = self._find("one", "two", "three")
        self.assertEqual(one.referrer_id, self.representative)
        self.assertEqual((two.referrer_id, three.referrer_id), (one, two))

    def test_agent_is_refused(self):
        before = self._count()
        for rows in (ROWS, [["ali.rezaei", "دستکاری", "", "", "", ""]]):
            try:
                words = self._words(self._import(HEAD, rows, user=self.sara))
            except AccessError as error:
                # Where agents may not even open the form.
                words = [str(error)]
            self.assertIn("not allowed to", words[0])
        self.assertEqual(self.representative.name, "علی رضایی")
        self.assertEqual(self._count(), before)

    def test_files_without_admin_usernames_are_imported_as_ever(self):
        admin = self.env.ref("base.user_admin")
        result = self._import(["name"], [["شرکت گاز"], ["شرکت آب"]], user=admin)
        partners = self.env["res.partner"].browse(result["ids"])
        self.assertEqual(partners.mapped("name"), ["شرکت گاز", "شرکت آب"])
        self.assertFalse(any(partners.mapped("is_representative")))

    def test_file_that_is_too_long_is_refused_with_advice(self):
        rows = [[f"n{n}", "نام"] for n in range(10_001)]
        [words] = self._words(self._import(HEAD[:2], rows))
        self.assertIn("split it", words)

    def test_template_is_understood_as_it_is(self):
        Partner = self.env["res.partner"].with_context(default_is_representative=True)
        [template] = Partner.get_import_templates()
        with file_open(template["template"].lstrip("/"), "rb") as file:
            content = file.read()
        importer = self.env["base_import.import"].with_user(self.lead)
        importer = importer.create(
            {
                "res_model": "res.partner",
                "file": content,
                "file_type": "application/vnd.openxmlformats-officedocument"
                ".spreadsheetml.sheet",
                "file_name": "representatives.xlsx",
            }
        )
        preview = importer.parse_preview({"has_headers": True})
        paths = [preview["matches"][n] for n in range(len(preview["headers"]))]
        self.assertEqual(
            ["/".join(path) for path in paths],
            [
                "admin_username",
                "name",
                "phone",
                "email",
                "telegram_username",
                "panel_plan_id",
                "panel_status",
                "joined_on",
                "referrer_id",
                "category_id",
                "street",
                "city",
            ],
        )
        fields = ["/".join(path) for path in paths]
        result = importer.execute_import(fields, preview["headers"], preview["options"])
        self.assertFalse(result["messages"])
        self.assertEqual(len(result["ids"]), 2)
        self.assertIn(self.representative.id, result["ids"])
