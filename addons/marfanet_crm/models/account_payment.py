from odoo import models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    # Odoo has none on the partner: a representative's last payments would be looked for
    # among everybody's.
    _marfanet_partner_date_index = models.Index("(partner_id, date DESC, id DESC)")
