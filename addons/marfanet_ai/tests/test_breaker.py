from datetime import datetime, timedelta

from odoo.tests import BaseCase

from ..exceptions import NeedsPerson, OverBudget, TryAnother, TryLater
from ..tools.breaker import State, after_failure, after_success, counts

NOW = datetime(2026, 11, 21, 10)


def later(seconds):
    return NOW + timedelta(seconds=seconds)


class TestBreaker(BaseCase):
    def after(self, *errors, state=None, probing=False):
        """Return the state after errors that followed each other at once."""
        state = state or State()
        for error in errors:
            state = after_failure(state, error, NOW, probing=probing)
        return state

    def opened(self, **values):
        values = {"failures": 3, "rests": 1, "rests_until": NOW, **values}
        return State(code="network", **values)

    def test_third_failure_in_a_row_opens_it_for_a_minute(self):
        twice = self.after(*[TryLater("network")] * 2)
        self.assertEqual(twice.position(NOW), "closed")
        self.assertEqual(twice.wait(NOW), 0)
        thrice = self.after(TryLater("timeout"), state=twice)
        self.assertEqual(thrice.position(NOW), "open")
        self.assertEqual((thrice.wait(NOW), thrice.code), (60, "timeout"))
        self.assertEqual(thrice.position(later(60)), "half_open")

    def test_answer_between_failures_begins_the_row_anew(self):
        twice = self.after(*[TryLater("network")] * 2)
        self.assertEqual(after_success(twice, probing=False), State())

    def test_rest_that_did_not_help_is_doubled_up_to_a_quarter_of_an_hour(self):
        state, rests = self.after(*[TryLater("network")] * 3), []
        for _try in range(7):
            rests.append(state.wait(NOW))
            state = self.after(TryLater("network"), state=state, probing=True)
        self.assertEqual(rests, [60, 120, 240, 480, 900, 900, 900])
        state = self.opened(rests=10_000)
        after = self.after(TryLater("network"), state=state, probing=True)
        self.assertEqual(after.wait(NOW), 900)

    def test_wait_that_the_service_asks_for_is_kept_within_reason(self):
        for asked, rest in (
            (None, 30),
            (0, 1),
            (7, 7),
            (1800, 1800),
            (1e12, 3600),
        ):
            for error in (
                TryLater("rate_limited", retry_after=asked),
                TryLater("service_down", retry_after=asked),
            ):
                if error.code == "service_down" and not asked:
                    # Says nothing, so that it takes three of them.
                    rest = 0
                with self.subTest(error.code, asked=asked):
                    if error.code == "service_down" and asked:
                        rest = max(60, rest)
                    self.assertEqual(self.after(error).wait(NOW), rest)

    def test_service_that_keeps_asking_for_no_time_at_all_is_given_some(self):
        state, rests = State(), []
        for _try in range(4):
            error = TryLater("rate_limited", retry_after=0)
            state = self.after(error, state=state, probing=bool(rests))
            rests.append(state.wait(NOW))
        self.assertEqual(rests, [1, 2, 4, 8])

    def test_what_needs_a_person_opens_it_at_once(self):
        state = self.after(NeedsPerson("bad_key"))
        self.assertTrue(state.needs_person)
        self.assertEqual((state.code, state.wait(NOW)), ("bad_key", 900))

    def test_answer_to_the_one_that_tries_closes_it(self):
        state = self.opened(probed_until=later(60))
        self.assertEqual(after_success(state, probing=True), State())

    def test_requests_sent_before_it_opened_change_nothing(self):
        state = self.opened(rests_until=later(60))
        self.assertEqual(after_success(state, probing=False), state)
        self.assertEqual(self.after(TryLater("network"), state=state), state)
        # But for a later moment before which the service wants no request.
        longer = TryLater("rate_limited", retry_after=100)
        self.assertEqual(self.after(longer, state=state).wait(NOW), 100)
        sooner = TryLater("rate_limited", retry_after=10)
        self.assertEqual(self.after(sooner, state=state).wait(NOW), 60)

    def test_others_wait_a_little_while_one_tries(self):
        state = self.opened(probed_until=later(200))
        self.assertEqual(state.position(NOW), "half_open")
        self.assertEqual(state.wait(NOW), 15)
        self.assertEqual(state.wait(later(195)), 5)
        # Whoever tried it is dead.
        self.assertEqual(state.wait(later(200)), 0)

    def test_only_what_tells_of_the_service_counts(self):
        for error, does in (
            (TryLater("network"), True),
            (NeedsPerson("bad_key"), True),
            (OverBudget(), False),
            (TryAnother("refused"), False),
            (TryAnother("invalid_output"), False),
            (TryAnother("too_large"), False),
            (TryAnother("not_json"), True),
            (TryAnother("oversize_reply"), True),
        ):
            with self.subTest(error.code):
                self.assertEqual(counts(error), does)
