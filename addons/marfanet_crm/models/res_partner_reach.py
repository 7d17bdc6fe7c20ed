from odoo import models

# By these the record rules tell whether a contact is a lead's to write.
REACH = {"company_id", "is_representative", "parent_id"}


class ResPartner(models.Model):
    """Leads write representatives, and do not write them out of their own reach."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and REACH & vals.keys() and self._is_written_by_lead():
            self.check_access("write")
        return result

    def _is_written_by_lead(self):
        # Whoever manages all contacts is not narrowed to what a lead may do.
        user = self.env.user
        return user.has_group(
            "marfanet_crm.group_marfanet_lead"
        ) and not user.has_group("base.group_partner_manager")
