from contextlib import contextmanager
from types import SimpleNamespace

from odoo import http
from odoo.tests import TransactionCase


class AttemptsCase(TransactionCase):
    """Those who try to get in, and where they come from."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.attempts = cls.env["marfanet.access.attempt"]
        cls.sara = cls.env["res.users"].create(
            {"name": "سارا", "login": "sara-of-attempts"}
        )

    def setUp(self):
        super().setUp()
        self.enterContext(self.enter_registry_test_mode())

    @contextmanager
    def at(self, address):
        """Let the block be part of a request from there."""
        asked = SimpleNamespace(remote_addr=address, path="/web/login")
        http._request_stack.push(SimpleNamespace(httprequest=asked))
        try:
            yield
        finally:
            http._request_stack.pop()
