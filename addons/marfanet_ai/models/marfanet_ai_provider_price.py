from odoo import fields, models

from ..tools.prices import DIGITS, Prices, exact

PRICE_DIGITS = (16, DIGITS)


class MarfanetAiProvider(models.Model):
    """What a service charges; nothing where no price is known."""

    _inherit = "marfanet.ai.provider"

    price_input = fields.Float(
        string="Price of Input (USD)",
        digits=PRICE_DIGITS,
        help="US dollars for a million tokens of what is sent.",
    )
    price_output = fields.Float(
        string="Price of Output (USD)",
        digits=PRICE_DIGITS,
        help="US dollars for a million tokens of what is answered.",
    )
    price_minute = fields.Float(
        string="Price of a Minute (USD)",
        digits=PRICE_DIGITS,
        help="US dollars for a minute of audio.",
    )

    _price_not_negative = models.Constraint(
        "CHECK (LEAST(price_input, price_output, price_minute) >= 0)",
        "A price cannot be negative.",
    )

    def _prices(self):
        """Return what the service charges, as ``tools.prices.Prices``."""
        self.ensure_one()
        return Prices(
            exact(self.price_input),
            exact(self.price_output),
            exact(self.price_minute),
        )
