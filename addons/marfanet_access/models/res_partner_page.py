from odoo import api, models

PAGE = "marfanet_crm.res_partner_view_form_representative"


class ResPartner(models.Model):
    """Which page of a contact opens for whom."""

    _inherit = "res.partner"

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        # Odoo's own page shows bank accounts, prices and cards, which are beyond the
        # reach of agents and leads: whatever leads them to a contact, an error would
        # be all they saw.
        is_default = view_type == "form" and not view_id
        if is_default and not self.env.context.get("form_view_ref"):
            if self.env.user._reach():
                # sudo: which view it is, agents may not look up.
                view_id = self.env["ir.model.data"].sudo()._xmlid_to_res_id(PAGE)
        return super().get_view(view_id, view_type, **options)
