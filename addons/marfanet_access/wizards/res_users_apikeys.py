from odoo import fields, models
from odoo.exceptions import AccessError


class ResUsersApikeysDescription(models.TransientModel):
    _inherit = "res.users.apikeys.description"

    def check_access_make_key(self):
        if not self.env.user._may_make_own_keys():
            raise AccessError(
                self.env._(
                    "Keys are for service accounts: an administrator makes them, at "
                    "the account."
                )
            )
        return super().check_access_make_key()


class ResUsersApikeysShow(models.AbstractModel):
    _inherit = "res.users.apikeys.show"

    expiration_date = fields.Datetime("Valid until", readonly=True)
