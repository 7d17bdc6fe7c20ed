"""Many workers and one service: real cursors, each of a connection of its own."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged

from ..exceptions import AIServiceError, NeedsPerson, TryLater
from ..models import marfanet_ai_breaker
from ..tools.transactions import own_cursor

WORKERS = 12


@tagged("-at_install", "post_install")
class TestBreakerAtOnce(BaseCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        # On a busy machine a dozen wait for each other longer than people would.
        self.patch(marfanet_ai_breaker, "_PATIENCE", "60s")
        self.provider_id = self.run_in_env(
            lambda env: env["marfanet.ai.provider"]
            .create(
                {
                    "name": "At once",
                    "base_url": "http://127.0.0.1:9/v1",
                    "model": "m",
                    "active": False,
                }
            )
            .id
        )
        self.addCleanup(self.run_in_env, lambda env: self.provider(env).unlink())

    def run_in_env(self, function):
        """Do something in a transaction of its own, and commit it."""
        with self.registry.cursor() as cr:
            return function(api.Environment(cr, SUPERUSER_ID, {}))

    def provider(self, env):
        return env["marfanet.ai.provider"].browse(self.provider_id)

    def worker(self):
        """Return what one worker passes; each has its own."""
        return self.run_in_env(lambda env: self.provider(env)._breaker())

    def all_at_once(self, request):
        """Let all make a request at the same moment; return how they ended."""
        breakers = [self.worker() for _worker in range(WORKERS)]
        barrier, ends = threading.Barrier(WORKERS), Counter()

        def work(breaker):
            barrier.wait()
            try:
                with breaker.passing():
                    ends["passed"] += 1
                    request(ends)
            except AIServiceError as error:
                ends[error.code] += 1

        threads = [threading.Thread(target=work, args=[one]) for one in breakers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return ends

    def open(self, error):
        """Let the breaker open, and its rest be over."""
        for _failure in range(3):
            with self.assertRaises(AIServiceError), self.worker().passing():
                raise error
        self.run_in_env(
            lambda env: env.cr.execute(
                "UPDATE marfanet_ai_breaker SET rests_until = rests_until"
                " - interval '1 day' WHERE provider_id = %s",
                [self.provider_id],
            )
        )

    def test_exactly_one_of_all_workers_tries_the_service(self):
        self.open(TryLater("network"))
        decided = threading.Event()

        def answered(ends):
            # Answered when all others have been turned away.
            while ends["resting"] < WORKERS - 1 and ends["passed"] == 1:
                decided.wait(0.01)

        ends = self.all_at_once(answered)
        self.assertEqual(ends, {"passed": 1, "resting": WORKERS - 1})
        self.assertEqual(self.worker().state(), marfanet_ai_breaker.State())
        self.assertEqual(self.all_at_once(lambda _ends: None), {"passed": WORKERS})

    def test_who_comes_while_another_one_decides_waits_for_what_it_decides(self):
        self.open(TryLater("network"))
        first, other, ends = self.worker(), self.worker(), []

        def work():
            try:
                with other.passing():
                    ends.append("passed")
            except TryLater as error:
                ends.append(error.code)

        second = threading.Thread(target=work)
        with own_cursor(self.registry) as cr:
            # The first has decided to try, and has not committed yet.
            first._write(
                cr,
                lambda state: replace(
                    state, probed_until=fields.Datetime.now() + timedelta(minutes=1)
                ),
            )
            second.start()
            self.wait_for_a_lock()
        second.join()
        self.assertEqual(ends, ["resting"])

    def wait_for_a_lock(self):
        """Return when another connection waits for a row of ours."""
        with self.registry.cursor() as cr:
            for _look in range(6000):
                cr.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                )
                if cr.fetchone()[0]:
                    return
                cr.rollback()
                threading.Event().wait(0.01)
        self.fail("Nobody waits.")

    def test_all_who_fail_together_open_it_once(self):
        barrier = threading.Barrier(WORKERS)

        def fail(_ends):
            barrier.wait()
            raise TryLater("timeout")

        ends = self.all_at_once(fail)
        self.assertEqual(ends, {"passed": WORKERS, "timeout": WORKERS})
        state = self.worker().state()
        self.assertEqual((state.failures, state.rests), (3, 1))

    def test_try_that_died_does_not_keep_others_out_for_ever(self):
        self.open(TryLater("network"))
        # As a process that is killed leaves it.
        self.worker()._enter()
        with self.assertRaises(TryLater), self.worker().passing():
            pass
        self.run_in_env(
            lambda env: env.cr.execute(
                "UPDATE marfanet_ai_breaker SET probed_until = rests_until"
                " WHERE provider_id = %s",
                [self.provider_id],
            )
        )
        with self.worker().passing():
            pass
        self.assertEqual(self.worker().state(), marfanet_ai_breaker.State())

    def test_transaction_that_edits_the_provider_and_asks_goes_on(self):
        self.open(NeedsPerson("bad_key"))

        def edit_and_ask(env):
            self.provider(env).model = "other"
            env.flush_all()
            breaker = self.provider(env)._breaker()
            with self.assertRaises(NeedsPerson), breaker.passing():
                pass

        logger = "odoo.addons.marfanet_ai.models.marfanet_ai_breaker"
        with patch.object(marfanet_ai_breaker, "_PATIENCE", "100ms"):
            with self.assertLogs(logger, "WARNING"):
                self.run_in_env(edit_and_ask)
        # What a person has changed may be what was wrong.
        self.assertEqual(self.worker().state(), marfanet_ai_breaker.State())

    def test_provider_that_is_not_committed_can_be_asked(self):
        def create_and_ask(env):
            provider = self.provider(env).copy()
            env.flush_all()
            with self.assertRaises(TryLater), provider._breaker().passing():
                raise TryLater("network")
            with provider._breaker().passing():
                pass
            env.cr.rollback()

        self.run_in_env(create_and_ask)
