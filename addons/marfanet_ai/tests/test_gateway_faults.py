"""Each way in which a service fails, and what is left behind by it."""

from contextlib import suppress
from datetime import datetime, timedelta

from freezegun import freeze_time

from ..exceptions import NeedsPerson, TryAnother, TryLater
from .gateway_common import ANSWER, GatewayCommon

NOW = datetime(2026, 11, 21, 10)
PAST = "Wed, 21 Oct 2015 07:28:00 GMT"

# fault, how it is scripted, the error, its place in the ledger, the breaker's.
FAULTS = (
    ("hang", {}, TryLater, "timeout", "closed"),
    ("drip", {}, TryLater, "timeout", "closed"),
    ("drip_headers", {}, TryLater, "timeout", "closed"),
    ("drop", {}, TryLater, "network", "closed"),
    ("cut", {}, TryLater, "network", "closed"),
    (500, {}, TryLater, "service_down", "closed"),
    (503, {"retry_after": 5}, TryLater, "service_down", "open"),
    (429, {}, TryLater, "rate_limited", "open"),
    (429, {"retry_after": 5}, TryLater, "rate_limited", "open"),
    (429, {"retry_after": "1e300"}, TryLater, "rate_limited", "open"),
    (429, {"retry_after": -5}, TryLater, "rate_limited", "open"),
    (429, {"retry_after": PAST}, TryLater, "rate_limited", "open"),
    (429, {"retry_after": "soon"}, TryLater, "rate_limited", "open"),
    (429, {"retry_after": "NaN"}, TryLater, "rate_limited", "open"),
    (401, {}, NeedsPerson, "bad_key", "open"),
    (402, {}, NeedsPerson, "quota_exhausted", "open"),
    (
        307,
        {"headers": {"Location": "http://169.254.169.254/latest/meta-data/"}},
        NeedsPerson,
        "redirected",
        "open",
    ),
    ("truncated", {}, TryAnother, "invalid_output", "closed"),
    ("html", {}, TryAnother, "not_json", "closed"),
    ("huge", {}, TryAnother, "oversize_reply", "closed"),
    ("length", {}, TryAnother, "truncated", "closed"),
    ("refusal", {}, TryAnother, "refused", "closed"),
    (413, {}, TryAnother, "too_large", "closed"),
)
STATUS = {
    TryLater: "try_later",
    TryAnother: "try_another",
    NeedsPerson: "needs_person",
}


class TestGatewayFaults(GatewayCommon):
    def setUp(self):
        super().setUp()
        self.backup.active = False

    def test_each_fault_ends_in_its_state_with_one_message(self):
        self.primary.timeout = 1
        for fault, options, kind, code, position in FAULTS:
            with self.subTest(fault, **options):
                self.primary.action_wake()
                before = len(self.calls("id"))
                self.first.fault(fault, **options)
                error = self.fails(kind, code)
                message = f"AI provider {self.primary.id}: {code}"
                self.assertEqual(self.logged, [message])
                self.assertEqual(
                    self.calls("status", "code")[before:], [(STATUS[kind], code)]
                )
                self.assertEqual(self.breaker(), position)
                self.assertTrue(self.gateway._reason_of(error).endswith("."))

    def test_absurd_waits_end_within_reason(self):
        for asked, rest in (
            (None, 30),
            (5, 5),
            ("1e300", 3600),
            (-5, 1),
            (PAST, 1),
            ("Fri, 21 Nov 2036 10:00:00 GMT", 3600),
            ("soon", 30),
            ("NaN", 30),
        ):
            with self.subTest(asked), freeze_time(NOW):
                self.primary.action_wake()
                self.first.fault(429, retry_after=asked)
                error = self.fails(TryLater, "rate_limited")
                self.assertEqual(error.retry_after, rest)

    def test_service_down_for_an_hour_is_asked_ever_less_and_found_again(self):
        self.first.fault(500, always=True)
        with freeze_time(NOW) as clock:
            for _quarter in range(60 * 4):
                asked = self.breaker() != "open"
                code = "service_down" if asked else "resting"
                self.fails(TryLater, code, warned=asked)
                clock.tick(timedelta(seconds=15))
            # Three in the first minute, then after 1, 2, 4, 8, 15 and 15 minutes.
            self.assertEqual(len(self.first.requests), 9)
            self.assertEqual(self.calls("status"), [("try_later",)] * 9)
            self.first.heal()
            self.first.answer(ANSWER)
            clock.tick(timedelta(minutes=15))
            self.assertEqual(self.breaker(), "half_open")
            self.assertEqual(self.ask().provider_name, "Primary")
            self.assertEqual(self.breaker(), "closed")

    def test_form_says_in_words_what_happened(self):
        self.assertFalse(self.primary.breaker_words)
        with freeze_time(NOW) as clock:
            self.first.fault(429, retry_after=90)
            self.fails(TryLater, "rate_limited")
            self.primary.invalidate_recordset()
            self.assertEqual(
                self.primary.breaker_words,
                "The AI service asked us to slow down. It is left alone for another 2"
                " min.",
            )
            clock.tick(timedelta(seconds=90))
            self.primary.invalidate_recordset()
            self.assertEqual(
                self.primary.breaker_words,
                "The AI service asked us to slow down. The next request tries it"
                " again.",
            )

    def test_admin_wakes_it_and_so_does_who_mends_it(self):
        for mend in (
            self.primary.action_wake,
            lambda: self.primary.write({"key_name": "TEST_API_KEY"}),
            lambda: self.primary.write({"model": "grok-4.3"}),
        ):
            self.first.fault(401)
            self.fails(NeedsPerson, "bad_key")
            self.primary.name = "Renamed"
            self.assertEqual(self.breaker(), "open")
            mend()
            self.assertEqual(self.breaker(), "closed")
            self.first.answer(ANSWER)
            self.ask()

    def test_who_may_not_edit_providers_may_not_wake_them(self):
        self.first.fault(401)
        self.fails(NeedsPerson, "bad_key")
        with self.assertRaisesRegex(Exception, "not allowed"):
            self.primary.with_user(self.agent).action_wake()

    def test_our_own_mistake_lets_another_one_try_the_service(self):
        with freeze_time(NOW) as clock:
            self.first.fault(429, retry_after=5)
            self.fails(TryLater, "rate_limited")
            clock.tick(timedelta(seconds=5))

            def check(_note):
                raise KeyError("ours")

            self.first.answer(ANSWER)
            with suppress(KeyError):
                self.ask(check=check)
            self.assertEqual(self.breaker(), "half_open")
            self.first.answer(ANSWER)
            self.ask()
        self.assertEqual(self.breaker(), "closed")
