import json

from ..exceptions import TryAnother
from .gateway_common import ANSWER, PHONE, GatewayCommon

LOGGER = "odoo.addons.marfanet_ai.models.marfanet_ai_gateway"
LONG = json.dumps({**ANSWER, "about": "ب" * 61}, ensure_ascii=False)


class TestRepair(GatewayCommon):
    def test_model_may_correct_its_answer_once(self):
        self.first.fault("content", body=LONG)
        self.first.answer(ANSWER)
        with self.assertNoLogs(LOGGER, "WARNING"):
            self.assertEqual(self.ask().value.about, ANSWER["about"])
        asked, repair = self.first.requests
        self.assertEqual(repair.messages[:2], asked.messages)
        written, told = repair.messages[2:]
        self.assertEqual(written, {"role": "assistant", "content": LONG})
        self.assertIn("about: String should have at most 60", told["content"])
        self.assertEqual(
            self.calls("status", "code", "input_tokens"),
            [("try_another", "invalid_output", 120), ("answered", False, 120)],
        )

    def test_second_invalid_answer_goes_to_the_next_provider(self):
        self.first.fault("content", body=LONG)
        self.first.fault("content", body="no JSON")
        self.second.answer(ANSWER)
        with self.assertLogs(LOGGER, "WARNING"):
            self.assertEqual(self.ask().provider_name, "Backup")
        self.assertEqual(len(self.first.requests), 2)
        # The next one is not told of another's mistakes.
        self.assertEqual(len(self.second.requests[0].messages), 2)
        self.assertEqual(self.breaker(), "closed")

    def test_no_repair_of_what_is_not_a_models_mistake(self):
        for fault in ("refusal", "content_filter", "length", "html", "truncated"):
            with self.subTest(fault):
                self.primary.action_wake()
                before = len(self.first.requests)
                self.first.fault(fault)
                self.second.answer(ANSWER)
                with self.assertLogs(LOGGER, "WARNING"):
                    self.ask()
                self.assertEqual(len(self.first.requests), before + 1)

    def test_rule_of_the_caller_is_told_to_the_model(self):
        self.first.answer({**ANSWER, "about": "دیگر"})
        self.first.answer(ANSWER)

        def check(note):
            if note.about == "دیگر":
                raise ValueError("about: not in the note")

        self.assertEqual(self.ask(check=check).value.about, ANSWER["about"])
        told = self.first.requests[1].messages[-1]["content"]
        self.assertIn("- about: not in the note", told)

    def test_rule_sees_the_private_values_and_the_model_does_not(self):
        self.primary.redact = True
        self.first.answer({**ANSWER, "about": "[تلفن ۱]"}, always=True)

        def check(note):
            self.assertEqual(note.about, PHONE)
            raise ValueError(f"about: {PHONE} is no subject")

        self.backup.active = False
        data = {"note": f"تلفن: {PHONE}"}
        self.fails(
            TryAnother, "invalid_output", lambda: self.ask(check=check, data=data)
        )
        self.assertNotIn(PHONE, str([one.json for one in self.first.requests]))
        told = self.first.requests[1].messages[-1]["content"]
        self.assertIn("[تلفن ۱] is no subject", told)

    def test_what_is_sent_back_is_bounded(self):
        endless = json.dumps({**ANSWER, "about": "x" * 200_000})
        self.first.fault("content", body=endless)
        self.first.answer(ANSWER)
        self.ask()
        written, told = self.first.requests[1].messages[2:]
        self.assertLessEqual(len(written["content"]), 12_000)
        self.assertLess(len(told["content"]), 4_000)

    def test_mistake_in_a_rule_is_not_taken_for_the_models(self):
        self.first.answer(ANSWER)

        def check(_note):
            raise KeyError("ours")

        with self.assertRaises(KeyError):
            self.ask(check=check)
        self.assertEqual(len(self.first.requests), 1)
        self.assertEqual(self.breaker(), "closed")
