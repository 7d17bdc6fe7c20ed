from odoo import models

# By these the record rules tell whose a record is; what was said in an interaction is
# its agent's.
OWNERS = {"user_id", "company_id", "interaction_id"}


class MarfanetReachMixin(models.AbstractModel):
    """Nobody writes a record out of their own reach.

    Odoo checks the rules before a write, not after it: without this an agent could put
    a log in a colleague's name, or a task on a colleague's list.
    """

    _name = "marfanet.reach.mixin"
    _description = "Stays Within Reach"

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and OWNERS & vals.keys():
            self.check_access("write")
        return result
