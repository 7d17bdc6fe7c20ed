import json

from odoo import SUPERUSER_ID, api, fields, models
from odoo.http import request

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
            event.user_id = event.user_ref if event.user_ref in known else False

    def _search_user_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        # "no person" is kept as NULL, which an Integer's domain calls False
        return [("user_ref", "in", [number or False for number in value])]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # The chain gives these.
            for name in ("position", "previous_hash", "hash"):
                vals.pop(name, None)
        return super().create(vals_list)

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
        :param summary: an English sentence, marked for the translators where it is
            written (``_lt``), with ``%(name)s`` for what ``details`` tells: each
            reader then reads it in their language
        :param user: who did it; else the environment's user, if there is one
        :param door: the door that it concerns
        :param record: the record that it concerns
        :param details: a dictionary of what JSON can hold
        :param apart: whether the entry stays when the transaction is rolled back
        """
        values = self._entry_values(kind, summary, user, door, record, details)
        if not apart:
            # sudo: people enter what they do without reading or writing the log
            self.sudo().create(values)
            self._seal_after_commit()
            return
        with self.env.registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})[self._name].create(values)
        self._seal()

    def _entry_values(self, kind, summary, user, door, record, details):
        if user is None and self.env.uid:
            user = self.env.user
        # sudo: the log names what it is about even to whom may not read that
        user, door, record = (it and it.sudo() for it in (user, door, record))
        return {
            "at": fields.Datetime.now(),
            "kind": kind,
            "summary": summary,
            "user_ref": user.id if user else False,
            "login": user.login if user else False,
            "address": request.httprequest.remote_addr if request else False,
            "door_ref": door.id if door else False,
            "door_name": door.name if door else False,
            "model": record._name if record is not None else False,
            "res_id": record.id if record and len(record) == 1 else False,
            "res_name": ", ".join(record.mapped("display_name")) if record else False,
            "details": json.dumps(
                details, ensure_ascii=False, sort_keys=True, default=str
            )
            if details
            else False,
        }
