"""What OpenAI accepts as a chat request, and the shape of what it answers.

Sources: OpenAI's API reference of chat completions and of their streaming, its guides
«Structured Outputs» and «Streaming».
"""

from __future__ import annotations

import json
import re
from typing import Any

from .schema import SchemaError, check_strict
from .services import Refusal, check_model

_CHAT_FIELDS = {
    "frequency_penalty",
    "logprobs",
    "max_completion_tokens",
    "max_tokens",
    "messages",
    "metadata",
    "model",
    "n",
    "parallel_tool_calls",
    "presence_penalty",
    "reasoning_effort",
    "response_format",
    "seed",
    "service_tier",
    "stop",
    "store",
    "stream",
    "stream_options",
    "temperature",
    "tool_choice",
    "tools",
    "top_logprobs",
    "top_p",
    "user",
}
_STREAM_OPTIONS = {"include_obfuscation", "include_usage"}
_MESSAGE_FIELDS = {"content", "name", "role"}
_ROLES = ("system", "developer", "user", "assistant")


def chat_request(
    body: bytes, content_type: str, models: tuple[str, ...]
) -> dict[str, Any]:
    """Accept the body of ``POST /chat/completions``.

    :raise Refusal: what OpenAI would refuse
    """
    try:
        asked = json.loads(body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict) or not content_type.startswith("application/json"):
        raise Refusal(400, "We could not parse the JSON body of your request.")
    if unknown := sorted(asked.keys() - _CHAT_FIELDS):
        name = unknown[0]
        raise Refusal(400, f"Unknown parameter: '{name}'.", "unknown_parameter", name)
    check_model(asked.get("model"), models)
    _check_stream(asked)
    for name in ("max_completion_tokens", "max_tokens"):
        if name in asked and not (type(asked[name]) is int and asked[name] > 0):
            raise Refusal(400, f"Invalid '{name}'.", "invalid_value", name)
    _check_messages(asked.get("messages"))
    _check_response_format(asked.get("response_format", {"type": "text"}))
    return asked


def _check_stream(asked: dict[str, Any]) -> None:
    if type(asked.get("stream", False)) is not bool:
        text = "Invalid type for 'stream': expected a boolean."
        raise Refusal(400, text, "invalid_type", "stream")
    if "stream_options" not in asked:
        return
    options, param = asked["stream_options"], "stream_options"
    if not asked.get("stream"):
        text = "'stream_options' is only allowed when 'stream' is enabled."
        raise Refusal(400, text, None, param)
    if not isinstance(options, dict) or options.keys() - _STREAM_OPTIONS:
        raise Refusal(400, "Invalid 'stream_options'.", "unknown_parameter", param)
    if not all(type(value) is bool for value in options.values()):
        raise Refusal(400, "Invalid 'stream_options'.", "invalid_type", param)


def _check_messages(messages: Any) -> None:
    if not messages or not isinstance(messages, list):
        text = "Missing required parameter: 'messages'."
        raise Refusal(400, text, "missing_required_parameter", "messages")
    for index, message in enumerate(messages):
        param = f"messages[{index}]"
        if not isinstance(message, dict) or message.keys() - _MESSAGE_FIELDS:
            raise Refusal(400, f"Invalid '{param}'.", "invalid_value", param)
        if message.get("role") not in _ROLES:
            text = f"Invalid value: '{message.get('role')}'."
            raise Refusal(400, text, "invalid_value", f"{param}.role")
        if not isinstance(message.get("content"), str):
            text = f"Invalid type for '{param}.content': expected a string."
            raise Refusal(400, text, "invalid_type", f"{param}.content")


def _check_response_format(wanted: Any) -> None:
    param = "response_format"
    kinds = ("text", "json_schema")
    if not isinstance(wanted, dict) or wanted.get("type") not in kinds:
        raise Refusal(400, "Invalid 'response_format.type'.", "invalid_value", param)
    if wanted["type"] == "text":
        return
    named = wanted.get("json_schema")
    if not isinstance(named, dict):
        text = "Missing required parameter: 'response_format.json_schema'."
        raise Refusal(400, text, "missing_required_parameter", param)
    name = named.get("name")
    if not (isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name)):
        text = "Invalid 'response_format.json_schema.name'."
        raise Refusal(400, text, "invalid_value", param)
    # Not an error at OpenAI, but then the schema is a wish and not a promise.
    if named.get("strict") is not True:
        raise Refusal(400, f"Schema '{name}' is not strict.", "invalid_value", param)
    try:
        check_strict(named.get("schema"))
    except SchemaError as error:
        text = f"Invalid schema for response_format '{name}': {error}."
        raise Refusal(400, text, None, param) from None


def completion(
    model: str,
    content: str | None,
    *,
    finish_reason: str = "stop",
    refusal: str | None = None,
    usage: dict[str, Any] | None = None,
) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1_790_000_000}
    return {**head, "model": model, "choices": [choice], "usage": usage}


def chunks(
    asked: dict[str, Any],
    text: str,
    *,
    finish_reason: str = "stop",
    refusal: str | None = None,
    usage: dict[str, Any] | None = None,
) -> list[bytes]:
    """Return the events of a streamed completion, the one with the end mark last.

    :param asked: the request
    :param refusal: what the model says in place of the text
    """
    counts = asked.get("stream_options", {}).get("include_usage", False)
    said = {"refusal": refusal} if refusal else {}
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": "", **said}]
    # Words, as tokens are: with the blank before them.
    deltas += [{"content": piece} for piece in re.findall(r"\s*\S+|\s+$", text)]
    choices = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    choices.append({"index": 0, "delta": {}, "finish_reason": finish_reason})
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk"}
    head |= {"created": 1_790_000_000, "model": asked["model"]}
    null = {"usage": None} if counts else {}
    bodies = [{**head, "choices": [choice], **null} for choice in choices]
    if counts:
        bodies.append({**head, "choices": [], "usage": usage})
    return [*map(event, bodies), b"data: [DONE]\n\n"]


def event(body: Any) -> bytes:
    """Return an event of a stream, its characters as they are."""
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"
