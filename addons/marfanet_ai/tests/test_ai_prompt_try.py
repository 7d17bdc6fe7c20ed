import json
import os
import socket
import struct
import threading
from contextlib import closing
from unittest.mock import patch
from urllib.parse import urlencode

from odoo.exceptions import AccessError, ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..tools.question import Question
from .ai_server import AIServer
from .common import PromptCommon

BODY = "Unsaved: what happened on {day}? At most {most}."
PHONE = "09121234567"
GIVEN = {"day": "Sunday", "most": "3", "note": f"شماره‌اش {PHONE} است"}
ANSWER = "زنگ بزن به [تلفن ۱]؛ همین."


class TryCommon(PromptCommon):
    """The prompt has a block of data, and a local service answers to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(os.environ, {"TEST_API_KEY": "test-key"}))
        cls.env["marfanet.ai.provider"].search([]).active = False
        cls.env["marfanet.ai.budget"].search([]).active = False
        cls.env["marfanet.ai.prompt.variable"].create(
            {
                "prompt_id": cls.shipped_prompt.id,
                "name": "note",
                "kind": "data",
                "description": "The note",
                "example": "سلام",
            }
        )

    def setUp(self):
        super().setUp()
        self.ai = self.enterContext(AIServer())
        self.provider = self.env["marfanet.ai.provider"].create(
            {
                "name": "Local model",
                "base_url": self.ai.url,
                "model": "chat-model",
                "key_name": "TEST_API_KEY",
                "redact": True,
                "price_output": 1_000.0,
                "timeout": 20,
            }
        )

    def _calls(self):
        self.env.invalidate_all()
        return self.env["marfanet.ai.call"].search([("job", "=", "test_read")])


class TestTry(TryCommon):
    def test_everything_is_given_a_first_text_to_try(self):
        form = self.prompt.get_samples()
        self.assertEqual(
            [(field["name"], field["kind"]) for field in form["fields"]],
            [("note", "data"), ("day", "value"), ("most", "value")],
        )
        self.assertEqual(
            form["samples"][0]["given"],
            {"note": "سلام", "day": "Saturday", "most": "5"},
        )

    def test_preview_is_what_the_first_provider_would_be_sent(self):
        preview = self.prompt.get_preview(BODY, GIVEN)
        self.assertEqual(preview["provider"], "Local model")
        system, user = preview["messages"]
        self.assertIn("Unsaved: what happened on Sunday?", system["content"])
        self.assertIn("[تلفن ۱]", user["content"])
        self.assertNotIn(PHONE, user["content"])
        self.assertEqual(self.ai.requests, [])
        self.provider.redact = False
        [_, user] = self.prompt.get_preview(BODY, GIVEN)["messages"]
        self.assertIn(PHONE, user["content"])

    def test_what_stands_in_data_is_no_variable(self):
        given = {**GIVEN, "note": "{day} {0.__class__} {{", "day": "{most}"}
        system, user = self.prompt.get_preview(BODY, given)["messages"]
        self.assertIn("{day} {0.__class__} {{", user["content"])
        self.assertIn("on {most}?", system["content"])

    def test_preview_says_why_nothing_can_be_sent(self):
        for body, given in (
            ("{dya}", GIVEN),
            ("{note} {day}", GIVEN),
            ("", GIVEN),
            (BODY, {"day": "Sunday"}),
            (BODY, {**GIVEN, "other": "x"}),
            (BODY, {**GIVEN, "day": 7}),
            (BODY, {**GIVEN, "day": "x" * 501}),
            (BODY, {**GIVEN, "note": "x" * 20_001}),
            (BODY, None),
            (None, GIVEN),
        ):
            with self.subTest(body=body):
                preview = self.prompt.get_preview(body, given)
                self.assertTrue(preview["problem"])
                self.assertEqual(preview["messages"], [])
                with self.assertRaises(ValidationError):
                    self.prompt._try(body, given)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_others_may_not_try(self):
        prompt = self.prompt.with_user(self.reader)
        for refused in (
            lambda: prompt.get_samples(),
            lambda: prompt.get_preview(BODY, GIVEN),
            lambda: prompt._try(BODY, GIVEN),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_who_stops_half_way_ends_the_call_and_pays_for_it(self):
        self.ai.answer("یک دو سه " * 500)
        self.env.flush_all()
        with self.enter_registry_test_mode():
            with closing(self.prompt._try(BODY, GIVEN)) as events:
                kinds = [next(events)[0] for _ in range(3)]
        self.assertEqual(kinds, ["sent", "by", "text"])
        self.assertEqual(self._calls().status, "answered")
        self.assertGreater(self._calls().cost, 0)


@tagged("post_install", "-at_install")
class TestTryOverHttp(TryCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.editor.password = self.reader.password = "a-long-password"
        self.authenticate("editor", "a-long-password")

    @property
    def _route(self):
        return f"/marfanet/ai/prompts/{self.prompt.id}/try"

    def _form(self, **values):
        token, given = Request.csrf_token(self), json.dumps(GIVEN)
        return {"csrf_token": token, "body": BODY, "given": given, **values}

    def _post(self, **values):
        return self.url_open(self._route, data=self._form(**values))

    def _events(self, response):
        blocks = [block for block in response.text.split("\n\n") if block != ":"]
        found = []
        for block in filter(None, blocks):
            kind, data = block.split("\n")
            found.append(
                (kind.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
            )
        return found

    def test_editor_watches_the_answer_to_an_unsaved_text(self):
        self.ai.answer(ANSWER)
        response = self._post()
        self.assertEqual(response.status_code, 200)
        self.assertIn("text/event-stream", response.headers["Content-Type"])
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        events = self._events(response)
        kinds = [kind for kind, _data in events]
        self.assertEqual([*kinds[:2], kinds[-1]], ["sent", "by", "done"])
        self.assertGreater(kinds.count("text"), 1)
        written = "".join(data for kind, data in events if kind == "text")
        self.assertEqual(written, f"زنگ بزن به {PHONE}؛ همین.")
        [request] = self.ai.requests
        self.assertEqual(events[0][1], request.messages)
        self.assertNotIn(PHONE, json.dumps(request.json))
        self.assertEqual(
            events[-1][1] | {"seconds": 0},
            {
                "provider": "Local model",
                "model": "chat-model",
                "input_tokens": 120,
                "output_tokens": 30,
                "cost": 0.03,
                "seconds": 0,
            },
        )
        self.assertEqual(self._calls().status, "answered")
        self.assertEqual(self._calls().user_id, self.editor)
        self.assertNotIn("Unsaved", self.prompt.body)

    def test_failure_is_told_in_words(self):
        self.ai.fault(500)
        with self.assertLogs("odoo.addons.marfanet_ai", "WARNING"):
            [(kind, reason)] = self._events(self._post())
        self.assertEqual(kind, "error")
        self.assertEqual(reason, "The AI service reported a fault of its own.")

    def test_mistake_of_ours_is_told_and_its_words_are_not_logged(self):
        broken = patch.object(Question, "restored_stream", side_effect=KeyError(PHONE))
        with broken, self.assertLogs("odoo.addons.marfanet_ai", "ERROR") as logged:
            [(kind, _reason)] = self._events(self._post())
        self.assertEqual(kind, "error")
        self.assertNotIn(PHONE, "".join(logged.output))

    def test_failure_half_way_comes_after_what_was_written(self):
        self.ai.fault("cut")
        with self.assertLogs("odoo.addons.marfanet_ai", "WARNING"):
            events = self._events(self._post())
        kinds = [kind for kind, _data in events]
        self.assertIn("text", kinds)
        self.assertEqual(kinds[-1], "error")
        self.assertNotIn("done", kinds)

    def test_without_a_provider_it_says_so(self):
        self.provider.active = False
        [(kind, reason)] = self._events(self._post())
        self.assertEqual(kind, "error")
        self.assertTrue(reason)

    def test_text_that_cannot_work_is_refused_in_words(self):
        response = self._post(body="{dya}")
        self.assertEqual(response.status_code, 400)
        self.assertIn("{dya}", response.json()["error"])
        self.assertEqual(self._post(given="no JSON").status_code, 400)
        self.assertEqual(self.ai.requests, [])

    def test_endless_text_is_not_even_read(self):
        self.assertEqual(self._post(body="x" * 600_000).status_code, 413)

    def test_others_are_refused(self):
        self.authenticate("plain_user", "a-long-password")
        response = self._post()
        self.assertEqual(response.status_code, 403)
        self.assertIn("error", response.json())
        self.authenticate(None, None)
        self.assertIn("/web/login", self._post().url)
        self.assertEqual(self.ai.requests, [])

    def test_form_of_another_site_is_refused(self):
        with mute_logger("odoo.http"):
            self.assertEqual(self._post(csrf_token="x").status_code, 400)
        self.assertEqual(self.ai.requests, [])

    def test_browser_that_leaves_ends_the_call(self):
        self.ai.answer("یک دو سه " * 5_000)
        form = urlencode(self._form()).encode()
        self.env.flush_all()
        self.env.cr.clear()
        with self.allow_requests():
            before = set(threading.enumerate())
            with socket.create_connection(("127.0.0.1", self.http_port())) as browser:
                browser.sendall(self._head(len(form)) + form)
                heard = b""
                while b"event: text" not in heard:
                    heard += (piece := browser.recv(4096))
                    self.assertTrue(piece, heard)
                # Leaves for good: what is sent from now on is answered by a reset.
                gone = struct.pack("ii", 1, 0)
                browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, gone)
            for thread in set(threading.enumerate()) - before:
                if thread.name.startswith("odoo.service.http.request"):
                    thread.join(30)
        call = self._calls()
        self.assertEqual(call.status, "answered")
        # The service never came to say what it cost: it was not read to its end.
        self.assertNotEqual(call.input_tokens, 120)

    def _head(self, length):
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.opener.cookies)
        lines = (
            f"POST {self._route} HTTP/1.1",
            f"Host: 127.0.0.1:{self.http_port()}",
            f"Cookie: {cookies}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {length}",
        )
        return "\r\n".join((*lines, "", "")).encode()
