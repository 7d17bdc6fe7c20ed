import socket
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from ..advice import ADVICE
from ..exceptions import REASONS
from ..models.marfanet_ai_provider_test import JOB
from .ai_server import AIServer
from .proxies import HttpProxy
from .test_provider_network import ProviderNetworkCase

# Nobody asks for these here, or there is nothing to do but what the reason says.
NO_ADVICE = {"no_provider", "oversize_reply", "refused", "resting", "too_large"}


class TestProviderTest(ProviderNetworkCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        admin = new_test_user(cls.env, "admin.ai", "base.group_system")
        cls.provider = cls.provider.with_user(admin)

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.server = AIServer(key="key")
        self.server.__enter__()
        self.addCleanup(self.server.__exit__, None, None, None)
        self.provider.write({"base_url": self.server.url, "model": "chat-model"})
        self.env["marfanet.ai.budget"].search([]).active = False
        self.env.flush_all()

    def speech(self, protocol="openai", model="whisper-1"):
        self.provider.write({"kind": "speech", "protocol": protocol, "model": model})

    def press(self, **values):
        """Press the button; return the provider with what came of it."""
        if values:
            self.provider.write(values)
        self.env.flush_all()
        self.assertIs(self.provider.action_test(), True)
        return self.provider

    def test_model_that_answers_passes(self):
        self.server.answer({"greeting": "سلام"})
        provider = self.press()
        self.assertEqual(provider.last_test_state, "passed")
        self.assertEqual(provider.last_test_model, "chat-model")
        self.assertFalse(provider.last_test_code)
        self.assertTrue(provider.last_test_date)
        self.assertIn("chat-model", provider.last_test_words)
        self.assertFalse(provider.last_test_advice)

    def test_speech_services_are_given_the_recording_that_is_shipped(self):
        for protocol, model in (("openai", "whisper-1"), ("xai_speech", False)):
            self.speech(protocol, model)
            self.server.speech("سلام", seconds=1)
            self.assertEqual(self.press().last_test_state, "passed")
            self.assertEqual(len(self.server.requests), 1)
            self.server.requests.clear()

    def test_request_is_in_the_ledger(self):
        self.server.answer({"greeting": "سلام"})
        self.press(price_input=1, price_output=1)
        [call] = self.env["marfanet.ai.call"].search(
            [("provider_id", "=", self.provider.id)]
        )
        self.assertEqual((call.job, call.status), (JOB, "answered"))
        self.assertEqual(call.user_id, self.provider.env.user)
        self.assertEqual(call.input_tokens, 120)
        self.assertTrue(call.cost)

    def test_budget_that_is_used_up_is_said(self):
        self.env["marfanet.ai.budget"].create({"level": "user", "amount": 0.01})
        provider = self.press(price_output=1000)
        self.assertEqual(provider.last_test_code, "over_budget")
        self.assertFalse(self.server.requests)

    def test_only_an_admin_tests(self):
        user = new_test_user(self.env, "plain", "base.group_user")
        with self.assertRaises(AccessError):
            self.provider.with_user(user).action_test()
        self.assertFalse(self.server.requests)

    def test_provider_that_rests_is_asked_and_wakes_if_it_answers(self):
        self.env["marfanet.ai.breaker"].create(
            {
                "provider_id": self.provider.id,
                "failures": 3,
                "rests": 1,
                "rests_until": "2099-01-01",
                "code": "network",
            }
        )
        self.server.fault(503)
        self.assertEqual(self.press().last_test_code, "service_down")
        self.assertEqual(self.provider.breaker_state, "open")
        self.server.answer({"greeting": "سلام"})
        self.assertEqual(self.press().last_test_state, "passed")
        self.assertEqual(self.provider.breaker_state, "closed")

    def test_provider_that_is_switched_off_can_be_press(self):
        self.server.answer({"greeting": "سلام"})
        self.assertEqual(self.press(active=False).last_test_state, "passed")

    def test_missing_key_is_named(self):
        provider = self.press(key_name="OTHER_API_KEY")
        self.assertEqual(provider.last_test_code, "no_key")
        self.assertIn("OTHER_API_KEY", provider.last_test_advice)
        self.assertEqual(provider.key_state, "missing")

    def test_unknown_model_lists_those_that_are_there(self):
        provider = self.press(model="grok-9")
        self.assertEqual(provider.last_test_code, "unknown_model")
        self.assertIn("grok-4.3", provider.last_test_models)
        # They are not shown beside another result.
        self.server.answer({"greeting": "سلام"})
        self.assertFalse(self.press(model="chat-model").last_test_models)

    def test_what_a_service_refuses_is_said_in_its_own_words(self):
        region = {"error": {"code": "unsupported_country_region_territory"}}
        quota = {"error": {"code": "insufficient_quota"}}
        for status, body, code in (
            (403, region, "region_refused"),
            (429, quota, "quota_exhausted"),
            (429, None, "rate_limited"),
            (403, None, "forbidden"),
            ("html", None, "not_json"),
            (302, None, "redirected"),
            ("content", "Hello!", "invalid_output"),
        ):
            with self.subTest(code):
                self.server.fault(status, body=body)
                provider = self.press()
                self.assertEqual(provider.last_test_code, code)
                self.assertEqual(provider.last_test_words, REASONS[code])
        self.server.key = "changed"
        self.assertEqual(self.press().last_test_code, "bad_key")
        self.assertIn("XAI_API_KEY", self.provider.last_test_advice)

    def test_service_that_is_not_there_is_said(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        provider = self.press(base_url=f"http://127.0.0.1:{port}/v1")
        self.assertEqual(provider.last_test_code, "network")
        self.assertIn("127.0.0.1", provider.last_test_advice)

    def test_host_and_proxy_that_are_not_allowed_are_said(self):
        # The guard of the tests is about the network; this is about the list.
        self.patch(type(self.provider), "_refuse_network_in_tests", lambda self: None)
        provider = self.press(base_url="https://other.example/v1")
        self.assertEqual(provider.last_test_code, "host_not_allowed")
        self.assertIn("other.example", provider.last_test_advice)
        provider = self.press(base_url="https://api.x.ai/v1", proxy="http://10.1.1.1")
        self.assertEqual(provider.last_test_code, "proxy_not_allowed")
        with HttpProxy(refuse=403) as proxy:
            self.press(proxy=proxy.url())
        self.assertEqual(provider.last_test_code, "proxy_refused")
        self.press(proxy=proxy.url())
        self.assertEqual(provider.last_test_code, "proxy_unreachable")
        self.press(proxy="ABSENT_PROXY")
        self.assertEqual(provider.last_test_code, "bad_proxy")
        self.assertIn("ABSENT_PROXY", provider.last_test_advice)

    def test_forged_dns_is_told_from_a_service_that_is_down(self):
        self.patch(type(self.provider), "_refuse_network_in_tests", lambda self: None)
        answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.10.34.36", 0))]
        with patch.object(socket, "getaddrinfo", return_value=answer):
            provider = self.press(base_url="https://api.x.ai/v1")
        self.assertEqual(provider.last_test_code, "private_address")
        self.assertIn("socks5h", provider.last_test_advice)

    def test_every_failure_comes_with_advice_that_can_be_shown(self):
        self.assertEqual(REASONS.keys() - ADVICE.keys() - NO_ADVICE, {"truncated"})
        self.assertFalse(ADVICE.keys() - REASONS.keys())
        for code in ADVICE:
            self.assertTrue(self.provider._advice(code))
            self.assertNotIn("%(", self.provider._advice(code))

    def test_what_is_missing_is_said_before_anybody_tests(self):
        provider = self.provider
        self.assertEqual((provider.readiness, provider.problem), ("ready", False))
        for values, code in (
            ({"key_name": "OTHER_API_KEY"}, "no_key"),
            ({"key_name": False, "proxy": "ABSENT_PROXY"}, "bad_proxy"),
            (
                {"proxy": False, "base_url": "https://other.example/v1"},
                "host_not_allowed",
            ),
        ):
            provider.write(values)
            self.assertEqual(provider.readiness, "incomplete")
            self.assertEqual(provider.problem, REASONS[code])
            self.assertTrue(provider.problem_advice)
        self.assertEqual(provider.key_state, "unneeded")
        provider.active = False
        self.assertEqual(provider.readiness, "off")
