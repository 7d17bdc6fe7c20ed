import threading

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ConcurrencyError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name


class AtOnceCase(BaseCase):
    """Several workers at one time: real transactions, which are really committed.

    It makes a representative, and takes it away in the end with all that hangs on it.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            self.representative_id = (
                env["res.partner"]
                .create(
                    {
                        "name": "علی رضایی",
                        "is_representative": True,
                        "admin_username": "at.once.ali",
                    }
                )
                .id
            )
        self.addCleanup(self._take_away)

    def _transaction(self):
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        return Transaction(cr)

    def _take_away(self):
        with self._transaction() as env:
            about = [("partner_id", "=", self.representative_id)]
            for model in ("marfanet.interaction", "marfanet.task"):
                env[model].with_context(active_test=False).search(about).unlink()
            env["res.partner"].search(
                [("admin_username", "=like", "at.once.%")]
            ).unlink()

    def _call_while_open(self, model, method, rows):
        """Let a second worker send what a first one has stored but not committed.

        :return: what the two of them were answered
        """
        first, second = self._transaction(), self._transaction()
        answer = getattr(first.env[model], method)(rows)
        first.env.flush_all()
        refusals = []

        def call():
            try:
                getattr(second.env[model], method)(rows)
            except ConcurrencyError as error:
                refusals.append(error)

        worker = threading.Thread(target=call)
        worker.start()
        self._wait_until_blocked(second.env.cr._cnx.info.backend_pid)
        first.commit()
        worker.join(60)
        # This is what makes Odoo call again, in a transaction that sees the first's;
        # tests/test_integrators.py has it do so.
        self.assertEqual(len(refusals), 1)
        second.env.cr.rollback()
        second.env.transaction.reset()
        return answer, getattr(second.env[model], method)(rows)

    def _wait_until_blocked(self, pid):
        for _attempt in range(3000):
            with self._transaction() as env:
                env.cr.execute("SELECT cardinality(pg_blocking_pids(%s))", [pid])
                if env.cr.fetchone()[0]:
                    return
        self.fail("The second one never met the first")


class Transaction:
    """An environment of its own connection, committed at the end of the block."""

    def __init__(self, cr):
        self.env = api.Environment(cr, SUPERUSER_ID, {})

    def __enter__(self):
        return self.env

    def __exit__(self, error, *_details):
        if error:
            self.env.cr.close()
        else:
            self.commit()

    def commit(self):
        # Without it there would be nothing for the others to meet.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        self.env.cr.close()
