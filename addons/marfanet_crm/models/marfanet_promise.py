from odoo import api, fields, models
from odoo.fields import Domain

_KEPT_BY_CODE = {"settled_date", "settled_by_id"}


class MarfanetPromise(models.Model):
    """What one side promised the other in a contact, until it is kept or dropped."""

    _name = "marfanet.promise"
    _description = "Promise"
    _inherit = ["marfanet.said.mixin"]
    _order = "date_due, id desc"

    side = fields.Selection(
        selection=[("us", "Us"), ("them", "Them")],
        string="Promised by",
        required=True,
        default="us",
        help="Us: what the team owes the representative. Them: what the representative"
        " owes the team.",
    )
    text = fields.Text(string="Promise")
    date_due = fields.Date(string="Due", help="Empty where no day was named.")
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    # What came of it
    state = fields.Selection(
        selection=[("open", "Open"), ("kept", "Fulfilled"), ("dropped", "Dropped")],
        required=True,
        default="open",
    )
    settled_date = fields.Datetime(string="Settled on", readonly=True, copy=False)
    settled_by_id = fields.Many2one(comodel_name="res.users", readonly=True, copy=False)

    _open_index = models.Index("(partner_id, date_due) WHERE state = 'open'")

    @api.depends("state", "date_due")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for promise in self:
            due = promise.date_due
            promise.is_late = promise.state == "open" and bool(due) and due < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain("state", "=", "open") & Domain("date_due", "<", today)

    @api.model_create_multi
    def create(self, vals_list):
        # With the default too, which a caller's context can change.
        default = self.default_get(["state"])
        return super().create(
            [self._with_settled({**default, **values}) for values in vals_list]
        )

    def write(self, vals):
        return super().write(self._with_settled(vals))

    def _with_settled(self, values):
        """Return the values with who settles it and when: nobody else says so."""
        values = {
            name: value for name, value in values.items() if name not in _KEPT_BY_CODE
        }
        if "state" not in values:
            return values
        is_open = values["state"] == "open"
        return {
            **values,
            "settled_date": False if is_open else fields.Datetime.now(),
            "settled_by_id": False if is_open else self.env.uid,
        }

    # --- ACTIONS

    def action_keep(self):
        """Say that the promises were kept. Whoever may read them may say so.

        :return: ``True``
        :raise AccessError: the caller may not read one of them
        """
        return self._settle("kept")

    def action_drop(self):
        """Say that the promises no longer stand. Whoever may read them may say so.

        :return: ``True``
        :raise AccessError: the caller may not read one of them
        """
        return self._settle("dropped")

    def action_reopen(self):
        """Say that the promises stand after all. Whoever may read them may say so.

        :return: ``True``
        :raise AccessError: the caller may not read one of them
        """
        return self._settle("open")

    def _settle(self, state):
        self.check_access("read")
        # sudo: a promise bears the name of the agent who heard it, but «I have paid»
        # is told to whoever of the team answers the phone.
        self.filtered(lambda promise: promise.state != state).sudo().state = state
        return True
