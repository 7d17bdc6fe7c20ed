import logging
import os
from unittest.mock import patch

import pydantic

from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

from ..exceptions import AIServiceError
from .ai_server import AIServer

JOB = "test_note"
SYSTEM = "Say what the note is about, on {day}."
PHONE = "09121234567"


class Note(pydantic.BaseModel):
    """What a note says."""

    about: str = pydantic.Field(max_length=60)
    urgent: bool


ANSWER = {"about": "پنل وصل نمی‌شود", "urgent": True}


class GatewayCommon(BaseCommon):
    """Two language services and two speech services, asked for somebody without rights.

    The test's transaction is the one that the gateway's own cursors write in.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(os.environ, {"TEST_API_KEY": "test-key"}))
        cls.env["marfanet.ai.provider"].search([]).active = False
        cls.env["marfanet.ai.budget"].search([]).active = False
        prompt = cls.env["marfanet.ai.prompt"].create(
            {"name": "Note", "job": JOB, "shipped_body": SYSTEM}
        )
        cls.env["marfanet.ai.prompt.variable"].create(
            {
                "prompt_id": prompt.id,
                "name": "day",
                "description": "The day",
                "example": "Saturday",
            }
        )
        cls.agent = new_test_user(cls.env, "gateway_agent", "base.group_user")

    def setUp(self):
        super().setUp()
        self.first = self.serve()
        self.second = self.serve()
        self.primary = self.provide(self.first, name="Primary", sequence=1)
        self.backup = self.provide(self.second, name="Backup", sequence=2)
        self.enterContext(self.enter_registry_test_mode())
        self.gateway = self.env["marfanet.ai.gateway"].with_user(self.agent)

    def serve(self):
        """Return a service that is up until the test ends."""
        return self.enterContext(AIServer())

    def provide(self, server, **values):
        return self.env["marfanet.ai.provider"].create(
            {
                "kind": "language",
                "protocol": "openai",
                "base_url": server.url,
                "model": "chat-model",
                "key_name": "TEST_API_KEY",
                "timeout": 20,
                **values,
            }
        )

    def ask(self, **options):
        options = {"data": {"note": "پنل وصل نمی‌شود"}, **options}
        return self.gateway._ask(JOB, Note, values={"day": "Sunday"}, **options)

    def fails(self, kind, code, ask=None, *, warned=True):
        """Ask, and return the error, which must be of exactly this kind and code.

        :param warned: whether the log must warn of it; it is kept in ``logged``
        """
        error = None
        # As a number: Odoo gives the name of this level to another one.
        with self.assertLogs("odoo.addons.marfanet_ai", logging.INFO) as logs:
            try:
                (ask or self.ask)()
            except AIServiceError as caught:
                # Odoo's assertRaises would undo what was written meanwhile.
                error = caught
        self.logged = [one.getMessage() for one in logs.records]
        levels = {one.levelno for one in logs.records}
        self.assertEqual(logging.WARNING in levels, warned)
        self.assertIs(type(error), kind)
        self.assertEqual(error.code, code)
        return error

    def calls(self, *names):
        """Return fields of the ledger's entries of this test, in their order."""
        calls = self.env["marfanet.ai.call"].search([("job", "=", JOB)], order="id")
        calls.invalidate_recordset()
        return [tuple(call[name] for name in names) for call in calls]

    def breaker(self, provider=None):
        """Return where a provider's breaker stands."""
        provider = provider or self.primary
        provider.invalidate_recordset()
        return provider.breaker_state
