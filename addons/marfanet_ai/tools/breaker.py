"""When a service that fails is left alone, and when it is tried again.

A circuit breaker (Nygard, «Release It!»): *closed*, requests pass; *open*, the service
rests; *half open*, its rest is over and one request tries it for all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..exceptions import AIServiceError, NeedsPerson, OverBudget, TryLater

# Two failures in a row are what a bad line looks like, three are a service's.
FAILURES_TO_OPEN = 3
# Seconds of the first rest; each rest that did not help doubles the next one.
FIRST_REST = 60
# Of a service that asked for fewer requests without saying when.
FIRST_REST_RATE_LIMITED = 30
# Nobody waits longer than this for a service that came back by itself.
LONGEST_REST = 15 * 60
# A wrong key does not mend itself, but a bill gets paid: it is tried now and then.
REST_NEEDS_PERSON = 15 * 60
# The longest wait that a service's Retry-After is believed.
LONGEST_ASKED = 60 * 60
# How soon to ask again while another caller tries the service.
PROBE_WAIT = 15

# Errors that are somebody else answering at the address, or a service gone wild.
_NOT_THE_SERVICE = {"not_json", "oversize_reply"}


@dataclass(frozen=True)
class State:
    """What is known of a service.

    :param failures: how many requests failed in a row
    :param rests: how many rests in a row did not help
    :param rests_until: naive UTC; None while the breaker is closed
    :param probed_until: until when somebody else may still be trying the service
    :param code: of the error that opened the breaker, a key of ``REASONS``
    :param needs_person: whether that error was one that waiting does not mend
    """

    failures: int = 0
    rests: int = 0
    rests_until: datetime | None = None
    probed_until: datetime | None = None
    code: str = ""
    needs_person: bool = False

    def position(self, now: datetime) -> str:
        """Return "closed", "open" or "half_open"."""
        if not self.rests_until:
            return "closed"
        return "open" if self.rests_until > now else "half_open"

    def wait(self, now: datetime) -> float:
        """Return the seconds after which asking makes sense; 0 to ask now."""
        if self.rests_until and self.rests_until > now:
            return (self.rests_until - now).total_seconds()
        if self.probed_until and self.probed_until > now:
            return min(PROBE_WAIT, (self.probed_until - now).total_seconds())
        return 0.0


def counts(error: AIServiceError) -> bool:
    """Say whether an error tells of the service, and not of the request."""
    if isinstance(error, OverBudget):
        return False
    told = isinstance(error, TryLater | NeedsPerson)
    return told or error.code in _NOT_THE_SERVICE


def after_failure(
    state: State, error: AIServiceError, now: datetime, *, probing: bool
) -> State:
    """Return the state after an error that ``counts``.

    :param probing: whether this request was the one that tried the service for all
    """
    if state.position(now) != "closed" and not probing:
        # Sent before the breaker opened: it tells nothing new, but for the moment
        # before which the service wants no request.
        asked = _asked(error)
        until = max(state.rests_until, now + timedelta(seconds=asked or 0))
        return replace(state, rests_until=until)
    failures = state.failures + 1
    rest = _rest(error, state.rests)
    asked_to_wait = error.code == "rate_limited" or bool(_asked(error))
    at_once = asked_to_wait or isinstance(error, NeedsPerson)
    if not (probing or at_once or failures >= FAILURES_TO_OPEN):
        return replace(state, failures=failures)
    return State(
        failures=failures,
        rests=state.rests + 1,
        rests_until=now + timedelta(seconds=rest),
        code=error.code,
        needs_person=isinstance(error, NeedsPerson),
    )


def after_success(state: State, *, probing: bool) -> State:
    """Return the state after a request that the service has answered."""
    if state.rests_until and not probing:
        # Sent before the breaker opened.
        return state
    return State()


def _rest(error: AIServiceError, rests: int) -> float:
    if isinstance(error, NeedsPerson):
        return REST_NEEDS_PERSON
    asked = _asked(error)
    first = FIRST_REST
    if error.code == "rate_limited":
        first = FIRST_REST_RATE_LIMITED if asked is None else 1
    # The exponent is bounded before the product is: hours of rests would overflow.
    own = min(first * 2 ** min(rests, 10), LONGEST_REST)
    return max(own, asked or 0)


def _asked(error: AIServiceError) -> float | None:
    """Return the seconds that the service asked us to wait, if they make sense."""
    asked = getattr(error, "retry_after", None)
    return None if asked is None else min(asked, LONGEST_ASKED)
