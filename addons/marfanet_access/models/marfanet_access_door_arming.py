import logging

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import config, str2bool
from odoo.tools.translate import LazyTranslate

from ..tools.config_file import doors_are_off

_lt = LazyTranslate(__name__)
_logger = logging.getLogger(__name__)

ARMED = "marfanet_access.armed"


class MarfanetAccessDoor(models.Model):
    _inherit = "marfanet.access.door"

    def _register_hook(self):
        super()._register_hook()
        if doors_are_off(config["config"]):
            _logger.warning(
                "The doors are off by this server's config file ([marfanet_access]"
                " doors = off): anyone with a password signs in without one."
            )

    @api.model
    def _armed(self):
        """Whether the doors refuse: until then nothing about log-in is refused.

        :rtype: bool
        """
        # sudo: asked for each request, before anyone is signed in.
        armed = self.env["ir.config_parameter"].sudo().get_param(ARMED)
        return str2bool(armed or "", False) and not doors_are_off(config["config"])

    @api.constrains("active", "expires_on", "group_ids", "is_admin_door", "sequence")
    def _check_somebody_comes_in(self):
        # The command line is a way in of its own.
        if self.env.uid == SUPERUSER_ID or not self._armed():
            return
        self._forget_known()
        now = fields.Datetime.now()
        ways_in = {
            door.id
            for door in self._known()
            # Nor does one count that shuts one day, when nobody looks.
            if door.is_admin_door and door.is_open(now) and not door.expires_on
        }
        # sudo: whether any of them is left, whoever changes the door
        admins = self.env.ref("base.group_system").sudo().all_user_ids
        admins = admins.filtered("active")
        if not any(self._door_of(user).id in ways_in for user in admins):
            raise ValidationError(
                self.env._(
                    "No system administrator could come in any more: the"
                    " administrators' door needs an address, must stay open, and name a"
                    " group of theirs."
                )
            )

    def _arm(self, user):
        """Arm the doors, now that ``user`` came in here with a second factor.

        :return: whether they are armed by this: only by a system administrator who
            belongs to this, the administrators' door, and only the first time
        :rtype: bool
        """
        # sudo: whoever signs in first arms, before having any right to settings.
        icp_sudo = self.env["ir.config_parameter"].sudo()
        if (
            str2bool(icp_sudo.get_param(ARMED) or "", False)
            or not self.sudo().is_admin_door
            or not user._is_system()
            or self._door_of(user) != self
        ):
            return False
        icp_sudo.set_param(ARMED, "True")
        self._enter_event(
            "door",
            _lt("The doors are armed: from now on only they let people in."),
            user=user,
        )
        _logger.info("Doors armed by user %s", user.id)
        return True

    @api.model
    def _disarm(self):
        """Let people sign in without a door again, until an administrator arms anew."""
        # sudo: the command line's way back in; nobody signed in can call it.
        self.env["ir.config_parameter"].sudo().set_param(ARMED, False)
        self.env["marfanet.access.event"]._enter(
            "recovery",
            _lt("The doors were disarmed by the server's command line.")._source,
        )
        _logger.info("Doors disarmed")
