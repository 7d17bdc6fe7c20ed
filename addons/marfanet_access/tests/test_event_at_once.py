import threading

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged


@tagged("post_install", "-at_install")
class TestEventAtOnce(BaseCase):
    """Several workers at one time: real transactions, whose entries really stay."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.mark = f"{self.id()} at once"

    def transaction(self):
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        return api.Environment(cr, SUPERUSER_ID, {})

    def enter(self, env, word, **options):
        env["marfanet.access.event"]._enter("door", f"{self.mark}: {word}", **options)

    def entered(self):
        """Give the words of this test's entries, in the order of the chain."""
        events = self.transaction()["marfanet.access.event"].search(
            [("summary", "=like", f"{self.mark}%")]
        )
        self.assertTrue(all(events.mapped("hash")), "An entry is not chained")
        return [event.summary.rpartition(" ")[2] for event in events.sorted("position")]

    def assertWhole(self):
        found = self.transaction()["marfanet.access.event"]._check()
        self.assertEqual(found["problems"], [])

    def test_a_long_transaction_keeps_nobody_waiting_not_even_itself(self):
        before = len(self.entered())
        long, short = self.transaction(), self.transaction()
        self.enter(long, "deletion")
        self.enter(short, "meanwhile")
        short.cr.commit()  # pylint: disable=invalid-commit
        self.enter(long, "apart", apart=True)
        self.enter(long, "settings")
        long.cr.commit()  # pylint: disable=invalid-commit
        self.assertEqual(
            self.entered()[before:], ["meanwhile", "apart", "deletion", "settings"]
        )
        self.assertWhole()

    def test_what_is_entered_apart_stays_when_the_rest_is_rolled_back(self):
        before = len(self.entered())
        env = self.transaction()
        self.enter(env, "gone")
        self.enter(env, "refusal", apart=True)
        env.cr.rollback()
        self.assertEqual(self.entered()[before:], ["refusal"])
        self.assertWhole()

    def test_many_workers_make_one_chain(self):
        before = len(self.entered())
        errors = []

        def work(number, env):
            try:
                for turn in range(5):
                    self.enter(env, f"{number}-{turn}", apart=turn % 2 == 1)
                    env.cr.commit()  # pylint: disable=invalid-commit
            except Exception as error:  # noqa: BLE001 - told by the test's own thread
                errors.append(error)

        workers = [
            # An environment is made here: the tests' own thread holds the registries.
            threading.Thread(target=work, args=[number, self.transaction()])
            for number in range(8)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(120)
        self.assertEqual(errors, [])
        words = self.entered()[before:]
        self.assertEqual(len(words), 40)
        for number in range(8):
            of_one = [word for word in words if word.startswith(f"{number}-")]
            self.assertEqual(of_one, [f"{number}-{turn}" for turn in range(5)])
        self.assertWhole()

    def test_what_was_left_unchained_is_chained_within_the_hour(self):
        env = self.transaction()
        self.enter(env, "unchained")
        env.cr.postcommit.clear()
        env.cr.commit()  # pylint: disable=invalid-commit
        cron = self.transaction()
        cron["marfanet.access.event"]._cron_note_head()
        self.assertEqual(self.entered()[-1], "unchained")
