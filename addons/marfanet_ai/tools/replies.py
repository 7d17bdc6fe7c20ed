"""What every client does alike with addresses, keys and a service's replies."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import pydantic

from ..exceptions import (
    AIServiceError,
    InvalidOutput,
    NeedsPerson,
    TryAnother,
    TryLater,
)
from .fence import visible

# A verbose transcript with a time for each word of the longest part we send (ten
# minutes, about 2,000 words) is under 300 kB; a chat answer is far smaller.
MAX_REPLY_BYTES = 4 * 1024 * 1024

# What a model is told of its mistakes: enough to mend an answer, too little to pay for
# one that is hopeless.
_MAX_PROBLEMS = 10
_MAX_PROBLEM = 300
_MAX_SENT_BACK = 12_000

# Sent with every request: a compressed reply of a few kB can unpack to gigabytes,
# so that the size limit would have to be counted twice.
UNCOMPRESSED = {"Accept-Encoding": "identity"}

# How the services word what their status codes leave open. xAI answers 400 to a
# wrong key («Debugging Errors» in its documentation) and 403 or 429 to an account
# without credit; OpenAI answers 429 to the latter («Error codes»).
_NO_CREDIT = (
    "insufficient_quota",
    "billing_hard_limit",
    "available credits",
    "spending limit",
    "insufficient balance",
)
_DECLINED = ("content_filter", "content_policy", "usage guidelines", "safety_check")
_WRONG_KEY = ("invalid_api_key", "incorrect api key", "invalid api key")
_OTHER_REGION = ("unsupported_country_region_territory",)
_NO_MODEL = ("model_not_found", "model")
_BAD_MEDIA = (
    "file format",
    "audio format",
    "could not be decoded",
    "unsupported audio",
)
_TOO_LONG = ("context_length_exceeded", "too large", "size limit")

_Shape = TypeVar("_Shape", bound=pydantic.BaseModel)


def endpoint(base_url: str, key: str) -> str:
    """Check what a person typed and return the address without a final slash.

    :param base_url: the service's root with its version, ``https://host/v1``
    :param key: the bearer key; a server that wants none is given any placeholder
    :raise NeedsPerson: an address that is not plain HTTP(S), or a key that is
        missing or cannot stand in a header
    """
    try:
        parts = urlsplit(base_url.strip())
        # Both HTTP libraries fail in their own ways on a host that cannot be encoded.
        host = (parts.hostname or "").encode("idna")
        # Reading the port is what checks it.
        usable = re.fullmatch(rb"[a-z0-9.:-]+", host) and parts.port != 0
    except ValueError:
        raise NeedsPerson("bad_base_url") from None
    if parts.scheme not in ("http", "https") or not usable:
        raise NeedsPerson("bad_base_url")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise NeedsPerson("bad_base_url")
    if not key:
        raise NeedsPerson("no_key")
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise NeedsPerson("bad_key")
    return base_url.strip().rstrip("/")


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Read a ``Retry-After`` header (RFC 9110, 10.2.3).

    :param value: a number of seconds or an HTTP date
    :param now: the moment that a date is counted from; the present by default
    :return: seconds from now, never negative; None if absent or senseless
    """
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        # A date in «-0000» is parsed without a zone; HTTP dates are in GMT.
        moment = moment.replace(tzinfo=moment.tzinfo or UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def error_for(status: int, headers: Mapping[str, str], body: bytes) -> AIServiceError:
    """Return the error that stands for a reply other than 2xx.

    :param headers: any mapping that finds ``Retry-After`` whatever its case
    :param body: OpenAI's ``{"error": {"message", "type", "code"}}``, xAI's
        ``{"code", "error"}``, or anything else
    """
    said = _said(body)

    def says(phrases: tuple[str, ...]) -> bool:
        return any(phrase in said for phrase in phrases)

    refused = status in (400, 401, 403, 404, 422)
    if status == 402 or (status in (400, 403, 429) and says(_NO_CREDIT)):
        return NeedsPerson("quota_exhausted")
    if status in (408, 409, 425, 429) or status >= 500:
        code = {408: "timeout", 429: "rate_limited"}.get(status, "service_down")
        return TryLater(code, retry_after=retry_after(headers.get("Retry-After")))
    if refused and says(_DECLINED):
        return TryAnother("refused")
    if refused and says(_OTHER_REGION):
        return NeedsPerson("region_refused")
    if status == 401 or (refused and says(_WRONG_KEY)):
        return NeedsPerson("bad_key")
    if status == 403:
        return NeedsPerson("forbidden")
    if says(_NO_MODEL if status == 404 else _NO_MODEL[:1]):
        return NeedsPerson("unknown_model")
    if 300 <= status < 400:
        return NeedsPerson("redirected")
    if status < 400 or status in (404, 405, 407):
        return NeedsPerson("bad_base_url")
    if status == 413 or says(_TOO_LONG):
        return TryAnother("too_large")
    if status == 415 or says(_BAD_MEDIA):
        return TryAnother("unsupported_media")
    return TryAnother("request_refused")


def _said(body: bytes) -> str:
    """Return the codes and messages of an error body as one lower-case text."""
    try:
        reply = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(reply, dict):
        return ""
    error = reply.get("error")
    fields = error if isinstance(error, dict) else reply
    named = (fields.get(name) for name in ("code", "type", "message", "error"))
    return " ".join(str(value) for value in named if value).lower()


def read_reply(body: bytes, content_type: str, shape: type[_Shape]) -> _Shape:
    """Parse a successful reply.

    :param content_type: the reply's ``Content-Type``
    :param shape: what the reply must look like; fields it does not name are ignored
    :raise TryAnother: not JSON, or not of that shape
    """
    if not content_type.partition(";")[0].strip().lower().endswith("json"):
        raise TryAnother("not_json")

    return read_json(body, shape)


def read_json(text: bytes | str, shape: type[_Shape]) -> _Shape:
    """Parse JSON that a service itself has written.

    :raise TryAnother: not JSON, or not of that shape
    """
    try:
        return shape.model_validate_json(json.dumps(strict_json(text)))
    except (ValueError, RecursionError):
        raise TryAnother("invalid_output") from None


def read_answer(text: str, shape: type[_Shape]) -> _Shape:
    """Parse what a model has written, without what a person could not see in it.

    :raise InvalidOutput: not JSON, or not of that shape; with what is wrong
    """
    try:
        value = _visible(strict_json(text))
        return shape.model_validate_json(json.dumps(value))
    except pydantic.ValidationError as error:
        problems = _problems(error)
    except (ValueError, RecursionError):
        problems = ("The answer is not one JSON object and nothing else.",)
    raise InvalidOutput(problems, shortened(text))


def shortened(text: str) -> str:
    """Return an answer cut to what is worth sending back to who wrote it."""
    return text[:_MAX_SENT_BACK]


def strict_json(text: bytes | str) -> Any:
    """Parse JSON more strictly than ``json`` does.

    NaN and infinities are not JSON, though Python takes them. Of two keys of one name,
    one would be lost, and two parsers need not agree which. PostgreSQL stores neither
    NUL nor half surrogate pairs, though JSON can spell them: let in here, they would
    fail far from their cause.

    :raise ValueError: not such JSON
    :raise RecursionError: nested too deeply
    """
    value = json.loads(text, parse_constant=_refuse, object_pairs_hook=_unique)
    for string in _strings(value):
        # Encoding is what refuses half a pair.
        if b"\0" in string.encode():
            _refuse(string)
    return value


def _refuse(_value: str) -> NoReturn:
    raise ValueError


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError
    return value


def _strings(value: Any) -> Iterator[str]:
    """Yield every string in a JSON value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from _strings(item)


def _visible(value: Any) -> Any:
    """Return a JSON value whose strings hold only what can be seen."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_visible(item) for item in value]
    if isinstance(value, dict):
        return {name: _visible(item) for name, item in value.items()}
    return value


def _problems(error: pydantic.ValidationError) -> tuple[str, ...]:
    """Say what is wrong with an answer, without quoting it."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return tuple(
        f"{'.'.join(map(str, one['loc'])) or 'answer'}: {one['msg']}"[:_MAX_PROBLEM]
        for one in found[:_MAX_PROBLEMS]
    )
