from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from ..tools import secrets

_lt = LazyTranslate(__name__)

# What only the methods of this model may write: through it runs who is let in.
GUARDED = {"secret_hash", "previous_hash", "previous_until", "generation"}

# Set in a transaction that has changed a door.
FORGETTING = "marfanet_access.forget_doors"


class KnownDoor(NamedTuple):
    """A door as every request needs it, kept in memory."""

    id: int
    group_ids: frozenset[int]
    secret_hash: str
    previous_hash: str
    previous_until: datetime | None
    expires_on: datetime | None
    generation: int
    requires_second_factor: bool
    is_admin_door: bool

    def is_open(self, now: datetime) -> bool:
        return bool(self.secret_hash) and not (
            self.expires_on and self.expires_on <= now
        )

    def holds(self, generation: int, now: datetime) -> bool:
        """Whether a stamp of this generation still counts at ``now``."""
        return generation == self.generation or (
            generation == self.generation - 1
            and self.previous_until is not None
            and now < self.previous_until
        )


class MarfanetAccessDoor(models.Model):
    """One secret address, and the people who enter by it."""

    _name = "marfanet.access.door"
    _description = "Door"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=10,
        help="A person belongs to one door: the first in this order that names a"
        " group of theirs.",
    )
    group_ids = fields.Many2many(
        comodel_name="res.groups",
        string="Who may enter",
        help="Members of any of these groups enter by this door, and by no other.",
    )
    requires_second_factor = fields.Boolean(
        help="Nobody gets in here without a second factor: an authenticator app's"
        " code or a passkey.",
    )
    is_admin_door = fields.Boolean(
        string="Administrators' door",
        help="The doors begin to refuse once a system administrator has come in here"
        " with a second factor.",
    )
    expires_on = fields.Datetime(
        help="From this moment nobody enters by this door, and who came in by it is"
        " out. Empty: it stays open.",
    )

    # The secret itself is shown once and kept nowhere.
    secret_hash = fields.Char(groups=fields.NO_ACCESS, copy=False)
    previous_hash = fields.Char(groups=fields.NO_ACCESS, copy=False)
    previous_until = fields.Datetime(
        string="Old address until",
        readonly=True,
        copy=False,
        help="Until then the address before this one still opens.",
    )
    generation = fields.Integer(
        readonly=True,
        copy=False,
        help="How many addresses this door has had. Each sign-in carries the number"
        " that it came in by.",
    )
    changed_on = fields.Datetime(string="Address since", readonly=True, copy=False)

    _generation_not_negative = models.Constraint(
        "CHECK (generation >= 0)", "A door's generation only grows."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_guarded(vals)
        doors = super().create(vals_list)
        self._forget_known()
        for door in doors:
            door._enter_event("door", _lt("The door «%(door)s» was made."))
        return doors

    def write(self, vals):
        self._check_guarded(vals)
        result = super().write(vals)
        self._forget_known()
        # A new address has an entry of its own.
        if not GUARDED & vals.keys():
            for door in self:
                door._enter_event(
                    "door",
                    _lt("The door «%(door)s» was changed: %(fields)s."),
                    details={"fields": sorted(vals)},
                )
        return result

    def unlink(self):
        for door in self:
            door._enter_event("door", _lt("The door «%(door)s» was deleted."))
        result = super().unlink()
        self._forget_known()
        # The administrators may have come in by the one that is gone.
        self._check_somebody_comes_in()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_last_admin_door(self):
        others = self.search([("is_admin_door", "=", True), ("id", "not in", self.ids)])
        if any(self.mapped("is_admin_door")) and not others:
            raise UserError(
                self.env._("The administrators' door is how you come in: it stays.")
            )

    def _check_guarded(self, vals):
        if not self.env.su and GUARDED & vals.keys():
            raise AccessError(
                self.env._("An address is changed by «New address» alone.")
            )

    def _forget_known(self):
        # Every worker is told through the database and forgets at its next request,
        # whatever has changed the door: not all that commits tells them by itself.
        registry = self.env.registry
        registry.clear_cache()
        postcommit = self.env.cr.postcommit
        if registry.ready and FORGETTING not in postcommit.data:
            postcommit.data[FORGETTING] = True
            # Another thread may ask in between, and keep the doors as they were.
            postcommit.add(registry.clear_cache)
            postcommit.add(registry.signal_changes)

    def _enter_event(self, kind, summary, **about):
        """Enter into the audit log what was done to this door.

        :param summary: marked with ``_lt``; it may name %(door)s
        """
        details = {"door": self.name, **about.pop("details", {})}
        self.env["marfanet.access.event"]._enter(
            kind, summary._source, door=self, details=details, **about
        )

    # What every request asks

    @tools.ormcache()
    def _known(self) -> tuple[KnownDoor, ...]:
        """Return the active doors in their order."""
        # sudo: asked before anyone is signed in; nothing of it leaves the server.
        doors = self.sudo().with_context(active_test=True).search([])
        return tuple(
            KnownDoor(
                id=door.id,
                group_ids=frozenset(door.group_ids.ids),
                secret_hash=door.secret_hash or "",
                previous_hash=door.previous_hash or "",
                previous_until=door.previous_until or None,
                expires_on=door.expires_on or None,
                generation=door.generation,
                requires_second_factor=door.requires_second_factor,
                is_admin_door=door.is_admin_door,
            )
            for door in doors
        )

    @api.model
    def _find(self, segment):
        """Return the door that this segment of an address opens now.

        As much is computed for noise as for a near miss.

        :param str segment: what stands between the slashes, as it came
        :return: the door and the generation of the secret that opened it; an empty
            recordset and 0 where there is none
        :rtype: tuple
        """
        known = self._known()
        hashes = [door.secret_hash for door in known]
        hashes += [door.previous_hash for door in known]
        place = secrets.position(secrets.digest(segment), hashes)
        if place is None:
            return self.browse(), 0
        door = known[place % len(known)]
        generation = door.generation - place // len(known)
        now = fields.Datetime.now()
        if not (door.is_open(now) and door.holds(generation, now)):
            return self.browse(), 0
        return self.browse(door.id), generation

    @api.model
    def _door_of(self, user):
        """Return the door that ``user`` belongs to, or an empty recordset.

        It is the first in sequence that names one of their groups, open or not: an
        administrator whose door has expired does not slip in by the agents'.
        """
        # sudo: a person's groups decide, whoever asks.
        groups = frozenset(user.sudo()._get_group_ids())
        for door in self._known():
            if groups & door.group_ids:
                return self.browse(door.id)
        return self.browse()

    @api.model
    def _stamped(self, stamp):
        """Return the door that a session's stamp still holds for, else an empty one.

        :param stamp: ``session["marfanet_door"]``: {"door": id, "generation": n,
            "until": an ISO moment in UTC or None}, or None
        """
        if stamp:
            now = fields.Datetime.now()
            until = stamp["until"]
            for door in self._known():
                if (
                    door.id == stamp["door"]
                    and door.is_open(now)
                    and door.holds(stamp["generation"], now)
                    and (until is None or now < datetime.fromisoformat(until))
                ):
                    return self.browse(door.id)
        return self.browse()

    @api.model
    def _fits(self, stamp, user):
        """Whether this stamp lets ``user`` be signed in: it holds and is of their door.

        :rtype: bool
        """
        door = self._stamped(stamp)
        return bool(door) and door == self._door_of(user)

    @api.model
    def _people(self, doors):
        """Return the users who belong to any of ``doors``."""
        # sudo: everyone whose sessions end, whoever ends them; archived ones too.
        users = (
            self.env["res.users"]
            .sudo()
            .with_context(active_test=False)
            .search([("all_group_ids", "in", doors.sudo().group_ids.ids)])
        )
        return users.filtered(lambda user: self._door_of(user) in doors)
