from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

KEYS = "res.users.apikeys"


class ResUsersApikeys(models.Model):
    _inherit = "res.users.apikeys"

    def _check_credentials(self, *, scope, key):
        """Find whose key this is; of one who may use none it is as unknown as any.

        Every way by which a key is looked at passes here: JSON-2, the pages of its
        documentation, XML-RPC, JSON-RPC and the mail plugin.
        """
        user_id = super()._check_credentials(scope=scope, key=key)
        # auth_totp's trusted devices inherit this model: they are no keys.
        if not user_id or self._name != KEYS:
            return user_id
        # Whoever asks is nobody yet, and Odoo cannot look at groups for nobody.
        # sudo: the account's own groups
        user = self.env["res.users"].browse(user_id).with_user(user_id).sudo()
        if user._may_use_keys():
            return user_id
        user._alert_of_refused_key()
        return None

    def _generate(self, scope, name, expiration_date):
        if self._name == KEYS:
            user = self.env.user
            if not user._may_use_keys():
                raise AccessError(self.env._("Keys are for service accounts only."))
            until = fields.Datetime.to_datetime(expiration_date)
            user._enter_key(
                _lt("Key «%(key)s» of %(account)s made.")._source, key=name, until=until
            )
        return super()._generate(scope, name, expiration_date)

    def _remove(self):
        if self._name == KEYS:
            for key in self:
                key.user_id._enter_key(
                    _lt("Key «%(key)s» of %(account)s removed.")._source, key=key.name
                )
        return super()._remove()


class ResUsersApikeysDescription(models.TransientModel):
    _inherit = "res.users.apikeys.description"

    def check_access_make_key(self):
        super().check_access_make_key()
        if not self.env.user._may_make_own_keys():
            raise AccessError(
                self.env._(
                    "Keys are for service accounts: an administrator makes them, at "
                    "the account."
                )
            )


class ResUsersApikeysShow(models.AbstractModel):
    _inherit = "res.users.apikeys.show"

    expiration_date = fields.Datetime("Valid until", readonly=True)
