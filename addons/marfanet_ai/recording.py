"""A request under way, and what becomes of its row in the ledger.

All is written on cursors of its own and is committed at once, so that it stays whatever
happens to the caller's transaction, and also when that is over.
"""

import logging
import re
import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, fields

from .exceptions import AIServiceError, OverBudget, TryAnother, TryLater
from .tools.prices import Amount
from .tools.transactions import own_cursor

_logger = logging.getLogger(__name__)

# The service has worked, and charges, even where it does not say how much.
CHARGED = ("invalid_output", "refused", "truncated")

# Most that an integer column holds.
MOST = 2**31 - 1
# The name of a model is a service's text: neither long nor anything but a name.
MODEL_LENGTH = 100
_NOT_IN_NAMES = re.compile(r"[^\w.:/@+-]", re.ASCII)


@contextmanager
def recording(registry, values, payers, prices, highest):
    """See ``marfanet.ai.call._recorded``; needs no transaction but its own.

    :param values: of the call: who asks whom
    :param payers: ``tools.periods.Payer`` of all who pay, in the order of reserving
    :param prices: ``tools.prices.Prices`` of the provider
    :param highest: ``tools.prices.Amount``, the most that the request may come to
    """
    moment = fields.Datetime.now()
    periods = [payer.period(moment) for payer in payers]
    with _environment(registry) as env:
        call, refused = env["marfanet.ai.call"]._begin(
            values | {"date": moment}, periods, prices.cost(highest), highest
        )
        running = RunningCall(registry, call.id, prices, highest)
    if refused:
        _tell(registry, "_tell_over", refused)
        raise OverBudget()
    try:
        yield running
    except AIServiceError as error:
        running._fail(error)
        raise
    except BaseException:
        running._lose()
        raise
    running._answer()


class RunningCall:
    """A request that is under way; it outlives the cursor it was begun with.

    :param call_id: of the ``marfanet.ai.call``
    :param highest: the ``Amount`` that was set aside for it
    """

    def __init__(self, registry, call_id, prices, highest):
        self.id = call_id
        self._registry = registry
        self._prices = prices
        self._amount = highest
        self._model = None
        self._is_reported = False
        self._begun = time.monotonic()

    def used(self, *, input_tokens=None, output_tokens=None, seconds=None, model=""):
        """Take down what the service reported; what it left out stays as estimated."""
        reported = {
            "input_tokens": input_tokens,
            "output_tokens": output_tokens,
            "seconds": seconds,
        }
        # Nothing that a service says may give money back or break the ledger.
        known = {
            name: min(max(value, 0), MOST)
            for name, value in reported.items()
            if value is not None
        }
        self._amount = Amount(**vars(self._amount) | known)
        self._is_reported = self._is_reported or bool(known)
        self._model = _NOT_IN_NAMES.sub("", model)[:MODEL_LENGTH] or self._model

    def _answer(self):
        self._settle("answered")

    def _fail(self, error):
        if error.usage:
            self.used(
                input_tokens=error.usage.input_tokens,
                output_tokens=error.usage.output_tokens,
            )
        elif not self._is_reported and error.code not in CHARGED:
            self._amount = Amount()
        self._settle(_status_of(error), error.code)

    def _lose(self):
        settle(self._registry, self.id, None, {"status": "lost"})

    def _settle(self, status, code=None):
        values = {
            "status": status,
            "code": code,
            "latency": round((time.monotonic() - self._begun) * 1000),
            **vars(self._amount),
        }
        if self._model:
            values["model"] = self._model
        settle(self._registry, self.id, self._prices.cost(self._amount), values)


def settle(registry, call_id, cost, values):
    """Settle a call on a cursor of its own, and tell people if that was much.

    :param cost: US dollars, a Decimal; None for what was set aside
    :param values: what else to write of it, by column
    """
    with _environment(registry) as env:
        usage_ids = env["marfanet.ai.call"]._settle(call_id, cost, values)
    for usage_id in usage_ids:
        _tell(registry, "_tell_near", usage_id)


def _tell(registry, method, of_what):
    """Let the people concerned know, if that can be done: no call fails by it."""
    try:
        with _environment(registry) as env:
            getattr(env["marfanet.ai.budget.usage"], method)(of_what)
    except Exception:  # noqa: BLE001 - whatever hinders a message
        _logger.exception("Nobody could be told about an AI budget")


@contextmanager
def _environment(registry):
    with own_cursor(registry) as cr:
        # The ledger is nobody's to write: callers have no rights on it.
        yield api.Environment(cr, SUPERUSER_ID, {})


def _status_of(error):
    if isinstance(error, TryLater):
        return "try_later"
    return "try_another" if isinstance(error, TryAnother) else "needs_person"
