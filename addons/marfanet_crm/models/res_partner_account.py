from odoo import fields, models


class ResPartner(models.Model):
    """What a representative owes, from the accounts."""

    _inherit = "res.partner"

    account_balance = fields.Monetary(compute="_compute_account")
    account_state = fields.Selection(
        selection=[
            ("debtor", "Debtor"),
            ("settled", "Settled"),
            ("creditor", "Creditor"),
        ],
        compute="_compute_account",
    )
    overdue_amount = fields.Monetary(compute="_compute_account")
    overdue_days = fields.Integer(compute="_compute_account")
    last_payment_date = fields.Date(compute="_compute_account")
    last_payment_amount = fields.Monetary(compute="_compute_account")

    def _compute_account(self):
        self.account_balance = 0
        self.account_state = "settled"
        self.overdue_amount = 0
        self.overdue_days = 0
        self.last_payment_date = False
        self.last_payment_amount = 0
