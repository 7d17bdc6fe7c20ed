"""The server streams as chat services do, and refuses what they refuse."""

import json

import requests

from .test_ai_server import ServerCase

TEXT = "سلام، فردا ساعت ده تماس بگیرید."


def talk(**changes):
    """Return the body of a good request for a stream, with some fields changed."""
    return {
        "model": "chat-model",
        "messages": [{"role": "user", "content": "؟"}],
        "stream": True,
        **changes,
    }


class TestStreams(ServerCase):
    def ask(self, **changes):
        return self.send("/chat/completions", json=talk(**changes))

    def events(self, reply):
        """Return the data of each event, the last of which must be the end mark."""
        reply.encoding = "utf-8"
        self.assertTrue(reply.text.endswith("\n\n"))
        *events, last = reply.text.removesuffix("\n\n").split("\n\n")
        self.assertEqual(last, "data: [DONE]")
        return [json.loads(event.removeprefix("data: ")) for event in events]

    def test_stream_has_the_documented_shape(self):
        self.server.answer(TEXT)
        reply = self.ask()
        kind = reply.headers["Content-Type"]
        self.assertEqual(kind, "text/event-stream; charset=utf-8")
        first, *middle, last = self.events(reply)
        self.assertEqual(first["object"], "chat.completion.chunk")
        self.assertEqual(first["model"], "chat-model")
        self.assertEqual(first["choices"][0]["delta"]["role"], "assistant")
        said = [event["choices"][0]["delta"]["content"] for event in middle]
        self.assertEqual("".join(said), TEXT)
        self.assertGreater(len(said), 3)
        self.assertEqual(last["choices"][0]["finish_reason"], "stop")
        self.assertEqual(last["choices"][0]["delta"], {})
        self.assertFalse(any("usage" in event for event in (first, *middle, last)))

    def test_usage_is_told_only_to_who_asks_for_it(self):
        self.server.answer(TEXT)
        reply = self.ask(stream_options={"include_usage": True})
        *before, last = self.events(reply)
        self.assertEqual({event["usage"] for event in before}, {None})
        self.assertEqual(last["choices"], [])
        self.assertEqual(last["usage"]["total_tokens"], 150)

    def test_options_that_the_service_would_refuse(self):
        options = {"include_usage": True}
        for changes, message in (
            ({"stream": "yes"}, "boolean"),
            ({"stream": False, "stream_options": options}, "only allowed"),
            ({"stream_options": {"usage": True}}, "stream_options"),
            ({"stream_options": {"include_usage": 1}}, "stream_options"),
            ({"stream_options": True}, "stream_options"),
        ):
            with self.subTest(changes):
                self.refused(self.ask(**changes), 400, message)

    def test_scripted_answer_that_is_no_text_is_a_problem(self):
        self.server.answer({"text": TEXT})
        self.refused(self.ask(), 500, "no text")

    def test_fault_of_a_stream_for_a_plain_request_is_a_problem(self):
        for kind in ("error", "raw", "stall"):
            self.server.fault(kind)
            with self.assertRaises(requests.ConnectionError):
                self.ask(stream=False)
        self.assertIn("is for streams", self.server.problems[0])
        self.assertEqual(len(self.server.problems), 6)

    def test_stream_is_cut_before_its_end(self):
        self.server.fault("cut")
        with self.assertRaises(requests.exceptions.ChunkedEncodingError):
            self.ask()
