from odoo.exceptions import AccessError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged


class ReadersCase(TransactionCase):
    """One reader of Persian and one of English."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fa_IR")
        context = {"no_reset_password": True}
        cls.persian = new_test_user(
            cls.env, "persian_reader", lang="fa_IR", context=context
        )
        cls.english = new_test_user(
            cls.env, "english_reader", lang="en_US", context=context
        )


@tagged("post_install", "-at_install")
class TestPreferences(ReadersCase):
    def _read(self, user, lang=None):
        own = user.with_user(user).with_context(lang=lang or user.lang)
        preferences = own._persian_preferences()
        return preferences["calendar"], preferences["digits"]

    def test_a_persian_user_reads_jalali_and_persian_digits(self):
        self.assertEqual(self._read(self.persian), ("jalali", "persian"))

    def test_others_read_as_odoo_writes(self):
        self.assertEqual(self._read(self.english), ("gregorian", "latin"))

    def test_each_chooses_for_oneself(self):
        self.persian.with_user(self.persian).write(
            {"persian_calendar": "gregorian", "persian_digits": "latin"}
        )
        self.english.with_user(self.english).write(
            {"persian_calendar": "jalali", "persian_digits": "persian"}
        )
        self.assertEqual(self._read(self.persian), ("gregorian", "latin"))
        self.assertEqual(self._read(self.english), ("jalali", "persian"))

    def test_nobody_chooses_for_another(self):
        with self.assertRaises(AccessError):
            self.persian.with_user(self.english).persian_calendar = "gregorian"

    def test_the_own_choice_is_read_back(self):
        (read,) = self.persian.with_user(self.persian).read(
            ["persian_calendar", "persian_digits"]
        )
        self.assertEqual(read["persian_calendar"], "language")
        self.assertEqual(read["persian_digits"], "language")

    def test_a_user_without_language_reads_that_of_the_page(self):
        self.english.lang = False
        self.assertEqual(self._read(self.english, "fa_IR"), ("jalali", "persian"))

    def test_both_are_on_ones_own_page(self):
        view = self.env.ref("base.view_users_form_simple_modif")
        fields = self.persian.with_user(self.persian).get_view(view.id, "form")[
            "models"
        ]["res.users"]
        self.assertIn("persian_calendar", fields)
        self.assertIn("persian_digits", fields)


@tagged("post_install", "-at_install")
class TestSession(ReadersCase, HttpCase):
    def _session_info(self, user):
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request("/web/session/get_session_info")

    def test_the_web_client_is_told_of_a_persian_reader(self):
        info = self._session_info(self.persian)
        self.assertEqual(info["persian"], {"calendar": "jalali", "digits": "persian"})
        self.assertEqual(info["user_context"]["persian_calendar"], "jalali")

    def test_an_english_readers_context_is_odoos(self):
        info = self._session_info(self.english)
        self.assertEqual(info["persian"], {"calendar": "gregorian", "digits": "latin"})
        self.assertNotIn("persian_calendar", info["user_context"])

    def test_a_changed_choice_holds_from_the_next_page_on(self):
        self._session_info(self.persian)
        self.persian.persian_calendar = "gregorian"
        info = self._session_info(self.persian)
        self.assertEqual(
            info["persian"], {"calendar": "gregorian", "digits": "persian"}
        )
        self.assertNotIn("persian_calendar", info["user_context"])

    def test_integrators_context_is_odoos(self):
        context = self.env["res.users"].with_user(self.persian).context_get()
        self.assertNotIn("persian_calendar", context)
