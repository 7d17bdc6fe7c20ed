from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import AccessDenied


class ResUsers(models.Model):
    _inherit = "res.users"

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Refuse a password or a code before the wait is over.

        In place of Odoo's own count, which each worker keeps in its memory for each
        address, and which any right password clears. What fails is counted where it is
        known whether it was the password, the code or the door.
        """
        self.env["marfanet.access.attempt"]._refuse_if_too_many("login", user)
        yield

    @api.model
    def change_password(self, old_passwd, new_passwd):
        # Who finds an open session must not guess at leisure.
        attempts = self.env["marfanet.access.attempt"]
        attempts._refuse_if_too_many("login", self.env.uid)
        try:
            return super().change_password(old_passwd, new_passwd)
        except AccessDenied:
            attempts._failed("login", self.env.uid)
            raise
