from datetime import timedelta

from odoo import api, fields, models

from ..tools.qr import data_uri

OVERLAPS = {
    "none": timedelta(),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "three_days": timedelta(days=3),
    "week": timedelta(days=7),
}


class MarfanetAccessDoorRenewal(models.TransientModel):
    """Gives a door a new address and shows it this once."""

    _name = "marfanet.access.door.renewal"
    _description = "New Address of a Door"

    door_id = fields.Many2one(
        comodel_name="marfanet.access.door",
        required=True,
        ondelete="cascade",
        readonly=True,
    )
    is_compromised = fields.Boolean(readonly=True)
    is_first = fields.Boolean(compute="_compute_is_first")
    overlap = fields.Selection(
        selection=[
            ("none", "Not at all: everyone signs in anew"),
            ("hour", "1 hour"),
            ("day", "1 day"),
            ("three_days", "3 days"),
            ("week", "1 week"),
        ],
        string="The old address counts on for",
        default="three_days",
        required=True,
        help="Whoever came in by the old address stays in for as long.",
    )
    channel = fields.Selection(
        selection=[
            ("self", "I hand it over myself, or print it"),
            ("inbox", "In their Odoo inbox, shown once"),
        ],
        string="How people get it",
        default="self",
        required=True,
    )

    @api.depends("door_id")
    def _compute_is_first(self):
        for renewal in self:
            renewal.is_first = renewal.door_id.state == "without"

    def action_renew(self):
        """Give the door its new address.

        :return: the dialog that shows it: what it shows is kept nowhere else
        """
        self.ensure_one()
        door = self.door_id
        door.check_access("write")
        if self.is_compromised:
            secret = door._compromise()
        else:
            secret = door._rotate(OVERLAPS[self.overlap])
        self.env["ir.http"]._stay_in(door)
        told = self._tell(secret)
        return {
            "type": "ir.actions.client",
            "tag": "marfanet_access_address",
            "name": self.env._("The new address"),
            "target": "new",
            "params": {
                "door": door.name,
                "address": door._address(secret),
                "qr": data_uri(door._address(secret)),
                "told": told,
            },
        }

    def _tell(self, secret):
        """Tell the door's people, where that was wanted; return how many."""
        # Who is put out has no inbox to look into.
        if self.channel != "inbox" or not self.door_id.previous_until:
            return 0
        people = self.door_id._people(self.door_id).filtered("active") - self.env.user
        self.env["marfanet.access.notice"]._tell(
            self.door_id, secret, people, self.door_id.previous_until
        )
        return len(people)
