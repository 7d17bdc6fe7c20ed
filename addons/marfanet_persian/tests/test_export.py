import csv
import io
import json
from datetime import datetime

from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged

MOMENT = "2026-11-21 20:35:00"


@tagged("post_install", "-at_install")
class TestExport(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        cls.exporter = new_test_user(
            cls.env,
            "exporter",
            groups="base.group_user,base.group_allow_export",
            lang="fa_IR",
            tz="Asia/Tehran",
            context={"no_reset_password": True},
        )
        cls.partner = cls.env["res.partner"].create({"name": "exported"})
        cls.partner.flush_recordset()
        cls.env.cr.execute("UPDATE res_partner SET create_date = %s", [MOMENT])
        cls.partner.invalidate_recordset()

    def _context(self):
        return {"lang": "fa_IR", "tz": "Asia/Tehran", "persian_calendar": "jalali"}

    def _exported(self, context, import_compat=False):
        records = self.partner.with_user(self.exporter)
        records = records.with_context(**context, import_compat=import_compat)
        return records.export_data(["name", "create_date"])["datas"]

    def test_files_for_people_are_jalali_in_latin_digits(self):
        self.assertEqual(
            self._exported(self._context()), [["exported", "1405/09/01 00:05:00"]]
        )

    def test_files_to_import_again_and_those_of_integrators_are_odoos(self):
        context = self._context()
        odoos = [["exported", datetime(2026, 11, 22, 0, 5)]]
        self.assertEqual(self._exported(context, import_compat=True), odoos)
        del context["persian_calendar"]
        self.assertEqual(self._exported(context), odoos)

    def test_the_export_dialog_gives_such_a_file(self):
        self.authenticate("exporter", "exporter")
        fields = [
            {"name": "name", "label": "Name", "type": "char"},
            {"name": "create_date", "label": "Created", "type": "datetime"},
        ]
        asked = {
            "model": "res.partner",
            "fields": fields,
            "ids": self.partner.ids,
            "domain": [],
            "import_compat": False,
            "context": self._context(),
        }
        form = {"data": json.dumps(asked), "csrf_token": Request.csrf_token(self)}
        answer = self.url_open("/web/export/csv", data=form)
        rows = list(csv.reader(io.StringIO(answer.content.decode())))
        self.assertEqual(rows[1], ["exported", "1405/09/01 00:05:00"])
