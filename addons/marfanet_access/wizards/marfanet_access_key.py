from datetime import UTC, datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.base.models.res_users import check_identity

# Days that a key is valid if nobody says otherwise, as Odoo has it for people, and at
# most: who has left, or been forgotten, is out within a year.
_DAYS = 90
_MOST_DAYS = 366


class MarfanetAccessKey(models.TransientModel):
    """How an administrator makes a key for another system's account."""

    _name = "marfanet.access.key"
    _description = "New Key"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Service account",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    name = fields.Char(
        "What for",
        required=True,
        help="The system that gets the key, and what it does with it. A key is never"
        " shown again: this is how you find it.",
    )
    valid_until = fields.Date(
        required=True,
        default=lambda self: fields.Date.today() + timedelta(days=_DAYS),
        help="The last day of the key. Make the next one before.",
    )

    @api.constrains("user_id")
    def _check_user_id(self):
        for wizard in self:
            if not wizard.user_id._is_service():
                raise ValidationError(
                    self.env._("Only a service account can have a key.")
                )

    @api.constrains("valid_until")
    def _check_valid_until(self):
        today = fields.Date.today()
        for wizard in self:
            if not 0 <= (wizard.valid_until - today).days <= _MOST_DAYS:
                raise ValidationError(
                    self.env._("A key is valid for a year at most, and from today on.")
                )

    @check_identity
    def make_key(self):
        """Make the key, and show it this once.

        :return: the action of the client, whose context has the key
        """
        self.ensure_one()
        if not self.env.is_system():
            raise AccessError(self.env._("Only administrators make keys."))
        # The end of that day where the administrator is.
        night = datetime.combine(self.valid_until, time.max).replace(microsecond=0)
        end = self.env.tz.localize(night).astimezone(UTC).replace(tzinfo=None)
        # sudo: in the account's own name, as Odoo makes keys; for longer than the
        # account may by itself
        keys = self.env["res.users.apikeys"].with_user(self.user_id).sudo()
        key = keys._generate(None, self.name, end)
        title = self.env._("Key for %(name)s", name=self.user_id.name)
        view = self.env.ref("marfanet_access.res_users_apikeys_show_view_form")
        self.unlink()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "res.users.apikeys.show",
            "views": [(view.id, "form")],
            "target": "new",
            "context": {"default_key": key, "default_expiration_date": end},
        }
