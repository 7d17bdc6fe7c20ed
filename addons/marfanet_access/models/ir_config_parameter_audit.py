from odoo import models

from ..tools import audited


class IrConfigParameter(models.Model):
    _inherit = "ir.config_parameter"

    def _audited(self):
        return super()._audited().filtered(lambda it: audited.PARAMETERS.match(it.key))

    def _audit_hides(self, name):
        if name == "value" and audited.SECRET.search(self.key):
            return True
        return super()._audit_hides(name)
