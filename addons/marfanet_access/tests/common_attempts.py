from contextlib import contextmanager
from types import SimpleNamespace

from odoo import http
from odoo.tests import TransactionCase

from ..exceptions import TooManyAttempts

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


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
        # Requests here are stand-ins, which carry no cookie.
        self.http_request_allow_all = True
        self.enterContext(self.enter_registry_test_mode())

    @contextmanager
    def at(self, address, path="/web/login"):
        """Let the block be part of a request from there."""
        asked = SimpleNamespace(remote_addr=address, path=path)
        http._request_stack.push(SimpleNamespace(httprequest=asked, env=self.env))
        try:
            yield
        finally:
            http._request_stack.pop()

    def try_in_vain(self, times=1, account="sara-of-attempts"):
        for _time in range(times):
            self.attempts._failed("login", account)

    def wait(self, account="sara-of-attempts"):
        """Return the seconds until a password would be looked at, 0 for now."""
        try:
            self.attempts._refuse_if_too_many("login", account)
        except TooManyAttempts as refusal:
            return refusal.retry_after
        return 0
