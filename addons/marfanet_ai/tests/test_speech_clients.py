import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import httpx2
import requests
from requests.adapters import BaseAdapter

from odoo.tests import BaseCase

from ..exceptions import AIServiceError, NeedsPerson, TryAnother, TryLater
from ..tools.replies import retry_after
from ..tools.speech import SpeechClient, Transcript, Word
from ..tools.speech_openai import OpenAISpeech
from ..tools.speech_xai import XaiSpeech
from .ai_server import AIServer, tone

SPOKEN = "پنل وصل نشد"


def xai(server: AIServer, **options) -> XaiSpeech:
    return XaiSpeech(server.url, server.key, **options)


def whisper(server: AIServer, **options) -> OpenAISpeech:
    return OpenAISpeech(server.url, server.key, "whisper-1", **options)


class SpeechCase(BaseCase):
    """Real recordings, and both clients to send them with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.ogg = tone(cls.folder, "ogg", 1.5)
        cls.webm = tone(cls.folder, "webm", 1.5)
        cls.both = ((xai, cls.ogg), (whisper, cls.webm))

    def fails(
        self, kind: type[AIServiceError], code: str, client: SpeechClient, path: Path
    ):
        """Send a recording, and return the error, which must be of this kind."""
        with self.assertRaises(kind) as caught:
            client.transcribe(path)
        self.assertEqual(caught.exception.code, code)
        return caught.exception


class TestSpeechClients(SpeechCase):
    def test_transcript_has_text_length_and_the_time_of_each_word(self):
        for make, path in self.both:
            with self.subTest(make), AIServer() as server:
                words = [("پنل", 0.1, 0.4), ("وصل", 0.5, 0.9), ("نمی‌شود", 0.9, 1.4)]
                server.speech(SPOKEN, seconds=1.5, words=words)
                transcript = make(server).transcribe(path)
                self.assertEqual(transcript.text, SPOKEN)
                self.assertAlmostEqual(transcript.seconds, 1.5, delta=0.1)
                expected = tuple(Word(*word) for word in words)
                self.assertEqual(transcript.words, expected)

    def test_base_class_transcribes_nothing(self):
        with self.assertRaises(NotImplementedError):
            SpeechClient().transcribe(self.ogg)

    def test_silence_is_an_empty_transcript_and_no_error(self):
        for make, path in self.both:
            with self.subTest(make), AIServer() as server:
                server.speech("")
                transcript = make(server).transcribe(path)
                self.assertEqual((transcript.text, transcript.words), ("", ()))

    def test_name_of_the_recording_stays_here(self):
        for make, path in self.both:
            named = path.with_name(f"rezaei-0912{path.suffix}")
            named.write_bytes(path.read_bytes())
            with self.subTest(make), AIServer() as server:
                server.speech(SPOKEN)
                make(server).transcribe(named)
                upload = ("file", f"recording{path.suffix}")
                self.assertEqual(server.requests[0].fields[-1], upload)

    def test_recording_that_is_too_large_is_not_sent(self):
        for make, path in self.both:
            with self.subTest(make), AIServer() as server:
                client = make(server)
                with patch.object(type(client), "max_bytes", 100):
                    self.fails(TryAnother, "too_large", client, path)
                self.assertFalse(server.requests)

    def test_limits_are_the_documented_ones(self):
        self.assertEqual(XaiSpeech.max_bytes, 500 * 1024 * 1024)
        self.assertEqual(OpenAISpeech.max_bytes, 25 * 1024 * 1024)
        with AIServer(max_audio=(100, 100)) as server:
            for make, path in self.both:
                self.fails(TryAnother, "too_large", make(server), path)

    def test_container_that_the_service_does_not_list_goes_to_another(self):
        for make, path in ((xai, self.webm), (whisper, self.ogg)):
            with self.subTest(make), AIServer() as server:
                self.fails(TryAnother, "unsupported_media", make(server), path)

    def test_recording_that_cannot_be_decoded_goes_to_another(self):
        for make, path in self.both:
            torn = path.with_name(f"torn{path.suffix}")
            torn.write_bytes(path.read_bytes()[:60] + bytes(500))
            with self.subTest(make), AIServer() as server:
                self.fails(TryAnother, "unsupported_media", make(server), torn)

    def test_wrong_key_needs_a_person(self):
        for make, path in self.both:
            with self.subTest(make), AIServer() as server:
                client = make(server)
                server.key = "changed"
                self.fails(NeedsPerson, "bad_key", client, path)

    def test_unusable_settings_need_a_person(self):
        for address, key, code in (
            ("ai.example", "key", "bad_base_url"),
            ("https://ai.example/v1", "", "no_key"),
        ):
            for make in (XaiSpeech, lambda *args: OpenAISpeech(*args, "m")):
                with self.subTest(address), self.assertRaises(NeedsPerson) as caught:
                    make(address, key)
                self.assertEqual(caught.exception.code, code)

    def test_address_that_proves_unusable_on_the_way_needs_a_person(self):
        # The encoding of 2003 drops a zero-width joiner, that of 2008 refuses it.
        address = "https://مثال\u200c.example/v1"
        for client, path in (
            (XaiSpeech(address, "key"), self.ogg),
            (OpenAISpeech(address, "key", "m"), self.webm),
        ):
            with self.subTest(client):
                self.fails(NeedsPerson, "bad_base_url", client, path)

    def test_faults_of_the_service_are_tried_later_and_by_the_queue_alone(self):
        for make, path in self.both:
            for status, code in ((429, "rate_limited"), (503, "service_down")):
                with self.subTest(make, status=status), AIServer() as server:
                    server.fault(status, retry_after=2)
                    error = self.fails(TryLater, code, make(server), path)
                    self.assertEqual(error.retry_after, 2.0)
                self.assertEqual(len(server.requests), 1)

    def test_lost_connections_are_tried_later(self):
        for make, path in self.both:
            for fault in ("drop", "cut"):
                with self.subTest(make, fault=fault), AIServer() as server:
                    server.fault(fault)
                    self.fails(TryLater, "network", make(server), path)
            # Nobody listens here any more.
            self.fails(TryLater, "network", make(server), path)

    def test_silence_of_the_service_is_a_time_out_and_is_tried_later(self):
        for make, path in self.both:
            with self.subTest(make), AIServer() as server:
                server.fault("hang")
                client = make(server, timeout=(5, 1.5))
                self.fails(TryLater, "timeout", client, path)

    def test_replies_that_cannot_be_used_go_to_another(self):
        nan = b'{"text": "a", "duration": NaN}'
        for make, path in self.both:
            for fault, body, code in (
                ("html", None, "not_json"),
                ("truncated", None, "invalid_output"),
                ("huge", None, "oversize_reply"),
                (200, nan, "invalid_output"),
                (200, b'{"text": "\\u0000"}', "invalid_output"),
                (200, b'{"text": "\\udc00"}', "invalid_output"),
                (200, {"text": None}, "invalid_output"),
                (200, {"text": "a", "words": [{"text": "a"}]}, "invalid_output"),
                (200, {}, "invalid_output"),
            ):
                with self.subTest(make, fault=fault, body=body), AIServer() as server:
                    server.fault(fault, body=body)
                    self.fails(TryAnother, code, make(server), path)

    def test_redirect_is_not_followed(self):
        for make, path in self.both:
            with self.subTest(make), AIServer() as elsewhere, AIServer() as server:
                location = f"{elsewhere.url}/stt"
                server.fault(308, headers={"Location": location})
                self.fails(NeedsPerson, "redirected", make(server), path)
            self.assertFalse(elsewhere.requests)

    def test_nothing_of_the_exchange_is_in_what_gets_printed(self):
        for make, path in self.both:
            with self.subTest(make), AIServer(key="sk-secret") as server:
                server.fault(200, body={"text": [SPOKEN]})
                server.fault(400, body={"error": {"message": f"{SPOKEN} sk-secret"}})
                server.fault("drop")
                printed = ""
                for _index in range(3):
                    with self.assertRaises(AIServiceError) as caught:
                        make(server).transcribe(path)
                    printed += "".join(traceback.format_exception(caught.exception))
                self.assertNotIn(SPOKEN, printed)
                self.assertNotIn("sk-secret", printed)


class TestXaiSpeech(SpeechCase):
    def test_form_names_the_language_and_ends_with_the_file(self):
        with AIServer() as server:
            server.speech(SPOKEN)
            xai(server, model="grok-voice-transcribe-2.0").transcribe(
                self.ogg, keyterms=["مرفانت", "V2Ray"]
            )
        self.assertEqual(
            server.requests[0].fields,
            [
                ("model", "grok-voice-transcribe-2.0"),
                ("format", "true"),
                ("language", "fa"),
                ("keyterm", "مرفانت"),
                ("keyterm", "V2Ray"),
                ("file", "recording.ogg"),
            ],
        )
        self.assertEqual(server.requests[0].container, "ogg")

    def test_without_model_and_language_only_the_file_is_sent(self):
        with AIServer() as server:
            server.speech(SPOKEN)
            xai(server).transcribe(self.ogg, language="")
        self.assertEqual(server.requests[0].fields, [("file", "recording.ogg")])

    def test_keyterms_beyond_the_limits_are_left_out(self):
        terms = ["", "x" * 51, *(f"panel {index}" for index in range(120))]
        with AIServer() as server:
            server.speech(SPOKEN)
            xai(server).transcribe(self.ogg, keyterms=terms)
        sent = [v for name, v in server.requests[0].fields if name == "keyterm"]
        self.assertEqual(sent, terms[2:102])

    def test_unknown_model_needs_a_person(self):
        with AIServer() as server:
            client = xai(server, model="grok-voice-transcribe-9")
            self.fails(NeedsPerson, "unknown_model", client, self.ogg)

    def test_account_without_credit_needs_a_person(self):
        spent = "Your team has either used all available credits or reached its limit."
        for status in (403, 429):
            with self.subTest(status), AIServer() as server:
                server.fault(status, body={"code": "…", "error": spent})
                self.fails(NeedsPerson, "quota_exhausted", xai(server), self.ogg)

    def test_recording_is_streamed_through_the_session_that_is_injected(self):
        sizes = []

        class Counting(BaseAdapter):
            def send(self, request, **_kwargs):
                sizes.extend(len(chunk) for chunk in request.body)
                self.promised = int(request.headers["Content-Length"])
                raise requests.exceptions.SSLError

            def close(self):
                pass

        session, adapter = requests.Session(), Counting()
        session.mount("https://", adapter)
        client = XaiSpeech("https://127.0.0.1/v1", "key", session=session)
        large = self.folder / "large.ogg"
        large.write_bytes(bytes(1_000_000))
        self.fails(TryLater, "network", client, large)
        self.assertEqual(sum(sizes), adapter.promised)
        self.assertLessEqual(max(sizes), 64 * 1024)

    def test_netrc_does_not_replace_the_key(self):
        netrc = self.folder / "netrc"
        netrc.write_text("machine 127.0.0.1 login other password other")
        with AIServer() as server, patch.dict("os.environ", NETRC=str(netrc)):
            server.speech(SPOKEN)
            xai(server).transcribe(self.ogg)


class TestOpenAISpeech(SpeechCase):
    def sent_for(self, model: str, **options) -> tuple[dict[str, str], Transcript]:
        with AIServer() as server:
            server.speech(SPOKEN)
            client = OpenAISpeech(server.url, server.key, model)
            transcript = client.transcribe(self.webm, **options)
        self.assertEqual(server.requests[0].container, "webm")
        return dict(server.requests[0].fields), transcript

    def test_whisper_is_asked_for_the_time_of_each_word(self):
        for model in ("whisper-1", "whisper-large-v3"):
            with self.subTest(model):
                fields, transcript = self.sent_for(model)
                self.assertEqual(fields["response_format"], "verbose_json")
                self.assertEqual(fields["timestamp_granularities[]"], "word")
                self.assertEqual(len(transcript.words), 3)

    def test_transcribe_models_give_the_text_alone(self):
        for model in ("gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-transcribe"):
            with self.subTest(model):
                fields, transcript = self.sent_for(model)
                self.assertEqual(fields["response_format"], "json")
                self.assertNotIn("timestamp_granularities[]", fields)
                self.assertEqual(transcript, Transcript(SPOKEN))

    def test_length_is_taken_from_what_is_billed_if_nowhere_else(self):
        with AIServer() as server:
            billed = {"type": "duration", "seconds": 7}
            server.fault(200, body={"text": SPOKEN, "usage": billed})
            self.assertEqual(whisper(server).transcribe(self.webm).seconds, 7.0)

    def test_language_and_names_are_sent_as_far_as_they_fit(self):
        terms = ["", "مرفانت", "V2Ray", "x" * 200, "never"]
        fields, _transcript = self.sent_for("whisper-1", keyterms=terms)
        self.assertEqual(fields["language"], "fa")
        self.assertEqual(fields["prompt"], "مرفانت، V2Ray")

    def test_without_language_and_names_neither_is_sent(self):
        fields, _transcript = self.sent_for("whisper-1", language="")
        self.assertNotIn("language", fields)
        self.assertNotIn("prompt", fields)

    def test_unknown_model_needs_a_person(self):
        with AIServer() as server:
            client = OpenAISpeech(server.url, server.key, "whisper-9")
            self.fails(NeedsPerson, "unknown_model", client, self.webm)

    def test_recording_is_streamed_through_the_transport_that_is_injected(self):
        sizes = []

        class Counting(httpx2.BaseTransport):
            def handle_request(self, request):
                sizes.extend(len(chunk) for chunk in request.stream)
                return httpx2.Response(200, json={"text": SPOKEN})

        large = self.folder / "large.webm"
        large.write_bytes(bytes(1_000_000))
        client = OpenAISpeech("https://a.example/v1", "k", "m", transport=Counting())
        self.assertEqual(client.transcribe(large).text, SPOKEN)
        self.assertGreater(sum(sizes), 1_000_000)
        self.assertLessEqual(max(sizes), 64 * 1024)


class TestRetryAfter(BaseCase):
    NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    def test_header_is_read_as_seconds_or_as_a_date(self):
        for value, seconds in (
            ("2", 2.0),
            (" 1.5 ", 1.5),
            ("0", 0.0),
            ("-3", 0.0),
            ("Sat, 21 Nov 2026 12:01:30 GMT", 90.0),
            ("Sat, 21 Nov 2026 12:01:30 -0000", 90.0),
            ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
            ("nan", None),
            ("inf", None),
            ("soon", None),
            ("", None),
            (None, None),
        ):
            with self.subTest(value):
                self.assertEqual(retry_after(value, self.NOW), seconds)
