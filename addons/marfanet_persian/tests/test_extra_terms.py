import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path
from odoo.tools.translate import code_translations, get_translation

from ..tools.extra_terms import code_terms

_LANG = "fa_IR"


# The words of every module must be there: those of web come after this addon's own.
@tagged("post_install", "-at_install")
class TestExtraTerms(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang(_LANG)

    def load_terms_of(self, module: str) -> None:
        self.env["ir.module.module"]._load_module_terms([module], [_LANG])
        self.env.invalidate_all()

    def read_in_persian(self, xml_id: str, field: str) -> str:
        return self.env.ref(xml_id).with_context(lang=_LANG)[field]

    def forget_persian_of(self, table: str, column: str, xml_id: str) -> None:
        self.env.flush_all()
        # Both names are of this file.
        self.env.cr.execute(
            f"UPDATE {table} SET {column} = {column} - %s WHERE id = %s",
            [_LANG, self.env.ref(xml_id).id],
        )
        self.env.invalidate_all()

    def web_terms(self, module: str) -> dict[str, str]:
        modules, _language = self.env["ir.http"]._get_translations_for_webclient(
            [module], _LANG
        )
        return {term["id"]: term["string"] for term in modules[module]["messages"]}

    def test_views_of_other_modules_speak_persian(self):
        view = "web.login_oauth"
        self.forget_persian_of("ir_ui_view", "arch_db", view)
        self.assertIn("- or -", self.read_in_persian(view, "arch_db"))
        self.load_terms_of("web")
        self.assertIn("- یا -", self.read_in_persian(view, "arch_db"))

    def test_labels_of_fields_of_other_modules_are_persian(self):
        label = "base.field_res_groups__privilege_id"
        self.forget_persian_of("ir_model_fields", "field_description", label)
        self.load_terms_of("base")
        self.assertEqual(
            self.read_in_persian(label, "field_description"), "امتیاز دسترسی"
        )

    def test_selections_of_other_modules_are_persian(self):
        choice = "base.selection__res_partner__company_type__person"
        self.forget_persian_of("ir_model_fields_selection", "name", choice)
        self.load_terms_of("base")
        self.assertEqual(self.read_in_persian(choice, "name"), "شخص")

    def test_what_an_administrator_wrote_stays(self):
        choice = "base.selection__res_partner__company_type__person"
        self.env.ref(choice).with_context(lang=_LANG).name = "فرد"
        self.load_terms_of("base")
        self.assertEqual(self.read_in_persian(choice, "name"), "فرد")

    def test_python_code_of_other_modules_speaks_persian(self):
        told = get_translation("base", _LANG, "You cannot exceed %(duration)s days.", {
            "duration": 90,
        })  # fmt: skip
        self.assertEqual(told, "بیش از 90 روز ممکن نیست.")

    def test_the_web_client_gets_what_odoo_lacks(self):
        self.assertEqual(
            self.web_terms("marfanet_persian")["Custom Group"], "گروه سفارشی"
        )

    def test_the_web_client_gets_right_what_odoo_has_wrong(self):
        # Odoo's own says «all days».
        self.assertEqual(self.web_terms("web")["All day"], "تمام روز")

    def test_nothing_else_that_odoo_translates_is_replaced(self):
        for kind, loaded in (
            ("odoo-python", code_translations.get_python_translations("web", _LANG)),
            ("odoo-javascript", self.web_terms("web")),
        ):
            ours = code_terms("web", _LANG, kind)
            for entry in polib.pofile(file_path("web/i18n/fa.po")):
                term = ours.get(entry.msgid)
                mended = term and entry.msgstr in term.instead_of
                if entry.msgid in loaded and entry.msgstr and not mended:
                    self.assertEqual(loaded[entry.msgid], entry.msgstr)

    def test_english_stays_english(self):
        told = get_translation("base", "en_US", "Access Control", ())
        self.assertEqual(told, "Access Control")
        self.assertIn(
            "- or -", self.env.ref("web.login_oauth").with_context(lang="en_US").arch_db
        )
