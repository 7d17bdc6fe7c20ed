import logging
import traceback

from odoo.tests import BaseCase

from ..exceptions import AIServiceError, NeedsPerson, TryAnother, TryLater
from ..tools.chat import ChatModel
from ..tools.completion import Usage
from ..tools.sse import Event, events
from .ai_server import AIServer

QUESTION = "پرسشی محرمانه"
MESSAGES = [{"role": "user", "content": QUESTION}]
TEXT = "سلام آقای رضایی،\nفردا ساعت ده تماس می‌گیریم."


def stream(server: AIServer, **options):
    return ChatModel(server.url, server.key, "chat-model", **options).stream(MESSAGES)


def data(content: str, *, ends: bool = False) -> bytes:
    """Return an event whose delta says something, spelled as JSON spells it."""
    finish = '"stop"' if ends else "null"
    choice = f'{{"delta": {{"content": "{content}"}}, "finish_reason": {finish}}}'
    return f'data: {{"choices": [{choice}]}}\n\n'.encode()


DONE = b"data: [DONE]\n\n"


class TestTextStream(BaseCase):
    def fails(self, kind, code, pieces):
        """Read to the end; return the error, of this kind, and what came before it."""
        before = []
        with self.assertRaises(AIServiceError) as caught:
            before.extend(self.kept(before, pieces))
        self.assertIs(type(caught.exception), kind)
        self.assertEqual(caught.exception.code, code)
        return caught.exception, "".join(before)

    def kept(self, before, pieces):
        for piece in pieces:
            before.append(piece)
        return ()

    def test_text_arrives_in_pieces_with_its_cost(self):
        with AIServer() as server:
            server.answer(TEXT)
            pieces = stream(server)
            self.assertFalse(server.requests)
            arrived = list(pieces)
        self.assertEqual("".join(arrived), TEXT)
        self.assertGreater(len(arrived), 3)
        self.assertEqual(pieces.usage, Usage(120, 30))
        self.assertEqual(pieces.model, "chat-model")
        [request] = server.requests
        self.assertEqual(request.json["stream_options"], {"include_usage": True})

    def test_stream_that_breaks_off_is_an_error_after_its_text(self):
        limit = {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}
        spent = {"error": {"message": "", "code": "insufficient_quota"}}
        for fault, body, kind, code in (
            ("cut", None, TryLater, "network"),
            ("stall", None, TryLater, "timeout"),
            ("error", None, TryLater, "service_down"),
            ("error", limit, TryLater, "service_down"),
            ("error", {"error": {"code": 429}}, TryLater, "rate_limited"),
            ("error", {"error": "overloaded"}, TryLater, "service_down"),
            ("error", spent, TryLater, "service_down"),
            ("error", {"choices": [{"delta": 1}]}, TryAnother, "invalid_output"),
        ):
            with self.subTest(fault, body=body), AIServer() as server:
                server.fault(fault, body=body)
                # Only of who falls silent is the end waited for.
                pieces = stream(server, timeout=(5, 1.5 if fault == "stall" else 60))
                _error, before = self.fails(kind, code, pieces)
                self.assertTrue(before.startswith("سلام،"))

    def test_comments_do_not_keep_a_stream_alive_beyond_its_deadline(self):
        with AIServer() as server:
            server.fault("drip")
            self.fails(TryLater, "timeout", stream(server, deadline=1))

    def test_faults_before_the_first_piece_are_those_of_any_request(self):
        for fault, kind, code in (
            ("drop", TryLater, "network"),
            ("html", TryAnother, "not_json"),
            ("huge", TryAnother, "oversize_reply"),
            ("refusal", TryAnother, "refused"),
            ("content_filter", TryAnother, "refused"),
            (401, NeedsPerson, "bad_key"),
            (500, TryLater, "service_down"),
        ):
            with self.subTest(fault), AIServer() as server:
                server.fault(fault)
                _error, before = self.fails(kind, code, stream(server))
                if fault != "huge":
                    self.assertFalse(before)

    def test_what_a_useless_stream_cost_is_known(self):
        for fault, code in (("refusal", "refused"), ("length", "truncated")):
            with self.subTest(fault), AIServer() as server:
                server.fault(fault)
                error, _before = self.fails(TryAnother, code, stream(server))
                self.assertEqual(error.usage, Usage(120, 30))

    def test_replies_that_are_no_stream_of_an_answer(self):
        for body, kind, code in (
            (b"", TryLater, "network"),
            (DONE, TryAnother, "invalid_output"),
            (data("", ends=True), TryAnother, "invalid_output"),
            (data("x"), TryLater, "network"),
            (data("x") + b"data: {\n\n", TryAnother, "invalid_output"),
            (b"data: [1]\n\n", TryAnother, "invalid_output"),
            (b"data: " + b"[" * 100_000 + b"\n\n", TryAnother, "invalid_output"),
            (data(r"\ud800"), TryAnother, "invalid_output"),
            (data(r"\u0000"), TryAnother, "invalid_output"),
            (b"data: " + b"x" * (1 << 20), TryAnother, "oversize_reply"),
            (b"event: error\ndata: {}\n\n", TryLater, "service_down"),
        ):
            with self.subTest(body[:40]), AIServer() as server:
                server.fault("raw", body=body)
                self.fails(kind, code, stream(server))

    def test_server_that_knows_no_streams_is_not_mistaken_for_one(self):
        with AIServer() as server:
            server.fault(200, body={"choices": [{"message": {"content": TEXT}}]})
            self.fails(TryAnother, "invalid_output", stream(server))

    def test_end_without_an_end_mark_is_an_end(self):
        with AIServer() as server:
            server.fault("raw", body=data("همین", ends=True))
            self.assertEqual(list(stream(server)), ["همین"])

    def test_pieces_hold_only_what_can_be_seen(self):
        # A line separator stands raw in JSON, and must not end the event's line.
        body = data("a\u2028b\u202e") + data(r"می\u200cشود\n", ends=True)
        with AIServer() as server:
            server.fault("raw", body=body)
            text = "".join(stream(server))
        self.assertEqual(text.replace("\u2028", ""), "abمی\u200cشود\n")

    def test_endless_text_is_cut(self):
        with AIServer() as server:
            server.fault("raw", body=data("ب" * 20_000) * 4)
            self.fails(TryAnother, "oversize_reply", stream(server))

    def test_who_stops_reading_closes_the_connection(self):
        with AIServer() as server:
            server.fault("stall")
            pieces = stream(server)
            next(pieces)
            pieces.close()
            with self.assertRaises(StopIteration):
                next(pieces)

    def test_nothing_of_a_stream_is_printed_or_logged(self):
        secrets = (QUESTION, "sk-secret", "راز")
        printed = ""
        with (
            AIServer(key="sk-secret") as server,
            self.assertLogs(level=logging.DEBUG) as logs,
        ):
            server.fault("raw", body=data("راز") + b"data: {\n\n")
            server.fault("error", body={"error": {"message": " ".join(secrets)}})
            server.fault(400, body={"error": {"message": " ".join(secrets)}})
            for _index in range(3):
                with self.assertRaises(AIServiceError) as caught:
                    list(stream(server))
                printed += "".join(traceback.format_exception(caught.exception))
        printed += "".join(record.getMessage() for record in logs.records)
        for secret in secrets:
            self.assertNotIn(secret, printed)


class TestEvents(BaseCase):
    def arriving(self, body: bytes, size: int = 1) -> list[Event]:
        """Read a stream that arrives in pieces of a size."""
        return list(
            events(body[at : at + size] for at in range(0, len(body), size or 1))
        )

    def test_events_are_the_same_however_they_are_cut(self):
        body = (
            "\ufeffdata: یک\r\ndata:دو\r\n\r\n: comment\n\nevent: error\r"
            "data: a: b\r\rid: 3\ndata\n\nretry: 1\ndata: cut"
        ).encode()
        expected = [
            Event("message", "یک\nدو".encode()),
            Event("error", b"a: b"),
            Event("message", b""),
        ]
        for size in (1, 2, 3, 7, 41, 1000):
            with self.subTest(size):
                self.assertEqual(self.arriving(body, size), expected)

    def test_event_that_the_end_cuts_is_not_known_whole(self):
        self.assertEqual(self.arriving(b"data: x\n"), [])
        self.assertEqual(self.arriving(b"data: x\n\n"), [Event("message", b"x")])
        self.assertEqual(self.arriving(b"data: x\r\r"), [Event("message", b"x")])

    def test_line_without_end_is_refused(self):
        with self.assertRaises(TryAnother) as caught:
            self.arriving(b"data: " + b"x" * 300_000, 4096)
        self.assertEqual(caught.exception.code, "oversize_reply")
