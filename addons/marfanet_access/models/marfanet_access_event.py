import json

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.translate import LazyGettext

from ..tools.client import current_client

KINDS = [
    ("sign_in", "Sign-in"),
    ("sign_out", "Sign-out"),
    ("refused", "Refusal"),
    ("door", "Door"),
    ("alert", "Alert"),
    ("export", "Export"),
    ("deletion", "Deletion"),
    ("settings", "Settings"),
    ("rights", "Rights"),
    ("key", "Key"),
    ("recovery", "Recovery"),
]


class MarfanetAccessEvent(models.Model):
    """The audit log: what was done, by whom, from where; nothing of it is ever changed.

    What it names (people, doors, records) is kept as numbers and words without foreign
    keys: those go away or are merged, and PostgreSQL would then write to the log.
    """

    _name = "marfanet.access.event"
    _inherit = "marfanet.access.added.mixin"
    _description = "Audit Entry"
    _order = "id desc"
    _rec_name = "sentence"

    at = fields.Datetime("When", required=True, index=True)
    kind = fields.Selection(KINDS, required=True, index=True)
    summary = fields.Char(required=True)

    # By whom, from where
    user_ref = fields.Integer("Number of the Person", aggregator=None, index=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        compute="_compute_user_id",
        search="_search_user_id",
    )
    login = fields.Char()
    address = fields.Char("Network Address")

    # About what
    door_ref = fields.Integer("Number of the Door", aggregator=None)
    door_name = fields.Char("Door")
    model = fields.Char(index=True)
    res_id = fields.Integer("Number of the Record", aggregator=None)
    res_name = fields.Char("Record")
    details = fields.Text()

    # The chain; filled once, when the transaction that made the entry has been
    # committed (see marfanet_access_event_chain.py)
    position = fields.Integer("Number", aggregator=None)
    previous_hash = fields.Char("Hash Before")
    hash = fields.Char()

    def _compute_user_id(self):
        # sudo: who reads the log reads who did it, whatever else they may read
        people = self.env["res.users"].sudo().with_context(active_test=False)
        known = set(people.search([("id", "in", self.mapped("user_ref"))]).ids)
        for event in self:
            event.user_id = event.user_ref if event.user_ref in known else None

    def _search_user_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        # "no person" is kept as NULL, which an Integer's domain calls False
        return [("user_ref", "in", [number or False for number in value])]

    @api.model
    def _enter(
        self,
        kind,
        summary,
        *,
        user=None,
        door=None,
        record=None,
        details=None,
        apart=False,
    ):
        """Enter into the audit log what happened; never a secret, password or key.

        :param kind: one of ``KINDS``
        :param summary: what ``_lt`` returned, or its English source, so that each
            reader reads it in their language; ``%(name)s`` in it is what ``details``
            tells, or ``record``, ``model`` or ``door``
        :param user: who did it; else the environment's user, if there is one
        :param door: the door that it concerns
        :param record: the record that it concerns
        :param details: a dictionary of what JSON can hold
        :param apart: whether the entry stays when the transaction is rolled back
        """
        values = self._entry_values(kind, summary, user, door, record, details)
        if not apart:
            self._insert(self.env.cr, values)
            self._seal_after_commit()
            return
        with self.env.registry.cursor() as cr:
            self._insert(cr, values)
        self._seal()

    def _insert(self, cr, values):
        """Write an entry: the one way in, as ``create`` is for nobody."""
        columns = SQL(", ").join(map(SQL.identifier, values))
        cr.execute(
            SQL(
                "INSERT INTO %s (%s) VALUES %s",
                SQL.identifier(self._table),
                columns,
                tuple(values.values()),
            )
        )

    def _entry_values(self, kind, summary, user, door, record, details):
        if isinstance(summary, LazyGettext):
            details = {**summary._args, **(details or {})} if summary._args else details
            summary = summary._source
        if user is None and self.env.uid:
            user = self.env.user
        client = current_client()
        # sudo: the log names what it is about even to whom may not read that
        user, door, record = (it and it.sudo() for it in (user, door, record))
        return {
            "at": fields.Datetime.now(),
            "kind": kind,
            "summary": summary,
            "user_ref": user.id if user else None,
            "login": user.login if user else None,
            "address": client.address if client else None,
            "door_ref": door.id if door else None,
            "door_name": door.name if door else None,
            "model": record._name if record is not None else None,
            "res_id": record.id if record and len(record) == 1 else None,
            "res_name": ", ".join(record.mapped("display_name")) if record else None,
            "details": json.dumps(
                details, ensure_ascii=False, sort_keys=True, default=str
            )
            if details
            else None,
        }
