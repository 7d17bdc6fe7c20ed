from datetime import timedelta

from odoo import api, fields, models

#: A contact that is logged so much later was not prepared by it.
REACH = timedelta(hours=4)
# A log may be begun, and dated, before the brief is opened from its card.
BEFORE = timedelta(minutes=30)
KEPT = timedelta(days=90)


class MarfanetBriefOpening(models.Model):
    """Who opened which brief when, to tell what it was good for."""

    _name = "marfanet.brief.opening"
    _description = "Opening of a Call Brief"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    user_id = fields.Many2one(
        comodel_name="res.users", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Representative",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    purpose = fields.Selection(
        selection=lambda self: self.env["marfanet.call.brief"]._selection_purpose(),
        required=True,
        readonly=True,
    )
    line = fields.Char(string="In a few words", readonly=True)
    task_id = fields.Many2one(
        comodel_name="marfanet.task",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    brief_id = fields.Many2one(
        comodel_name="marfanet.call.brief",
        string="Call Brief",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="What AI had written; empty if there were only the facts.",
    )
    with_ai = fields.Boolean(
        readonly=True, help="Whether the reader saw what AI had written."
    )
    date = fields.Datetime(required=True, readonly=True)
    interaction_ids = fields.One2many(
        comodel_name="marfanet.interaction", inverse_name="brief_opening_id"
    )

    _user_date_index = models.Index("(user_id, date DESC)")

    @api.model
    def _begin(self, case, brief):
        """Note that the reader has opened a brief.

        :param case: what the call is about
        :param brief: the one that is there already, or none
        """
        # sudo: nobody writes these but this.
        self.sudo().create(
            {
                "user_id": self.env.uid,
                "partner_id": case.partner.id,
                "company_id": case.company.id,
                "purpose": case.purpose,
                "line": case.line,
                "task_id": case.task.id,
                "brief_id": brief.id,
                "with_ai": bool(brief),
                "date": fields.Datetime.now(),
            }
        )

    @api.model
    def _read_ai(self, key, task_id, brief):
        """Note that the reader now sees what AI has written.

        :param dict key: as ``marfanet.call.brief._keep`` takes it
        :param brief: what was written
        """
        # sudo: as in ``_begin``; only the reader's own.
        opening = self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("partner_id", "=", key["partner_id"]),
                ("company_id", "=", key["company_id"]),
                ("purpose", "=", key["purpose"]),
                ("line", "=", key["line"]),
                ("task_id", "=", task_id),
                ("date", ">=", fields.Datetime.now() - REACH),
            ],
            limit=1,
        )
        opening.write({"brief_id": brief.id, "with_ai": True})

    @api.model
    def _before_contacts(self, values_list):
        """Return the opening that prepared each contact, or none.

        :param list values_list: of ``marfanet.interaction.create``
        """
        partners = [values.get("partner_id") for values in values_list]
        now = fields.Datetime.now()
        # sudo: as in ``_begin``; only the caller's own.
        openings = self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("partner_id", "in", [one for one in partners if isinstance(one, int)]),
                ("date", ">=", now - REACH),
            ]
        )
        return [
            openings.filtered(lambda one, values=values: one._prepares(values, now))[:1]
            for values in values_list
        ]

    def _prepares(self, values, now):
        if self.partner_id.id != values.get("partner_id"):
            return False
        # What other systems send, and what is entered late, happened before.
        moment = fields.Datetime.to_datetime(values.get("date") or now)
        return self.date - BEFORE <= moment <= self.date + REACH

    @api.autovacuum
    def _gc_old(self):
        self.search(
            [
                ("date", "<", fields.Datetime.now() - KEPT),
                ("interaction_ids", "=", False),
            ]
        ).unlink()
