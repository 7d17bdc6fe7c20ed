"""Answers that a model should not give, and what becomes of each."""

import datetime
import json
import traceback

import pydantic

from odoo.tests import BaseCase

from ..exceptions import InvalidOutput, TryAnother
from ..tools.chat import ChatModel
from ..tools.completion import Usage
from .ai_server import AIServer

MESSAGES = [{"role": "user", "content": "؟"}]


class Step(pydantic.BaseModel):
    title: str
    due: datetime.date | None


class Plan(pydantic.BaseModel):
    """What to do."""

    note: str = pydantic.Field(max_length=40)
    weight: float
    urgent: bool
    steps: list[Step] = pydantic.Field(max_length=3)


PLAN = {"note": "تماس", "weight": 0.5, "urgent": False, "steps": []}


def written(**changes: object) -> str:
    return json.dumps({**PLAN, **changes}, ensure_ascii=False)


class TestStructuredOutput(BaseCase):
    def ask(self, body):
        """Ask a model that writes this."""
        with AIServer() as server:
            server.fault("content", body=body)
            return ChatModel(server.url, server.key, "chat-model").ask(MESSAGES, Plan)

    def refused(self, body):
        """Return the error of an answer that is refused."""
        with self.assertRaises(InvalidOutput) as caught:
            self.ask(body)
        self.assertEqual(caught.exception.code, "invalid_output")
        self.assertEqual(caught.exception.usage, Usage(120, 30))
        return caught.exception

    def test_answers_that_are_not_of_the_shape(self):
        for body, problem in (
            (written(note=1), "note: Input should be a valid string"),
            (written(weight="heavy"), "weight: Input should be a valid number"),
            (written(weight=None), "weight: Input should be a valid number"),
            (written(urgent="perhaps"), "urgent: Input should be a valid boolean"),
            (written(steps={}), "steps: Input should be a valid array"),
            (written(steps=[{"title": "x"}]), "steps.0.due: Field required"),
            (
                written(steps=[{"title": "x", "due": "tomorrow"}]),
                "steps.0.due: Input should be a valid date",
            ),
            (written(steps=[None] * 4), "steps: List should have at most 3"),
            (written(note="x" * 41), "note: String should have at most 40"),
            ("[]", "answer: Input should be an object"),
            ("null", "answer: Input should be an object"),
        ):
            with self.subTest(body[:60]):
                self.assertTrue(self.refused(body).problems[0].startswith(problem))

    def test_answers_that_are_not_json(self):
        twice = written()[:-1] + ', "note": "دیگر"}'
        for body in (
            "",
            "با کمال میل",
            f"```json\n{written()}\n```",
            written() + written(),
            written()[:-1],
            written().replace("0.5", "NaN"),
            written().replace("0.5", "Infinity"),
            written().replace("0.5", "1" * 5000),
            written(note=r"a\u0000").replace(r"\\", "\\"),
            written(note=r"a\ud800").replace(r"\\", "\\"),
            twice,
            "[" * 100_000,
            '{"a":' * 100_000 + "1" + "}" * 100_000,
            "\ufeff" + written(),
        ):
            with self.subTest(body[:60]):
                [problem] = self.refused(body).problems
                self.assertEqual(
                    problem, "The answer is not one JSON object and nothing else."
                )

    def test_more_than_was_asked_for_is_left_out(self):
        self.assertEqual(self.ask(written(more="x")).value, Plan(**PLAN))

    def test_what_cannot_be_seen_is_not_in_the_answer(self):
        # Tag characters, a direction override, a variation selector, a zero width
        # space; the half space of «می‌شود» stays.
        hidden = "\U000e0041\U000e0042\u202e\ufe0f\u200b"
        steps = [{"title": hidden + "می\u200cشود" + hidden, "due": None}]
        answer = self.ask(written(note=f"ت{hidden}ماس", steps=steps))
        self.assertEqual(answer.value.note, "تماس")
        self.assertEqual(answer.value.steps[0].title, "می\u200cشود")

    def test_length_is_that_of_what_can_be_seen(self):
        answer = self.ask(written(note="ت\u200b" * 40))
        self.assertEqual(answer.value.note, "ت" * 40)

    def test_error_keeps_for_the_repair_what_no_print_shows(self):
        body = written(note="محرمانه" * 10, weight="x")
        error = self.refused(body)
        self.assertEqual(error.written, body)
        self.assertEqual(len(error.problems), 2)
        self.assertNotIn("محرمانه", "".join(error.problems))
        printed = "".join(traceback.format_exception(error)) + repr(error)
        self.assertNotIn("محرمانه", printed)

    def test_what_is_kept_for_the_repair_is_bounded(self):
        many = [{"title": 1, "due": "x"}] * 5_000
        error = self.refused(written(steps=many, note="x" * 50_000))
        self.assertLessEqual(len(error.written), 12_000)
        self.assertLessEqual(len(error.problems), 10)

    def test_replies_without_an_answer(self):
        message = {"role": "assistant", "content": written()}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        for body in (
            {"choices": []},
            {"choices": None},
            {"choices": [{"message": {"content": [written()]}}]},
            {"choices": [{**choice, "message": "x"}]},
            {"choices": [choice], "usage": {"prompt_tokens": -1}},
            {"choices": [choice], "usage": {"prompt_tokens": "many"}},
            [choice],
            "x",
            None,
        ):
            with self.subTest(body), AIServer() as server:
                reply = json.dumps(body).encode()
                server.fault(200, body=reply)
                chat = ChatModel(server.url, server.key, "chat-model")
                with self.assertRaises(TryAnother) as caught:
                    chat.ask(MESSAGES, Plan)
                # No answer of a model's that it could correct.
                self.assertIs(type(caught.exception), TryAnother)
                self.assertEqual(caught.exception.code, "invalid_output")

    def test_reply_of_fifty_megabytes_is_not_read(self):
        for fault in ("huge", "drip"):
            with self.subTest(fault), AIServer() as server:
                server.fault(fault)
                chat = ChatModel(server.url, server.key, "chat-model", deadline=2)
                with self.assertRaises(Exception) as caught:
                    chat.ask(MESSAGES, Plan)
                code = {"huge": "oversize_reply", "drip": "timeout"}[fault]
                self.assertEqual(caught.exception.code, code)
