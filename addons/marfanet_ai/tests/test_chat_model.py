import datetime
import gzip
import json
import logging
import traceback
from enum import Enum
from typing import Annotated, Literal

import httpx2
import pydantic

from odoo.tests import BaseCase

from ..exceptions import AIServiceError, NeedsPerson, TryAnother, TryLater
from ..tools.chat import ChatModel, Usage
from .ai_server import AIServer

QUESTION = "پرسشی محرمانه"
MESSAGES = [
    {"role": "system", "content": "Answer in Persian."},
    {"role": "user", "content": QUESTION},
]


class Mood(Enum):
    GOOD = "good"
    BAD = "bad"


Short = Annotated[str, pydantic.Field(max_length=20)]


class FollowUp(pydantic.BaseModel):
    """One thing to do later."""

    title: str = pydantic.Field(min_length=2, max_length=40, description="What to do")
    due: datetime.date | None = None
    kind: Literal["call", "offer"] = "call"
    place: Short | None = None
    names: list[Short] = []


class Summary(pydantic.BaseModel):
    text: str
    mood: Mood
    confidence: float = pydantic.Field(ge=0, le=1)
    follow_ups: list[FollowUp] = pydantic.Field(max_length=2)


class Measure(pydantic.BaseModel):
    note: str
    size: float


class Open(pydantic.BaseModel):
    anything: dict[str, str]


class Tagged(pydantic.BaseModel):
    pair: tuple[int, str]


FULL = {
    "text": "مشتری راضی بود",
    "mood": "good",
    "confidence": 0.9,
    "follow_ups": [
        {
            "title": "تماس دوباره",
            "due": "2026-12-01",
            "kind": "call",
            "place": None,
            "names": ["رضایی"],
        }
    ],
}


def model(server: AIServer, **options) -> ChatModel:
    return ChatModel(server.url, server.key, "chat-model", **options)


class TestChatModel(BaseCase):
    def fails(self, kind: type[AIServiceError], code: str, chat: ChatModel):
        """Ask, and return the error, which must be of this kind and code."""
        with self.assertRaises(kind) as caught:
            chat.ask(MESSAGES, Summary)
        self.assertEqual(caught.exception.code, code)
        return caught.exception

    def test_answer_arrives_in_the_shape_that_was_asked_for(self):
        with AIServer() as server:
            server.answer(FULL)
            answer = model(server).ask(MESSAGES, Summary)
        self.assertEqual(answer.value, Summary.model_validate(FULL))
        self.assertEqual(answer.value.follow_ups[0].due, datetime.date(2026, 12, 1))
        self.assertEqual(answer.usage, Usage(120, 30))
        self.assertEqual(answer.model, "chat-model")

    def test_the_question_is_sent_once_and_whole(self):
        with AIServer() as server:
            server.answer(lambda messages: {**FULL, "text": messages[1]["content"]})
            answer = model(server, max_tokens=77).ask(MESSAGES, Summary)
        self.assertEqual(answer.value.text, QUESTION)
        (request,) = server.requests
        self.assertEqual(request.messages, MESSAGES)
        self.assertEqual(request.json["max_completion_tokens"], 77)

    def test_schema_keeps_what_services_enforce_and_drops_the_rest(self):
        with AIServer() as server:
            server.answer(FULL)
            model(server).ask(MESSAGES, Summary)
        sent = server.requests[0].json["response_format"]["json_schema"]["schema"]
        follow_up = sent["$defs"]["FollowUp"]
        self.assertEqual(
            follow_up["properties"],
            {
                "title": {"type": "string", "description": "What to do"},
                "due": {
                    "anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]
                },
                "kind": {"type": "string", "enum": ["call", "offer"]},
                "place": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "names": {"type": "array", "items": {"type": "string"}},
            },
        )
        self.assertEqual(follow_up["description"], "One thing to do later.")
        self.assertEqual(sent["properties"]["confidence"], {"type": "number"})

    def test_bounds_left_out_of_the_schema_are_checked_in_the_answer(self):
        for spoiled in (
            {"confidence": 1.5},
            {"follow_ups": FULL["follow_ups"] * 3},
            {"follow_ups": [{**FULL["follow_ups"][0], "title": "x"}]},
        ):
            with self.subTest(spoiled), AIServer() as server:
                server.answer({**FULL, **spoiled})
                self.fails(TryAnother, "invalid_output", model(server))

    def test_shape_that_cannot_be_strict_is_a_mistake_of_ours(self):
        with AIServer() as server:
            for shape in (Open, Tagged):
                with self.subTest(shape), self.assertRaises(ValueError):
                    model(server).ask(MESSAGES, shape)
        self.assertFalse(server.requests)

    def test_tokens_spent_on_reasoning_are_counted(self):
        # xAI's own figures: reasoning is in the total and not in the completion.
        usage = {"prompt_tokens": 703, "completion_tokens": 4, "total_tokens": 957}
        with AIServer() as server:
            server.answer(FULL, usage=usage)
            answer = model(server).ask(MESSAGES, Summary)
        self.assertEqual(answer.usage, Usage(703, 254))

    def test_usage_that_the_service_does_not_report_is_unknown_not_zero(self):
        with AIServer() as server:
            server.answer(FULL, usage=None)
            self.assertIsNone(model(server).ask(MESSAGES, Summary).usage)

    def test_answers_that_are_no_use_go_to_another_service_with_their_cost(self):
        for fault, body, code in (
            ("refusal", None, "refused"),
            ("content_filter", None, "refused"),
            ("length", None, "truncated"),
            ("content", None, "invalid_output"),
            ("content", "", "invalid_output"),
            ("content", "```json\n{}\n```", "invalid_output"),
            ("content", '{"text": "only"}', "invalid_output"),
            ("content", "[" * 100_000, "invalid_output"),
        ):
            with self.subTest(fault, body=body), AIServer() as server:
                server.fault(fault, body=body)
                error = self.fails(TryAnother, code, model(server))
                self.assertEqual(error.usage, Usage(120, 30))

    def test_numbers_and_characters_that_cannot_be_stored_are_refused(self):
        written = '{"note": "%s", "size": %s}'
        for note, size in (
            ("a", "NaN"),
            ("a", "-Infinity"),
            (r"a\u0000", "0.5"),
            (r"a\ud800", "0.5"),
        ):
            with self.subTest(note, size=size), AIServer() as server:
                server.fault("content", body=written % (note, size))
                with self.assertRaises(TryAnother) as caught:
                    model(server).ask(MESSAGES, Measure)
                self.assertEqual(caught.exception.code, "invalid_output")
        with AIServer() as server:
            server.fault("content", body=written % (r"\ud83d\ude00", "0.5"))
            self.assertEqual(model(server).ask(MESSAGES, Measure).value.note, "😀")

    def test_replies_that_are_not_the_services_go_to_another(self):
        for fault, code in (
            ("html", "not_json"),
            ("truncated", "invalid_output"),
            ("huge", "oversize_reply"),
        ):
            with self.subTest(fault), AIServer() as server:
                server.fault(fault)
                self.fails(TryAnother, code, model(server))
        for body in ({}, {"choices": []}, {"choices": [{"message": None}]}, [1]):
            with self.subTest(body), AIServer() as server:
                server.fault(200, body=body)
                self.fails(TryAnother, "invalid_output", model(server))

    def test_compressed_reply_is_refused_before_it_is_unpacked(self):
        message = {"role": "assistant", "content": json.dumps(FULL)}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        packed = gzip.compress(json.dumps({"choices": [choice]}).encode())
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        transport = httpx2.MockTransport(
            lambda _request: httpx2.Response(200, headers=headers, content=packed)
        )
        chat = ChatModel("https://ai.example/v1", "k", "m", transport=transport)
        self.fails(TryAnother, "invalid_output", chat)

    def test_lost_connections_are_tried_later(self):
        for fault, code in (("drop", "network"), ("cut", "network")):
            with self.subTest(fault), AIServer() as server:
                server.fault(fault)
                self.fails(TryLater, code, model(server))
        # Nobody listens here any more.
        self.fails(TryLater, "network", model(server))

    def test_silence_is_a_time_out_and_is_tried_later(self):
        with AIServer() as server:
            server.fault("hang")
            self.fails(TryLater, "timeout", model(server, timeout=(5, 1.5)))

    def test_faults_of_the_service_are_tried_later_and_by_the_queue_alone(self):
        for status, code in (
            (408, "timeout"),
            (409, "service_down"),
            (429, "rate_limited"),
            (500, "service_down"),
            (503, "service_down"),
        ):
            with self.subTest(status), AIServer() as server:
                server.fault(status)
                error = self.fails(TryLater, code, model(server))
                self.assertIsNone(error.retry_after)
            self.assertEqual(len(server.requests), 1)

    def test_the_wait_that_the_service_asks_for_is_passed_on(self):
        for status in (429, 503):
            with self.subTest(status), AIServer() as server:
                server.fault(status, retry_after=2)
                error = self.fails(TryLater, code_of(status), model(server))
                self.assertEqual(error.retry_after, 2.0)

    def test_refusals_are_sorted_by_what_can_be_done(self):
        spent = {"code": "permission-denied", "error": "… used all available credits …"}
        unsafe = {"code": "permission-denied", "error": "… violates usage guidelines."}
        wrong_key = {"code": "invalid argument", "error": "Incorrect API key provided"}

        def openai(code):
            return {"error": {"message": "", "type": "t", "param": None, "code": code}}

        for status, body, kind, code in (
            (400, wrong_key, NeedsPerson, "bad_key"),
            (401, None, NeedsPerson, "bad_key"),
            (402, None, NeedsPerson, "quota_exhausted"),
            (403, None, NeedsPerson, "forbidden"),
            (403, spent, NeedsPerson, "quota_exhausted"),
            (403, unsafe, TryAnother, "refused"),
            (
                403,
                openai("unsupported_country_region_territory"),
                NeedsPerson,
                "region_refused",
            ),
            (404, openai("model_not_found"), NeedsPerson, "unknown_model"),
            (404, b"<html>", NeedsPerson, "bad_base_url"),
            (405, None, NeedsPerson, "bad_base_url"),
            (429, openai("insufficient_quota"), NeedsPerson, "quota_exhausted"),
            (429, spent, NeedsPerson, "quota_exhausted"),
            (400, openai("context_length_exceeded"), TryAnother, "too_large"),
            (400, openai("content_filter"), TryAnother, "refused"),
            (400, None, TryAnother, "request_refused"),
            (413, None, TryAnother, "too_large"),
            (422, b"[]", TryAnother, "request_refused"),
        ):
            with self.subTest(status, body=body), AIServer() as server:
                server.fault(status, body=body)
                self.fails(kind, code, model(server))

    def test_unknown_model_and_wrong_key_need_a_person(self):
        with AIServer() as server:
            chat = ChatModel(server.url, server.key, "no-such-model")
            self.fails(NeedsPerson, "unknown_model", chat)
            self.fails(NeedsPerson, "bad_key", ChatModel(server.url, "other", "m"))
            chat = ChatModel(server.url + "/v2", server.key, "chat-model")
            self.fails(NeedsPerson, "bad_base_url", chat)

    def test_unusable_settings_need_a_person_before_anything_is_sent(self):
        for base_url in (
            "",
            "ai.example/v1",
            "ftp://ai.example",
            "https://",
            "https://ai.example:port/v1",
            "https://:secret@ai.example/v1",
            "https://ai.example/v1?key=1",
            "https://[ai.example/v1",
            "https://ai example/v1",
            "https://ai..example/v1",
            f"https://{'a' * 64}.example/v1",
        ):
            with self.subTest(base_url), self.assertRaises(NeedsPerson) as caught:
                ChatModel(base_url, "key", "m")
            self.assertEqual(caught.exception.code, "bad_base_url")
        for key, code in (
            ("", "no_key"),
            ("کلید", "bad_key"),
            ("a\nb", "bad_key"),
            ("a b", "bad_key"),
        ):
            with self.subTest(key), self.assertRaises(NeedsPerson) as caught:
                ChatModel("https://ai.example/v1", key, "m")
            self.assertEqual(caught.exception.code, code)

    def test_redirect_is_not_followed(self):
        with AIServer() as elsewhere, AIServer() as server:
            location = f"{elsewhere.url}/chat/completions"
            server.fault(307, headers={"Location": location})
            self.fails(NeedsPerson, "redirected", model(server))
        self.assertFalse(elsewhere.requests)

    def test_nothing_of_the_exchange_is_in_what_gets_printed_or_logged(self):
        secrets = (QUESTION, "sk-secret", "پاسخی محرمانه")
        with (
            AIServer(key="sk-secret") as server,
            self.assertLogs(level=logging.DEBUG) as logs,
        ):
            server.fault("content", body='{"text": "پاسخی محرمانه"}')
            server.fault(400, body={"error": {"message": " ".join(secrets)}})
            server.fault("drop")
            printed = ""
            for _index in range(3):
                with self.assertRaises(AIServiceError) as caught:
                    model(server).ask(MESSAGES, Summary)
                printed += "".join(traceback.format_exception(caught.exception))
                printed += caught.exception.reason
            logging.getLogger(__name__).debug("at least one line")
        printed += "".join(record.getMessage() for record in logs.records)
        for secret in secrets:
            self.assertNotIn(secret, printed)


def code_of(status: int) -> str:
    return "rate_limited" if status == 429 else "service_down"
