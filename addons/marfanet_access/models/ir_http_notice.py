from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Say whether a new address waits, so that opening any page tells of it."""
        result = super().session_info()
        result["marfanet_access_notice"] = self.env["marfanet.access.notice"]._waiting()
        return result
