import base64
import os
import re

from odoo import models
from odoo.http import request
from odoo.tools.translate import LazyTranslate

from odoo.addons.auth_totp.models.totp import TOTP_SECRET_SIZE

_lt = LazyTranslate(__name__)

SET_UP_PATH = "/web/login/second_factor"


class ResUsers(models.Model):
    _inherit = "res.users"

    def _mfa_url(self):
        # Before all others: a code by mail, which a policy may ask for, is no second
        # factor at a door that requires one.
        if self._must_set_up_second_factor():
            return SET_UP_PATH
        return super()._mfa_url()

    def _standing_at(self):
        """Return the door by which this person is coming in, if it is theirs."""
        self.ensure_one()
        door = self.env["marfanet.access.door"].sudo()
        # A session of another database may carry the stamp of a door there.
        if not request or request.db != self.env.cr.dbname:
            return door
        stamp = request.session.get("marfanet_door")
        # sudo: groups and doors are looked at for one who has not come in yet
        user_sudo = self.sudo()
        if not stamp or not door._fits(stamp, user_sudo):
            return door
        return door._door_of(user_sudo)

    def _must_set_up_second_factor(self):
        """Return whether this person's door asks for what they do not have yet."""
        return self._standing_at().requires_second_factor and not self.totp_enabled

    def _has_passkey(self):
        # auth_passkey comes with most installations, but nothing here needs it.
        # sudo: one's own, before one has come in
        return "auth_passkey_key_ids" in self._fields and bool(
            self.sudo().auth_passkey_key_ids
        )

    def _forget_second_factor(self):
        """Let who has lost their second factor set one up at their next sign-in.

        The password and the door stay as they are. The server's command line alone
        calls it: whoever is in by less must not.
        """
        self.ensure_one()
        # sudo: what nobody reads or writes
        user_sudo = self.sudo()
        user_sudo.totp_secret = False
        user_sudo.totp_trusted_device_ids._remove()
        if self._has_passkey():
            user_sudo.auth_passkey_key_ids.unlink()
        self.env["marfanet.access.event"]._enter(
            "recovery",
            _lt("The second factor of %(record)s was taken away.")._source,
            record=self,
        )

    def _second_factor_to_set_up(self, wizard_id):
        """Return what the person's app has to read: auth_totp's own wizard.

        :param wizard_id: of the one that was shown before, or None
        :return: an `auth_totp.wizard`, with its QR code
        """
        self.ensure_one()
        wizards = self.with_user(self).env["auth_totp.wizard"]
        shown = wizards.search([("id", "=", wizard_id), ("user_id", "=", self.id)])
        if shown.secret:
            return shown
        secret = base64.b32encode(os.urandom(TOTP_SECRET_SIZE // 8)).decode()
        # Groups of four, as auth_totp writes it, for those who type it.
        grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return wizards.create({"user_id": self.id, "secret": grouped})

    def _set_up_second_factor(self, wizard, code):
        """Take what the app shows as the proof that it has read the secret.

        :param wizard: as of ``_second_factor_to_set_up``
        :param str code: six digits, of any script
        :return: whether the code is right, and asked for from now on
        """
        digits = re.sub(r"\s", "", code)
        if not digits.isdecimal():
            return False
        if not self.with_user(self)._totp_try_setting(wizard.secret, int(digits)):
            return False
        # As auth_totp does: why keep it.
        wizard.secret = ""
        return True
