from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.prices import MONEY, Prices, exact


class MarfanetAiProvider(models.Model):
    """What a service charges; nothing where no price is known."""

    _inherit = "marfanet.ai.provider"

    price_input = fields.Float(
        string="Price of Input (USD)",
        digits=MONEY,
        help="US dollars for a million tokens of what is sent.",
    )
    price_output = fields.Float(
        string="Price of Output (USD)",
        digits=MONEY,
        help="US dollars for a million tokens of what is answered.",
    )
    price_minute = fields.Float(
        string="Price of a Minute (USD)",
        digits=MONEY,
        help="US dollars for a minute of audio.",
    )

    _price_not_negative = models.Constraint(
        "CHECK (LEAST(price_input, price_output, price_minute) >= 0)",
        "A price cannot be negative.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        # sudo: that it was asked matters, not who may read the ledger.
        calls = self.env["marfanet.ai.call"].sudo()
        if calls.search_count([("provider_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "The ledger tells what this provider has cost: archive it"
                    " instead of deleting it."
                )
            )

    def _prices(self):
        """Return what the service charges, as ``tools.prices.Prices``."""
        self.ensure_one()
        return Prices(
            exact(self.price_input),
            exact(self.price_output),
            exact(self.price_minute),
        )

    def _is_within_budget(self):
        """Whether the current user's next request to it may still be paid for."""
        return not any(vars(self._prices()).values()) or (
            self.env["marfanet.ai.budget"]._has_left()
        )
