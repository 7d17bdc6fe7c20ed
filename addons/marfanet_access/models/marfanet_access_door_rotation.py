from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from ..tools import secrets

_lt = LazyTranslate(__name__)


class MarfanetAccessDoor(models.Model):
    _inherit = "marfanet.access.door"

    def _rotate(self, overlap=timedelta()):
        """Give the door a new address and return its secret, which is kept nowhere.

        :param timedelta overlap: for how long the present address, and who came in by
            it, still count; with none of it everyone of this door is out at their
            next request
        :rtype: str
        """
        secret = self._renew(overlap)
        summary = _lt("The door «%(door)s» has a new address.")
        details = {"generation": self.generation}
        if self.previous_until:
            summary = _lt(
                "The door «%(door)s» has a new address; the old one counts until"
                " %(until)s."
            )
            details["until"] = self.previous_until
        self._enter_event("door", summary, details=details)
        return secret

    def _compromise(self):
        """Give the door a new address at once, end all its sessions; see ``_rotate``.

        :return: the new secret
        :rtype: str
        """
        secret = self._renew(timedelta())
        self._enter_event(
            "door",
            _lt(
                "The address of the door «%(door)s» was compromised: it has another,"
                " and everyone who came in by it is out."
            ),
            details={"generation": self.generation},
        )
        return secret

    def _renew(self, overlap):
        self.ensure_one()
        # Two administrators at once: the second waits, and finds the first's address.
        self.lock_for_update()
        self.invalidate_recordset()
        secret = secrets.new_secret()
        # sudo: the hashes are nobody's to read or write but this model's.
        door_sudo = self.sudo()
        now = fields.Datetime.now()
        is_over = bool(door_sudo.expires_on) and door_sudo.expires_on <= now
        # An address that has expired is not to open again.
        keeps = bool(overlap) and bool(door_sudo.secret_hash) and not is_over
        door_sudo.write(
            {
                "secret_hash": secrets.digest(secret),
                "previous_hash": door_sudo.secret_hash if keeps else False,
                "previous_until": now + overlap if keeps else False,
                "generation": door_sudo.generation + 1,
                "changed_on": now,
            }
        )
        if is_over:
            # A new address is there to open.
            door_sudo.expires_on = False
        if not keeps:
            self._end_sessions()
        return secret

    def _end_sessions(self):
        """End every session of this door's people, open websockets with them.

        What goes out by a websocket is checked by the session's token alone, of which
        ``door_generation`` is a part.
        """
        people = self._people(self)
        if people:
            people.flush_recordset(["door_generation"])
            self.env.cr.execute(
                SQL(
                    "UPDATE res_users SET door_generation ="
                    " COALESCE(door_generation, 0) + 1 WHERE id IN %s",
                    tuple(people.ids),
                )
            )
            people.invalidate_recordset(["door_generation"])
        self._forget_known()

    def _address(self, secret):
        """Return the whole address that opens the door, to be shown once."""
        return f"{self.get_base_url()}/{secret}"
