from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache


class IrRule(models.Model):
    """Of what is on the list, the records that are the CRM's.

    In code, beside the rules that an administrator sees and may switch off; and so that
    an addon below this one can be updated, when these methods are not there yet.
    """

    _inherit = "ir.rule"

    # As of the overridden one.
    @api.model
    @ormcache(
        "self.env.uid",
        "self.env.su",
        "model_name",
        "mode",
        "tuple(self._compute_domain_context_values())",
    )
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        if self.env.su or not self.env.user._reach():
            return domain
        within = self._reach_domain(model_name)
        return (domain & within).optimize(self.env[model_name])

    @api.model
    def _reach_domain(self, model_name):
        """Return which records of a model are in the reach of who is limited."""
        # sudo: one's own companies' names on papers and screens.
        user = self.env.user.sudo()
        match model_name:
            case "res.partner":
                return (
                    Domain("is_representative", "=", True)
                    | Domain("parent_id.is_representative", "=", True)
                    | Domain("partner_share", "=", False)
                    | Domain("id", "in", user.company_ids.partner_id.ids)
                )
            case "res.users":
                return Domain("share", "=", False)
            case "mail.message":
                return (
                    self._beside_pages_of_staff("model")
                    | Domain("author_id", "=", user.partner_id.id)
                    | Domain("partner_ids", "in", user.partner_id.ids)
                )
            case "ir.attachment":
                # A field's file is its picture.
                return self._beside_pages_of_staff("res_model") | Domain(
                    "res_field", "!=", False
                )
        return Domain.TRUE

    @api.model
    def _beside_pages_of_staff(self, model_field):
        """Return the domain of what is kept on other pages than a colleague's."""
        staff = self.env["res.partner"]._other_staff_ids()
        return Domain(model_field, "!=", "res.partner") | Domain(
            "res_id", "not in", list(staff)
        )
