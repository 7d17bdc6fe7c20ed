import os
import shutil
import tempfile
import uuid
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from odoo.tools import mute_logger

from odoo.addons.marfanet_ai.tests.ai_server import AIServer, tone
from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon
from odoo.addons.queue_job.tests.common import trap_jobs

GATEWAY_LOG = "odoo.addons.marfanet_ai.models.marfanet_ai_gateway"

KEY_NAME = "MARFANET_TEST_API_KEY"
KEY = "test-key"
SAID = "مشکل اتصال حل شد و خیلی راضی بود. سه‌شنبه آینده تماس بگیرم."
# Saturday 1404-09-08, 10:30 in Tehran; the Tuesday after it is 1404-09-11.
RECORDED = datetime(2025, 11, 29, 7, 0)
TUESDAY = datetime(2025, 12, 2, 5, 30)


class MarfanetVoiceCommon(MarfanetCrmCommon):
    """A recording, and a local AI server in place of every service."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = Path(tempfile.mkdtemp(prefix="marfanet-test-"))
        cls.addClassCleanup(shutil.rmtree, folder)
        cls.recording = tone(folder, "ogg", 2.0)
        cls.env["marfanet.ai.provider"].search([]).active = False

    def setUp(self):
        super().setUp()
        self.ai = self.enterContext(AIServer(key=KEY))

    def _receive(self, user=None, **values):
        return (
            self.env["marfanet.voice.note"]
            .with_user(user or self.sara)
            ._receive(
                self.recording,
                values.get("client_uuid") or str(uuid.uuid4()),
                values.get("partner", self.representative),
                values.get("purpose", "support"),
                date=RECORDED,
                **{
                    name: values[name]
                    for name in ("interaction", "task", "language")
                    if name in values
                },
            )
        )

    def _add_provider(self, kind):
        return self.env["marfanet.ai.provider"].create(
            {
                "name": kind,
                "kind": kind,
                "protocol": "xai_speech" if kind == "speech" else "openai",
                "base_url": self.ai.url,
                "model": False if kind == "speech" else "grok-4.3",
                "key_name": KEY_NAME,
                "timeout": 20,
            }
        )


class PipelineCommon(MarfanetVoiceCommon):
    """Notes whose jobs are run by hand, in the order in which they were enqueued.

    What goes to a cursor of its own shares the test's transaction.
    """

    def setUp(self):
        super().setUp()
        self.enterContext(patch.dict(os.environ, {KEY_NAME: KEY}))
        self.jobs = self.enterContext(trap_jobs())
        self.enterContext(self.enter_registry_test_mode())

    def _run_jobs(self):
        """Run what is due, and what follows from it."""
        while due := [job for job in self.jobs.enqueued_jobs if not job.eta]:
            self.jobs.enqueued_jobs.remove(due[0])
            due[0].perform()
        self.env.invalidate_all()

    def _run_planned(self):
        """Run what is planned for later, as if it were later, and what follows."""
        for job in [job for job in self.jobs.enqueued_jobs if job.eta]:
            self.jobs.enqueued_jobs.remove(job)
            job.perform()
        self._run_jobs()

    def _planned(self):
        """Return when the jobs are planned for that are not due."""
        return [job.eta for job in self.jobs.enqueued_jobs if job.eta]

    def _typed(self, said=SAID, **values):
        """A note whose words were typed, and read without AI."""
        note = self._receive(**values)
        self.jobs.enqueued_jobs.clear()
        note.transcript = said
        self._run_jobs()
        return note

    def _heard(self, said=SAID, **values):
        """A note that a speech service has written down, and that is ready."""
        note = self._receive(**values)
        if not self.env["marfanet.ai.provider"].search([("kind", "=", "speech")]):
            self._add_provider("speech")
        self.ai.speech(said, seconds=2.0)
        self._run_jobs()
        return note

    def _again(self, job):
        """Run a job once more, as if it had died after its work."""
        with mute_logger(GATEWAY_LOG):
            job()
        self._run_jobs()
