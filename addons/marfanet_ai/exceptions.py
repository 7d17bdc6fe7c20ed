"""What can go wrong when an AI service is asked, by what the caller should do next.

* AIServiceError
  x TryLater      the same request may succeed in a while
  x TryAnother    this service cannot do this request; another one may
  x NeedsPerson   no request will succeed before somebody changes something
    + OverBudget  the request would cost more than is left to spend
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from .tools.completion import Usage


def _lt(sentence: str) -> str:
    """Mark a sentence for the translators; the models translate it on showing it."""
    return sentence


REASONS = {
    # try later
    "proxy_unreachable": _lt("The proxy to the AI service could not be reached."),
    "bad_certificate": _lt(
        "The address did not prove to be the AI service's: its certificate is not"
        " trusted."
    ),
    "network": _lt("The AI service could not be reached."),
    "timeout": _lt("The AI service did not answer in time."),
    "rate_limited": _lt("The AI service asked us to slow down."),
    "service_down": _lt("The AI service reported a fault of its own."),
    "resting": _lt("The AI service has failed repeatedly and is left alone for now."),
    # try another
    "invalid_output": _lt("The AI service gave an answer that cannot be used."),
    "not_json": _lt(
        "The address answered with something that is not the service's JSON."
    ),
    "oversize_reply": _lt("The AI service's answer was too large."),
    "truncated": _lt("The AI service's answer was cut off at its longest length."),
    "refused": _lt("The AI service declined to answer this content."),
    "unsupported_media": _lt("The AI service cannot read this kind of recording."),
    "too_large": _lt("The request is larger than the AI service accepts."),
    "request_refused": _lt("The AI service did not accept the request."),
    # needs a person
    "no_key": _lt("No key is set for the AI service."),
    "bad_proxy": _lt("The proxy to the AI service is not set, or not a proxy."),
    "bad_key": _lt("The AI service does not accept the key."),
    "forbidden": _lt("The key is not allowed to do this at the AI service."),
    "region_refused": _lt("The AI service does not serve the country of this server."),
    "unknown_model": _lt("The AI service does not know the model."),
    "quota_exhausted": _lt("The credit at the AI service is used up."),
    "bad_base_url": _lt("The address of the AI service is not right."),
    "host_not_allowed": _lt(
        "The AI service's host is not among those that the server's config file allows."
    ),
    "private_address": _lt(
        "The AI service's host leads to a private address that the server's config"
        " file does not allow."
    ),
    "redirected": _lt("The AI service's address sent the request on to another one."),
    "proxy_not_allowed": _lt(
        "The proxy is not among the hosts that the server's config file allows."
    ),
    "proxy_refused": _lt("The proxy did not let the request to the AI service pass."),
    "no_provider": _lt(
        "No AI service is set up, or none has its key: ask an administrator."
    ),
    "over_budget": _lt("The budget for AI services is used up."),
}


class AIServiceError(Exception):
    """Base of the errors raised by the clients in ``tools/``.

    Its text is fit to show to a person: it never holds the key, the prompt, the
    audio, the transcript or anything else that came from the service. The clients
    raise it ``from None``, because queue_job stores the whole printed chain and
    the exceptions underneath quote the request or the reply.

    :param code: a key of ``REASONS``; callers translate by it
    :param usage: the tokens that the failed call cost, where they are known
    """

    def __init__(self, code: str, *, usage: Usage | None = None) -> None:
        super().__init__(REASONS[code])
        self.code = code
        self.usage = usage

    @property
    def reason(self) -> str:
        """One plain English sentence."""
        return REASONS[self.code]


class TryLater(AIServiceError):
    """The same request may succeed later: network, time-out, 429, 5xx.

    :param retry_after: seconds after which asking again makes sense, or None. From a
        client it is what the service said; from the gateway it is capped.
    """

    def __init__(
        self,
        code: str,
        *,
        retry_after: float | None = None,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(code, usage=usage)
        self.retry_after = retry_after


class TryAnother(AIServiceError):
    """This service cannot do this request, however often it is asked."""


class InvalidOutput(TryAnother):
    """A model's answer is not of the shape, or breaks the rules, it was asked for.

    :param problems: what is wrong, one line each; meant for the model that wrote it
    :param written: the answer as it was written, cut if it is long. Neither is ever
        shown, stored or logged.
    """

    def __init__(
        self,
        problems: tuple[str, ...],
        written: str,
        *,
        usage: Usage | None = None,
    ) -> None:
        super().__init__("invalid_output", usage=usage)
        self.problems = problems
        self.written = written


class NeedsPerson(AIServiceError):
    """Nothing will work until somebody changes the key, model, credit or address."""


class OverBudget(NeedsPerson):
    """The request was not made: it could cost more than is left of a budget.

    :param renewed_at: when the day or month ends whose limit forbade it, naive UTC
    """

    def __init__(
        self, code: str = "over_budget", *, renewed_at: datetime | None = None
    ) -> None:
        super().__init__(code)
        self.renewed_at = renewed_at
