from odoo import models

ADDRESS = "marfanet_access.report_address"


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _get_layout(self):
        # A page that brings its style and fonts with it, and asks the server for
        # nothing: what it asks for would be in the log of requests.
        if self[:1].report_name == ADDRESS:
            return self.env.ref("marfanet_access.report_address_layout")
        return super()._get_layout()
