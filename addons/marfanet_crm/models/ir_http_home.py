from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Open the daily work log first, for agents who chose no home of their own.

        Nothing is written on their user: whoever sets a home action keeps it, and an
        administrator finds Odoo as it was.
        """
        result = super().session_info()
        user = self.env.user
        if (
            result.get("is_internal_user")
            and not result.get("home_action_id")
            and user.has_group("marfanet_crm.group_marfanet_agent")
            and not user.has_group("base.group_system")
        ):
            result["home_action_id"] = self.env["ir.model.data"]._xmlid_to_res_id(
                "marfanet_crm.marfanet_daily_work_log_action", raise_if_not_found=False
            )
        return result
