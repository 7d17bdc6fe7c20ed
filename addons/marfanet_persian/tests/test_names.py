from odoo.tests import TransactionCase, new_test_user, tagged

from ..persian.spellings import spellings


@tagged("post_install", "-at_install")
class TestNames(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "seeker", context={"no_reset_password": True})
        names = ("علي كريمي ۱۲", "علی کریمی 12", "علی کریمی ۱۲")
        cls.groups = cls.env["res.partner.category"].create(
            [{"name": name} for name in names]
        )

    def _found(self, typed, **kwargs):
        model = self.env["res.partner.category"].with_user(self.user)
        return {id_ for id_, _name in model.name_search(typed, **kwargs)}

    def test_every_keyboard_finds_every_spelling(self):
        self.assertEqual(self._found("کریمی"), set(self.groups.ids))
        self.assertEqual(self._found("كريمي"), set(self.groups.ids))
        self.assertLessEqual(set(self.groups[1:].ids), self._found("علی کریمی ۱۲"))
        self.assertIn(self.groups[1].id, self._found("علي كريمي ١٢"))

    def test_an_exact_search_stays_exact(self):
        found = self._found("علی کریمی 12", operator="=")
        self.assertEqual(found, {self.groups[1].id})

    def test_other_languages_are_searched_as_typed(self):
        self.assertEqual(spellings("Ali 12"), ["Ali 12"])
        self.assertEqual(self._searched("Ali 12"), {"Ali 12"})
        self.assertEqual(self._searched("علی ۱۲"), {"علی ۱۲", "علی 12", "علي 12"})

    def _searched(self, typed):
        domain = self.env["res.lang"]._search_display_name("ilike", typed)
        return {condition.value for condition in domain.iter_conditions()}
