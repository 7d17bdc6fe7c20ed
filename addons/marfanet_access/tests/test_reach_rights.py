from odoo.tests import TransactionCase, tagged

from . import rights


@tagged("post_install", "-at_install")
class TestReachRights(TransactionCase):
    """Rights change only where somebody has looked; see :mod:`.rights` for how."""

    def _check(self, name):
        known, found = rights.read(name), rights.of(self.env, name)
        is_whole = rights.ADDONS <= self.env.registry._init_modules
        for model, now in found.items():
            with self.subTest(model=model):
                # Not by assertIn, which would tell all that is known.
                self.assertTrue(model in known, "nobody has looked at its rights yet")
                if is_whole:
                    self.assertEqual(now, known[model])
                else:
                    # An addon that is not here may give more, none gives less.
                    self.assertLessEqual(set(now.split()), set(known[model].split()))
        if is_whole:
            self.assertEqual(set(known) - set(found), set(), "these are gone")

    def test_agents(self):
        self._check("agent")

    def test_leads(self):
        self._check("lead")

    def test_administrators(self):
        self._check("admin")

    def test_service_accounts(self):
        self._check("service")

    def test_customers(self):
        self._check("portal")
