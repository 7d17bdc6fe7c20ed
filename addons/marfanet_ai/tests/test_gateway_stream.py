from odoo import api

from ..exceptions import NeedsPerson, TryLater
from .gateway_common import JOB, PHONE, GatewayCommon

TEXT = "سلام، فردا ساعت ده تماس بگیرید."
LOGGER = "odoo.addons.marfanet_ai.models.marfanet_ai_gateway"


class TestGatewayStream(GatewayCommon):
    def stream(self, **options):
        options = {"data": {"note": "پنل وصل نمی‌شود"}, **options}
        return self.gateway._stream(JOB, values={"day": "Sunday"}, **options)

    def test_text_is_written_after_the_transaction_has_ended(self):
        self.first.answer(TEXT)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.agent.id, {})
            gateway = env["marfanet.ai.gateway"]
            pieces = gateway._stream(JOB, values={"day": "Sunday"}, data={"note": "؟"})
        self.assertFalse(self.first.requests)
        self.assertEqual("".join(pieces), TEXT)
        [call] = self.calls("status", "user_id", "output_tokens", "model")
        self.assertEqual(call, ("answered", self.agent, 30, "chat-model"))

    def test_next_provider_writes_if_the_first_has_not_begun(self):
        for fault in ("drop", "html", "refusal", 401, 500):
            self.primary.action_wake()
            self.first.fault(fault)
            self.second.answer(TEXT)
            with self.subTest(fault), self.assertLogs(LOGGER, "WARNING"):
                writing = self.stream()
                self.assertEqual("".join(writing), TEXT)
                self.assertEqual(writing.provider_name, "Backup")

    def test_text_that_has_begun_is_not_begun_again(self):
        self.first.fault("cut")
        arrived = []

        def read():
            for piece in self.stream():
                arrived.append(piece)

        self.fails(TryLater, "network", read)
        self.assertTrue("".join(arrived).startswith("سلام،"))
        self.assertFalse(self.second.requests)
        [(status, code, output)] = self.calls("status", "code", "output_tokens")
        self.assertEqual((status, code), ("try_later", "network"))
        # What was written is paid for.
        self.assertEqual(output, len("".join(arrived)))

    def test_who_stops_reading_leaves_a_settled_call_and_a_closed_breaker(self):
        self.first.answer(TEXT)
        writing = self.stream()
        piece = next(writing)
        self.assertEqual(self.calls("status"), [("running",)])
        writing.close()
        calls = self.calls("status", "output_tokens", "reserved")
        self.assertEqual(calls, [("answered", len(piece), 0)])
        self.assertEqual(self.breaker(), "closed")

    def test_who_never_reads_asks_nobody(self):
        self.stream().close()
        self.assertFalse(self.first.requests)
        self.assertFalse(self.calls("status"))

    def test_private_values_come_back_though_their_placeholders_are_cut(self):
        self.primary.redact = True
        self.first.answer("شماره [تلفن ۱] را بگیرید")
        text = "".join(self.stream(data={"note": f"تلفن {PHONE}"}))
        self.assertEqual(text, f"شماره {PHONE} را بگیرید")
        self.assertNotIn(PHONE, str(self.first.requests[0].json))

    def test_without_a_provider_the_first_step_says_so(self):
        (self.primary + self.backup).active = False
        writing = self.stream()
        with self.assertRaises(NeedsPerson) as caught:
            next(writing)
        self.assertEqual(caught.exception.code, "no_provider")

    def test_provider_that_cannot_be_asked_is_passed_over(self):
        self.primary.proxy = "MISSING_PROXY"
        self.second.answer(TEXT)
        with self.assertLogs(LOGGER, "WARNING"):
            self.assertEqual("".join(self.stream()), TEXT)

    def test_third_stream_that_fails_opens_the_breaker(self):
        self.backup.active = False
        self.primary.timeout = 1
        for _try in range(3):
            self.assertEqual(self.breaker(), "closed")
            self.first.fault("stall")
            self.fails(TryLater, "timeout", lambda: list(self.stream()))
        self.assertEqual(self.breaker(), "open")
