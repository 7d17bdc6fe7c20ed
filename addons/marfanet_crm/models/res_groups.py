from odoo import api, models


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.model
    def _marfanet_leads_sudo(self):
        """Return the leads' group, as the address of what they are told over the bus.

        Whoever sends it need not be able to read the group, nor who is in it.
        """
        # sudo: which group it is, agents may not look up.
        data = self.env["ir.model.data"].sudo()
        # sudo: agents may not read groups; this one's channel is only the address.
        return self.sudo().browse(
            data._xmlid_to_res_id("marfanet_crm.group_marfanet_lead")
        )
