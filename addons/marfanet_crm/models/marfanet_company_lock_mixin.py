from odoo import models
from odoo.exceptions import AccessError


class MarfanetCompanyLockMixin(models.AbstractModel):
    """What was logged stays with its company and its representative.

    Moving a record would take it out of one team's history into another's, past the
    rules that keep companies apart.
    """

    _name = "marfanet.company.lock.mixin"
    _description = "Stays With Its Company"

    def write(self, vals):
        # Who may not write at all is told so, not how the record is kept.
        if not self.env.su and {"company_id", "partner_id"} & vals.keys():
            self.check_access("write")
            self._check_stays_with_company(vals)
        return super().write(vals)

    def _check_stays_with_company(self, vals):
        user = self.env.user
        is_admin = user.has_group("marfanet_crm.group_marfanet_admin")
        if not is_admin and self._moves("company_id", vals):
            raise AccessError(
                self.env._(
                    "This record stays with its company. Only an administrator of the"
                    " CRM may move it to another one."
                )
            )
        is_lead = user.has_group("marfanet_crm.group_marfanet_lead")
        if not is_lead and self._moves("partner_id", vals):
            raise AccessError(
                self.env._(
                    "This record stays with its representative. Archive it and make"
                    " another one, or ask a lead to move it."
                )
            )

    def _moves(self, name, vals):
        if name not in vals:
            return False
        return any(record[name].id != (vals[name] or False) for record in self)
