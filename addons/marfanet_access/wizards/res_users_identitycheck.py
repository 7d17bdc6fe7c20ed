from odoo import models
from odoo.exceptions import UserError


class ResUsersIdentitycheck(models.TransientModel):
    _inherit = "res.users.identitycheck"

    def _check_identity(self):
        attempts = self.env["marfanet.access.attempt"]
        attempts._refuse_if_too_many("login", self.env.uid)
        try:
            return super()._check_identity()
        except UserError:
            attempts._failed("login", self.env.uid)
            raise
