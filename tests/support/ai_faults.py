"""The ways in which a service fails, and what each must come to."""

from dataclasses import dataclass, field
from typing import Any

METADATA = {"Location": "http://169.254.169.254/latest/meta-data/"}
PAST = "Wed, 21 Oct 2015 07:28:00 GMT"


@dataclass(frozen=True)
class Case:
    """One fault.

    :param name: of the test
    :param fault: how the local server is told to do it
    :param code: of the error that it comes to
    :param status: in the ledger
    :param breaker: where the provider's breaker stands afterwards
    :param wait: seconds that the note waits, where it does
    :param silent: whether it is the time-out that ends it
    """

    name: str
    fault: int | str
    code: str
    status: str
    breaker: str = "closed"
    options: dict[str, Any] = field(default_factory=dict)
    wait: int = 60
    silent: bool = False


def _slow_down(name: str, asked: Any, wait: int = 60) -> Case:
    options = {} if asked is None else {"retry_after": asked}
    return Case(name, 429, "rate_limited", "try_later", "open", options, wait)


CASES = [
    Case("silence", "hang", "timeout", "try_later", silent=True),
    Case("slow body", "drip", "timeout", "try_later", silent=True),
    Case("slow headers", "drip_headers", "timeout", "try_later", silent=True),
    Case("reset", "drop", "network", "try_later"),
    Case("reset mid-body", "cut", "network", "try_later"),
    Case("500", 500, "service_down", "try_later"),
    _slow_down("429", None),
    _slow_down("429, soon", 5),
    _slow_down("429, in five minutes", 300, 300),
    _slow_down("429, never", "1e300", 3600),
    _slow_down("429, negative", -5),
    _slow_down("429, past", PAST),
    _slow_down("429, words", "soon"),
    _slow_down("429, no number", "NaN"),
    Case("401", 401, "bad_key", "needs_person", "open"),
    Case("402", 402, "quota_exhausted", "needs_person", "open"),
    Case(
        "redirect to a metadata address",
        307,
        "redirected",
        "needs_person",
        "open",
        {"headers": METADATA},
    ),
    Case("truncated JSON", "truncated", "invalid_output", "try_another"),
    Case("HTML", "html", "not_json", "try_another"),
    Case("50 MB", "huge", "oversize_reply", "try_another"),
]
OF_SPEECH = [
    *CASES,
    Case(
        "wrong JSON",
        200,
        "invalid_output",
        "try_another",
        options={"body": {"words": 5}},
    ),
]
OF_LANGUAGE = [
    *CASES,
    Case("out of tokens", "length", "truncated", "try_another"),
    Case("refusal", "refusal", "refused", "try_another"),
    Case(
        "wrong JSON",
        200,
        "invalid_output",
        "try_another",
        options={"body": {"choices": 5}},
    ),
]
