import shutil
import tempfile
import uuid
from datetime import datetime
from pathlib import Path

from odoo.addons.marfanet_ai.tests.ai_server import AIServer, tone
from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon

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
