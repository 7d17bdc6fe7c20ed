from odoo import api, fields, models
from odoo.tools import config

from ..tools.config_file import doors_are_off


class MarfanetAccessDoor(models.Model):
    """How a door is doing, for the administrators' list and form."""

    _inherit = "marfanet.access.door"

    state = fields.Selection(
        selection=[
            ("without", "No address yet"),
            ("open", "Open"),
            ("overlap", "Two addresses"),
            ("expired", "Expired"),
        ],
        compute="_compute_state",
    )
    people_count = fields.Integer(string="People", compute="_compute_people_count")
    arming = fields.Selection(
        selection=[
            ("armed", "Armed"),
            ("waiting", "Not armed yet"),
            ("off", "Off by the config file"),
        ],
        compute="_compute_arming",
        help="Armed, only the doors let people in.",
    )

    @api.depends("secret_hash", "previous_until", "expires_on")
    def _compute_state(self):
        now = fields.Datetime.now()
        for door in self:
            # sudo: whether there is an address, which says nothing of it
            if not door.sudo().secret_hash:
                door.state = "without"
            elif door.expires_on and door.expires_on <= now:
                door.state = "expired"
            elif door.previous_until and now < door.previous_until:
                door.state = "overlap"
            else:
                door.state = "open"

    @api.depends("group_ids", "sequence", "active")
    def _compute_people_count(self):
        for door in self:
            people = self._people(door._origin)
            door.people_count = len(people.filtered("active"))

    def _compute_arming(self):
        if doors_are_off(config["config"]):
            self.arming = "off"
        else:
            self.arming = "armed" if self._armed() else "waiting"

    def action_new_address(self):
        return self._open_renewal(compromised=False)

    def action_compromised(self):
        return self._open_renewal(compromised=True)

    def _open_renewal(self, compromised):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Address compromised")
            if compromised
            else self.env._("New address"),
            "res_model": "marfanet.access.door.renewal",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_door_id": self.id,
                "default_is_compromised": compromised,
            },
        }
