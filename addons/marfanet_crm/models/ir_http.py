from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Bring the reminders that came while no page was open, without a request."""
        result = super().session_info()
        if self.env.user.has_group("marfanet_crm.group_marfanet_agent"):
            result["marfanet_reminders"] = self.env["marfanet.task.reminder"]._unseen()
        return result
