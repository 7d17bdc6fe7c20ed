import os
from unittest.mock import patch

from odoo.addons.marfanet_ai.tests.ai_server import AIServer
from odoo.addons.marfanet_crm.tests.common import MarfanetCrmCommon

KEY_NAME = "MARFANET_TEST_API_KEY"
KEY = "test-key"
GATEWAY_LOG = "odoo.addons.marfanet_ai"

SUMMARY = "روی ایرانسل وصل نمی‌شد؛ کانفیگ تازه فرستادم و درست شد."
# As a model writes it: [1] is the newest contact that it was shown.
WRITTEN = """# summary
- قطعی ایرانسل با کانفیگ تازه حل شد. [1]
# questions
- اتصال هنوز پایدار است؟
# objections
- قیمت بالاست => هزینه هر کاربر را با هم حساب کنیم. [1]
# principles
- active_listening: اول بگذارید مشکل را کامل بگوید.
# opening
- سلام آقای رضایی، خواستم ببینم اتصال پایدار مانده یا نه.
"""


class BriefCommon(MarfanetCrmCommon):
    """A representative with a contact, and a local service in place of every other.

    What goes to a cursor of its own shares the test's transaction.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["marfanet.ai.provider"].search([]).active = False
        cls.env["marfanet.ai.budget"].search([]).active = False
        cls.interaction = (
            cls.env["marfanet.interaction"]
            .with_user(cls.sara)
            .create(
                {
                    "partner_id": cls.representative.id,
                    "subject": "قطعی ایرانسل",
                    "summary": SUMMARY,
                    "sentiment": "positive",
                    "date": "2025-11-26 08:00:00",
                    "status": "closed",
                }
            )
        )

    def setUp(self):
        super().setUp()
        self.enterContext(patch.dict(os.environ, {KEY_NAME: KEY}))
        self.ai = self.enterContext(AIServer(key=KEY))
        self.provider = self._add_provider(self.ai)

    def _add_provider(self, ai, **values):
        return self.env["marfanet.ai.provider"].create(
            {
                "name": "Local model",
                "base_url": ai.url,
                "model": "chat-model",
                "key_name": KEY_NAME,
                "redact": True,
                "timeout": 20,
                **values,
            }
        )

    def _briefs(self, user=None):
        """Return the model in the environment of a reader, as in a request."""
        user = user or self.sara
        context = {"tz": "Asia/Tehran", "allowed_company_ids": user.company_ids.ids}
        return self.env(user=user, context=context)["marfanet.call.brief"]

    def _open(self, user=None, partner=None, purpose="support", **options):
        partner = partner or self.representative
        return self._briefs(user).open_brief(partner.id, purpose, **options)

    def _write(self, user=None, partner=None, purpose="support", **options):
        """Have a brief written, and return the events."""
        partner = partner or self.representative
        self.env.flush_all()
        with self.enter_registry_test_mode():
            events = list(
                self._briefs(user)._write_events(partner.id, purpose, **options)
            )
        self.env.invalidate_all()
        return events

    def _written(self, text=WRITTEN, **options):
        """Have this text written, and return the brief as its reader sees it."""
        self.ai.answer(text)
        [*_events, (kind, brief)] = self._write(**options)
        self.assertEqual(kind, "done", brief)
        return brief

    def _stored(self):
        briefs = self.env["marfanet.call.brief"].with_context(active_test=False)
        return briefs.search([("partner_id", "=", self.representative.id)])
