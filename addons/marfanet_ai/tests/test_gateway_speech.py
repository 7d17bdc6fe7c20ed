import tempfile
from contextlib import contextmanager
from pathlib import Path

from ..exceptions import TryLater
from .ai_server import tone
from .gateway_common import JOB, GatewayCommon

SPOKEN = "پنل وصل نمی‌شود"


class TestGatewaySpeech(GatewayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)

    def setUp(self):
        super().setUp()
        speech = {"kind": "speech", "redact": True}
        (self.primary + self.backup).write(
            {**speech, "protocol": "xai_speech", "model": False}
        )
        self.backup.write({"protocol": "openai", "model": "whisper-1"})
        self.prepared = []

    @contextmanager
    def prepare(self, container, max_bytes):
        self.prepared.append((container, max_bytes // 1024**2))
        yield tone(self.folder, container, 1.5)

    def transcribe(self, **options):
        return self.gateway._transcribe(JOB, self.prepare, seconds=1.5, **options)

    def test_recording_is_given_as_the_service_wants_it(self):
        self.first.speech(SPOKEN, seconds=1.5)
        heard = self.transcribe(keyterms=["مرزبان"])
        self.assertEqual(heard.transcript.text, SPOKEN)
        self.assertEqual((heard.provider_name, heard.model), ("Primary", ""))
        self.assertIn(("keyterm", "مرزبان"), self.first.requests[0].fields)
        self.assertEqual(self.prepared, [("ogg", 500)])
        [call] = self.calls("status", "kind", "seconds", "user_id")
        self.assertEqual(call, ("answered", "speech", 1.5, self.agent))

    def test_next_service_is_given_what_it_wants(self):
        self.first.fault(500)
        self.second.speech(SPOKEN, seconds=1.5)
        logger = "odoo.addons.marfanet_ai.models.marfanet_ai_gateway"
        with self.assertLogs(logger, "WARNING"):
            heard = self.transcribe(language="")
        self.assertEqual((heard.provider_name, heard.model), ("Backup", "whisper-1"))
        self.assertEqual(self.prepared, [("ogg", 500), ("webm", 25)])

    def test_language_decides_who_is_asked(self):
        self.primary.languages = "fa"
        self.backup.languages = "en"
        self.second.speech("Hello", seconds=1.5)
        heard = self.transcribe(language="en")
        self.assertEqual(heard.provider_name, "Backup")
        # Nobody knows the language beforehand: anyone may be asked.
        self.first.speech(SPOKEN, seconds=1.5)
        self.assertEqual(self.transcribe(language="").provider_name, "Primary")

    def test_recording_that_cannot_be_given_is_no_fault_of_a_service(self):
        def prepare(container, max_bytes):
            raise FileNotFoundError

        with self.assertRaises(FileNotFoundError):
            self.gateway._transcribe(JOB, prepare, seconds=1.5)
        self.assertEqual(self.breaker(), "closed")
        self.assertFalse(self.calls("status"))

    def test_nobody_who_hears_is_tried_later(self):
        self.first.fault(500)
        self.second.fault(503)
        self.fails(TryLater, "service_down", self.transcribe)
        self.assertEqual(self.calls("status"), [("try_later",)] * 2)
