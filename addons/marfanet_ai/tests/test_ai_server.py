"""The server refuses what it must: a client that passes here would pass outside."""

import copy
import subprocess
import sys
import tempfile
from pathlib import Path

import requests

from odoo.tests import BaseCase

from .ai_server import AIServer, tone
from .ai_server.media import container_of

SCHEMA = {
    "type": "object",
    "properties": {
        "mood": {"type": "string", "enum": ["good", "bad"]},
        "due": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        "tasks": {"type": "array", "items": {"$ref": "#/$defs/Task"}},
    },
    "required": ["mood", "due", "tasks"],
    "additionalProperties": False,
    "$defs": {
        "Task": {
            "type": "object",
            "properties": {"title": {"type": "string"}},
            "required": ["title"],
            "additionalProperties": False,
        }
    },
}
ANSWER = {"mood": "good", "due": "2026-12-01", "tasks": [{"title": "تماس"}]}


def question(**changes):
    """Return the body of a good chat request, with some of its fields changed."""
    asked = {"name": "Answer", "strict": True, "schema": copy.deepcopy(SCHEMA)}
    return {
        "model": "chat-model",
        "messages": [{"role": "user", "content": "؟"}],
        "response_format": {"type": "json_schema", "json_schema": asked},
        **changes,
    }


class ServerCase(BaseCase):
    def setUp(self):
        super().setUp()
        self.server = AIServer(check=False)
        self.server.__enter__()
        self.addCleanup(lambda: self.server.__exit__(None, None, None))

    def send(self, path, *, key="test-key", method="POST", **content):
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        url = self.server.url + path
        return requests.request(method, url, headers=headers, timeout=20, **content)

    def refused(self, reply, status, message=""):
        """Check a refusal, which must be on record too, and return its body."""
        self.assertEqual(reply.status_code, status, reply.text)
        self.assertIn(message, self.server.requests[-1].error)
        self.assertEqual(self.server.requests[-1].status, status)
        return reply.json()


class TestChatRefusals(ServerCase):
    def ask(self, body, **options):
        return self.send("/chat/completions", json=body, **options)

    def with_schema(self, change):
        """Ask with a schema that ``change`` has spoiled."""
        body = question()
        change(body["response_format"]["json_schema"]["schema"])
        return self.ask(body)

    def test_good_request_is_answered(self):
        self.server.answer(ANSWER)
        reply = self.ask(question())
        self.assertEqual(reply.status_code, 200)
        self.assertFalse(self.server.problems)

    def test_missing_key(self):
        body = self.refused(self.ask(question(), key=None), 401, "API key")
        self.assertEqual(body["error"]["type"], "invalid_request_error")

    def test_wrong_key(self):
        body = self.refused(self.ask(question(), key="other"), 401, "Incorrect")
        self.assertEqual(body["error"]["code"], "invalid_api_key")

    def test_key_is_not_printed_with_the_request(self):
        self.ask(question())
        self.assertNotIn("test-key", repr(self.server.requests))

    def test_unknown_path(self):
        self.refused(self.send("/completions", json=question()), 404)

    def test_unknown_model(self):
        body = self.refused(self.ask(question(model="other")), 404, "does not exist")
        self.assertEqual(body["error"]["code"], "model_not_found")

    def test_missing_model(self):
        self.refused(self.ask(question(model=None)), 400, "model parameter")

    def test_unknown_field(self):
        self.refused(self.ask(question(max_output=3)), 400, "'max_output'")

    def test_token_limit_of_none(self):
        self.refused(self.ask(question(max_completion_tokens=0)), 400)

    def test_body_that_is_not_json(self):
        reply = self.send("/chat/completions", data=b"{")
        self.refused(reply, 400, "parse the JSON")

    def test_missing_messages(self):
        for messages in (None, []):
            with self.subTest(messages):
                self.refused(self.ask(question(messages=messages)), 400, "'messages'")

    def test_bad_role(self):
        messages = [{"role": "robot", "content": "؟"}]
        self.refused(self.ask(question(messages=messages)), 400, "'robot'")

    def test_message_without_text(self):
        messages = [{"role": "user", "content": None}]
        self.refused(self.ask(question(messages=messages)), 400, "content")

    def test_message_with_an_unknown_field(self):
        messages = [{"role": "user", "content": "؟", "date": "today"}]
        self.refused(self.ask(question(messages=messages)), 400, "messages[0]")

    def test_unknown_response_format(self):
        body = question(response_format={"type": "xml"})
        self.refused(self.ask(body), 400, "response_format")

    def test_schema_without_a_proper_name(self):
        body = question()
        body["response_format"]["json_schema"]["name"] = "My answer"
        self.refused(self.ask(body), 400, "name")

    def test_schema_that_is_not_strict(self):
        body = question()
        del body["response_format"]["json_schema"]["strict"]
        self.refused(self.ask(body), 400, "not strict")

    def test_schema_whose_root_is_no_object(self):
        reply = self.with_schema(lambda schema: schema.update(type="array"))
        self.refused(reply, 400, "object")

    def test_schema_with_an_open_object(self):
        reply = self.with_schema(
            lambda schema: schema["$defs"]["Task"].pop("additionalProperties")
        )
        self.refused(reply, 400, "additionalProperties")

    def test_schema_with_an_optional_property(self):
        reply = self.with_schema(lambda schema: schema["required"].pop())
        self.refused(reply, 400, "required")

    def test_schema_with_a_keyword_that_is_not_enforced(self):
        for name, value in (("default", ""), ("maxLength", 3), ("pattern", "x")):
            with self.subTest(name):
                body = question()
                schema = body["response_format"]["json_schema"]["schema"]
                schema["properties"]["mood"][name] = value
                reply = self.ask(body)
                self.refused(reply, 400, f"'{name}' is not permitted")

    def test_schema_with_an_unsupported_format(self):
        reply = self.with_schema(
            lambda schema: schema["properties"]["mood"].update(format="uri")
        )
        self.refused(reply, 400, "format")

    def test_schema_with_a_circular_reference(self):
        reply = self.with_schema(
            lambda schema: schema["$defs"]["Task"]["properties"].update(
                title={"$ref": "#/$defs/Task"}
            )
        )
        self.refused(reply, 400, "circular")

    def test_schema_with_a_property_of_no_type(self):
        reply = self.with_schema(lambda schema: schema["properties"].update(due={}))
        self.refused(reply, 400, "'type'")

    def test_unscripted_question_is_a_problem(self):
        self.refused(self.ask(question()), 500, "no answer scripted")
        self.assertEqual(self.server.problems, ["no answer scripted"])

    def test_scripted_answer_that_no_model_could_give_is_a_problem(self):
        for spoiled in (
            {"mood": "fair"},
            {"mood": 1},
            {"due": "tomorrow"},
            {"tasks": [{}]},
            {"tasks": None},
            {"more": 1},
        ):
            with self.subTest(spoiled):
                self.server.answer({**ANSWER, **spoiled})
                self.refused(self.ask(question()), 500, "does not fit")

    def test_plainest_answer_fits(self):
        self.server.answer(None)
        reply = self.ask(question())
        self.assertEqual(reply.status_code, 200, reply.text)

    def test_error_in_a_scripted_callable_is_a_problem(self):
        self.server.answer(lambda messages: messages[7])
        with self.assertRaises(requests.ConnectionError):
            self.ask(question())
        self.assertIn("IndexError", self.server.problems[0])

    def test_models_are_listed_to_who_has_the_key(self):
        reply = self.send("/models", method="GET")
        self.assertIn("chat-model", [model["id"] for model in reply.json()["data"]])
        self.refused(self.send("/models", method="GET", key="other"), 401)


class TestSpeechRefusals(ServerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.tones = {
            container: tone(Path(folder.name), container, 1.5).read_bytes()
            for container in ("ogg", "webm", "mkv", "mp3", "wav", "flac", "m4a", "aac")
        }

    def to_xai(self, *fields, container="ogg", content=None, **options):
        file = (f"a.{container}", content or self.tones[container])
        return self.send("/stt", data=list(fields), files={"file": file}, **options)

    def to_openai(self, container="webm", content=None, name=None, **fields):
        file = (name or f"a.{container}", content or self.tones[container])
        fields = {"model": "whisper-1", **fields}
        return self.send("/audio/transcriptions", data=fields, files={"file": file})

    def test_containers_are_told_by_their_bytes(self):
        for container, content in self.tones.items():
            with self.subTest(container):
                known = container.replace("m4a", "mp4")
                self.assertEqual(container_of(content), known)
        self.assertEqual(container_of(b""), "")
        self.assertEqual(container_of(b"#!AMR\n" + bytes(40)), "")

    def test_xai_takes_what_it_lists(self):
        for container in ("ogg", "mkv", "mp3", "wav", "flac", "m4a", "aac"):
            with self.subTest(container):
                self.server.speech("سلام", seconds=1.5)
                reply = self.to_xai(container=container)
                self.assertEqual(reply.status_code, 200, reply.text)

    def test_openai_takes_what_it_lists(self):
        for container in ("webm", "mp3", "wav", "flac", "m4a"):
            with self.subTest(container):
                self.server.speech("سلام", seconds=1.5)
                reply = self.to_openai(container)
                self.assertEqual(reply.status_code, 200, reply.text)

    def test_container_that_is_not_listed(self):
        self.refused(self.to_xai(container="webm"), 400, "Invalid file format")
        self.refused(self.to_openai("ogg"), 400, "Invalid file format")

    def test_container_under_the_name_of_another(self):
        reply = self.to_xai(container="ogg", content=self.tones["webm"])
        self.refused(reply, 400, "Invalid file format")
        reply = self.to_openai(name="a.ogg")
        self.refused(reply, 400, "Invalid file format")

    def test_audio_that_cannot_be_decoded(self):
        torn = self.tones["ogg"][:100] + bytes(2000)
        self.refused(self.to_xai(content=torn), 400, "could not be decoded")

    def test_upload_that_is_too_large(self):
        self.server.max_xai_audio = self.server.max_openai_audio = 1000
        self.refused(self.to_xai(), 413, "size limit")
        self.refused(self.to_openai(), 413, "size limit")

    def test_xai_missing_key(self):
        body = self.refused(self.to_xai(key=None), 401)
        self.assertIsInstance(body["error"], str)

    def test_xai_answers_a_wrong_key_as_a_bad_request(self):
        body = self.refused(self.to_xai(key="other"), 400, "Incorrect API key")
        self.assertEqual(body["code"], "Client specified an invalid argument")

    def test_xai_file_that_is_not_the_last_field(self):
        files = [("file", ("a.ogg", self.tones["ogg"])), ("language", (None, "fa"))]
        self.refused(self.send("/stt", files=files), 400, "last field")

    def test_xai_unknown_field(self):
        self.refused(self.to_xai(("prompt", "x")), 400, "'prompt'")

    def test_xai_unknown_model(self):
        self.refused(self.to_xai(("model", "whisper")), 404, "does not exist")

    def test_xai_format_without_a_language(self):
        self.refused(self.to_xai(("format", "true")), 400, "requires language")

    def test_xai_keyterms_beyond_the_limits(self):
        self.refused(self.to_xai(("keyterm", "x" * 51)), 400, "keyterms")
        self.refused(self.to_xai(*[("keyterm", "x")] * 101), 400, "keyterms")

    def test_form_without_a_file(self):
        self.refused(self.send("/stt", files={"language": (None, "fa")}), 400, "file")

    def test_form_with_two_files_or_a_file_without_a_name(self):
        file = ("file", ("a.ogg", self.tones["ogg"]))
        self.refused(self.send("/stt", files=[file, file]), 400, "Exactly one file")
        nameless = [("file", (None, self.tones["ogg"]))]
        self.refused(self.send("/stt", files=nameless), 400, "Exactly one file")

    def test_body_that_is_no_form(self):
        reply = self.send("/stt", data=self.tones["ogg"])
        self.refused(reply, 400, "multipart")

    def test_form_that_is_cut_short(self):
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        url = f"{self.server.url}/stt"
        form = b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx'
        headers["Authorization"] = "Bearer test-key"
        reply = requests.post(url, data=form, headers=headers, timeout=20)
        self.refused(reply, 400, "not closed")

    def test_openai_unknown_field(self):
        self.refused(self.to_openai(keyterm="x"), 400, "'keyterm'")

    def test_openai_word_times_from_a_model_without_them(self):
        reply = self.to_openai(
            model="gpt-4o-transcribe", response_format="verbose_json"
        )
        self.refused(reply, 400, "not compatible")

    def test_openai_word_times_without_verbose_json(self):
        reply = self.to_openai(**{"timestamp_granularities[]": "word"})
        self.refused(reply, 400, "verbose_json")

    def test_openai_language_by_its_name(self):
        self.refused(self.to_openai(language="persian"), 400, "ISO-639-1")

    def test_recording_of_another_length_than_scripted_is_a_problem(self):
        for seconds in (0.9, 2.1):
            with self.subTest(seconds):
                self.server.speech("سلام", seconds=seconds)
                self.refused(self.to_xai(), 400, "1.5")
        self.assertEqual(len(self.server.problems), 2)

    def test_unscripted_recording_is_a_problem(self):
        self.refused(self.to_openai(), 500, "no speech scripted")


class TestServerBlock(BaseCase):
    def test_block_fails_on_what_was_never_asked_for(self):
        for script in (
            lambda server: server.speech("سلام"),
            lambda server: server.answer({}),
            lambda server: server.fault(500),
        ):
            with self.assertRaisesRegex(AssertionError, "never asked for"):
                with AIServer() as server:
                    script(server)

    def test_block_names_the_problem_that_an_error_came_from(self):
        with self.assertRaisesRegex(AssertionError, "no answer scripted") as caught:
            with AIServer() as server:
                requests.post(
                    f"{server.url}/chat/completions",
                    json=question(),
                    headers={"Authorization": "Bearer test-key"},
                    timeout=20,
                ).raise_for_status()
        self.assertIsInstance(caught.exception.__cause__, requests.HTTPError)

    def test_block_lets_a_failure_of_the_test_itself_through(self):
        with self.assertRaises(KeyError), AIServer() as server:
            server.speech("سلام")
            raise KeyError

    def test_block_without_check_leaves_problems_to_the_test(self):
        with AIServer(check=False) as server:
            server.speech("سلام")
        self.assertEqual(len(server.problems), 1)

    def test_what_always_holds_need_not_be_asked_for(self):
        with AIServer() as server:
            server.speech("سلام", always=True)
            server.answer(None, always=True)

    def test_unknown_fault_is_a_mistake_of_the_test(self):
        with AIServer() as server, self.assertRaises(ValueError):
            server.fault("hiccup")

    def test_server_knows_nothing_of_odoo(self):
        code = "import sys, ai_server; sys.exit('odoo' in sys.modules)"
        folder = Path(__file__).parent
        subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)
