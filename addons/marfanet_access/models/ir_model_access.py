from odoo import models
from odoo.tools import ormcache


class IrModelAccess(models.Model):
    """What is not on a list is out of reach, whatever other addons grant."""

    _inherit = "ir.model.access"

    # As of the overridden one: both depend on nothing but the person.
    @ormcache("self.env.uid", "mode")
    def _get_allowed_models(self, mode="read"):
        allowed = super()._get_allowed_models(mode)
        reach = self.env.user._reach()
        if not reach:
            return allowed
        return allowed & self.env["res.users"]._reach_lists().models_of(reach, mode)
