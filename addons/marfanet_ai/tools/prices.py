"""What a request costs, in US dollars."""

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

#: Digits after the point that money is counted with: a millionth of a dollar, because
#: a short question to a cheap model costs a few thousandths of a cent.
DIGITS = 6
#: The same, as Odoo's fields want it.
MONEY = (16, DIGITS)
_SMALLEST = Decimal(1).scaleb(-DIGITS)
_MILLION = 1_000_000
_SECONDS_A_MINUTE = 60


def exact(value: float) -> Decimal:
    """Return a stored amount as the decimal number that the database holds."""
    return Decimal(repr(value))


@dataclass(frozen=True)
class Amount:
    """How much is asked of a service, or was used.

    :param seconds: length of the audio
    """

    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Prices:
    """What a service charges, in US dollars.

    :param input: for a million tokens of the question
    :param output: for a million tokens of the answer
    :param minute: for a minute of audio
    """

    input: Decimal
    output: Decimal
    minute: Decimal

    def cost(self, amount: Amount) -> Decimal:
        """Return the cost in US dollars, rounded up to ``DIGITS``.

        Upwards, so that what is set aside for a request is never less than what the
        same amount costs afterwards.
        """
        cost = (
            amount.input_tokens * self.input / _MILLION
            + amount.output_tokens * self.output / _MILLION
            + exact(amount.seconds) * self.minute / _SECONDS_A_MINUTE
        )
        return cost.quantize(_SMALLEST, rounding=ROUND_UP)
