"""What xAI and OpenAI take as a recording, how they refuse, and what they write down.

Sources: xAI's «Speech to Text» and «Debugging Errors»; OpenAI's API reference of audio
transcriptions, its guides «Speech to text» and «Error codes».
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from .media import Part, Unreadable, container_of, decoded_seconds, form_parts

XAI_CONTAINERS = ("flac", "mp3", "mp4", "mkv", "ogg", "wav", "aac")
# OpenAI's guide does not list Ogg; some of its models take it, others do not.
OPENAI_CONTAINERS = ("mp3", "mp4", "wav", "webm", "flac")

_EXTENSIONS = {
    "aac": ("aac",),
    "flac": ("flac",),
    "mkv": ("mkv",),
    "mp3": ("mp3", "mpeg", "mpga"),
    "mp4": ("mp4", "m4a"),
    "ogg": ("ogg", "opus"),
    "wav": ("wav",),
    "webm": ("webm",),
}
_XAI_FIELDS = {
    "audio_format",
    "channels",
    "diarize",
    "file",
    "filler_words",
    "format",
    "keyterm",
    "language",
    "model",
    "multichannel",
    "sample_rate",
    "url",
    "vad_threshold",
}
_OPENAI_FIELDS = {
    "chunking_strategy",
    "file",
    "include[]",
    "keywords[]",
    "known_speaker_names[]",
    "known_speaker_references[]",
    "language",
    "languages[]",
    "model",
    "prompt",
    "response_format",
    "stream",
    "temperature",
    "timestamp_granularities[]",
}


class Refusal(Exception):
    """The service would not accept the request.

    :param status: the HTTP status
    :param message: for the error body
    :param code: OpenAI's error code, or xAI's heading
    :param param: the field at fault, in OpenAI's body
    """

    def __init__(
        self,
        status: int,
        message: str,
        code: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.param = param

    def xai_body(self) -> dict[str, Any]:
        heading = self.code or "Client specified an invalid argument"
        return {"code": heading, "error": self.message}

    def openai_body(self) -> dict[str, Any]:
        error = {"message": self.message, "type": "invalid_request_error"}
        return {"error": {**error, "param": self.param, "code": self.code}}


@dataclass(frozen=True)
class Recording:
    """An audio upload that a service has accepted."""

    fields: list[tuple[str, str]]
    container: str
    seconds: float

    def field(self, name: str) -> str | None:
        return next((value for key, value in self.fields if key == name), None)


@dataclass(frozen=True)
class Spoken:
    """What a recording is scripted to contain; words as (text, start, end)."""

    text: str
    seconds: float | None
    words: list[tuple[str, float, float]] | None

    def timed(self, length: float) -> list[tuple[str, float, float]]:
        """Return the words with their times, spread evenly unless scripted."""
        if self.words is not None:
            return self.words
        texts = self.text.split()
        step = length / max(len(texts), 1)
        return [
            (text, round(index * step, 2), round((index + 1) * step, 2))
            for index, text in enumerate(texts)
        ]


def check_key(authorization: str | None, key: str, *, xai: bool) -> None:
    if not authorization or not authorization.startswith("Bearer "):
        text = "You didn't provide an API key in an Authorization header."
        raise Refusal(401, text, "Unauthenticated" if xai else None)
    if authorization != f"Bearer {key}":
        # xAI answers a wrong key with the status of a bad request.
        code = None if xai else "invalid_api_key"
        raise Refusal(400 if xai else 401, "Incorrect API key provided: ***.", code)


def check_model(model: str | None, known: tuple[str, ...]) -> None:
    if not model:
        raise Refusal(400, "you must provide a model parameter")
    if model not in known:
        text = f"The model `{model}` does not exist or you do not have access to it."
        raise Refusal(404, text, "model_not_found")


def xai_recording(body: bytes, content_type: str, models: tuple[str, ...]) -> Recording:
    """Accept the form of ``POST /stt``.

    :raise Refusal: what xAI would refuse
    """
    parts = _form(body, content_type, _XAI_FIELDS)
    if parts[-1].name != "file":
        raise Refusal(400, "The file must be the last field of the form.")
    fields = {part.name: part.text for part in parts[:-1]}
    if "model" in fields:
        check_model(fields["model"], models)
    if fields.get("format", "false") not in ("true", "false"):
        raise Refusal(400, "format must be true or false.")
    if fields.get("format") == "true" and not fields.get("language"):
        raise Refusal(400, "format requires language.")
    keyterms = [part.text for part in parts if part.name == "keyterm"]
    if len(keyterms) > 100 or any(not 0 < len(term) <= 50 for term in keyterms):
        raise Refusal(400, "At most 100 keyterms of at most 50 characters.")
    return _recording(parts, XAI_CONTAINERS)


def openai_recording(
    body: bytes, content_type: str, models: tuple[str, ...]
) -> Recording:
    """Accept the form of ``POST /audio/transcriptions``.

    :raise Refusal: what OpenAI would refuse
    """
    parts = _form(body, content_type, _OPENAI_FIELDS)
    fields = {part.name: part.text for part in parts if part.name != "file"}
    model = fields.get("model", "")
    check_model(model, models)
    answer = fields.get("response_format", "json")
    if answer not in ("json", "verbose_json"):
        raise Refusal(400, f"response_format {answer!r} is not spoken here.")
    if answer == "verbose_json" and "transcribe" in model:
        text = f"response_format 'verbose_json' is not compatible with model '{model}'."
        raise Refusal(400, text, "unsupported_value", "response_format")
    granularities = [part.text for part in parts if part.name.startswith("timestamp_")]
    if granularities and answer != "verbose_json":
        text = "timestamp_granularities require response_format 'verbose_json'."
        raise Refusal(400, text, None, "timestamp_granularities")
    if set(granularities) - {"word", "segment"}:
        raise Refusal(400, "Invalid timestamp_granularities.")
    if not re.fullmatch(r"[a-z]{2}", fields.get("language", "fa")):
        text = "Language must be provided in ISO-639-1 format."
        raise Refusal(400, text, "invalid_language_format", "language")
    return _recording(parts, OPENAI_CONTAINERS)


def _form(body: bytes, content_type: str, known: set[str]) -> list[Part]:
    try:
        parts = form_parts(body, content_type)
    except Unreadable as error:
        raise Refusal(400, f"Could not parse the form: {error}.") from None
    if unknown := [part.name for part in parts if part.name not in known]:
        name = unknown[0]
        raise Refusal(400, f"Unknown parameter: '{name}'.", "unknown_parameter", name)
    if [part.filename is not None for part in parts if part.name == "file"] != [True]:
        raise Refusal(400, "Exactly one file must be provided.", None, "file")
    return parts


def _recording(parts: list[Part], containers: tuple[str, ...]) -> Recording:
    file = next(part for part in parts if part.name == "file")
    container = container_of(file.content)
    extension = PurePath(file.filename or "").suffix.lstrip(".")
    if container not in containers or extension not in _EXTENSIONS[container]:
        text = f"Invalid file format. Supported formats: {list(containers)}"
        raise Refusal(400, text, None, "file")
    try:
        seconds = decoded_seconds(file.content)
    except Unreadable:
        text = "Audio file might be corrupted: it could not be decoded."
        raise Refusal(400, text, "invalid_value", "file") from None
    names = [(part.name, part.filename or part.text) for part in parts]
    return Recording(names, container, seconds)


def xai_transcript(recording: Recording, spoken: Spoken) -> dict[str, Any]:
    words = [
        {"text": text, "start": start, "end": end}
        for text, start, end in spoken.timed(recording.seconds)
    ]
    # The language stays empty, says the reference: detection is not enabled yet.
    reply = {"text": spoken.text, "language": ""}
    reply["duration"] = round(recording.seconds, 2)
    return {**reply, "words": words} if words else reply


def openai_transcript(recording: Recording, spoken: Spoken) -> dict[str, Any]:
    by_length = {"type": "duration", "seconds": math.ceil(recording.seconds)}
    if "transcribe" in (recording.field("model") or ""):
        usage = {"type": "tokens", "input_tokens": 14, "output_tokens": 45}
        return {"text": spoken.text, "usage": {**usage, "total_tokens": 59}}
    if recording.field("response_format") != "verbose_json":
        return {"text": spoken.text, "usage": by_length}
    reply = {"task": "transcribe", "language": "persian", "text": spoken.text}
    reply |= {"duration": recording.seconds, "usage": by_length}
    if recording.field("timestamp_granularities[]") == "word":
        reply["words"] = [
            {"word": text, "start": start, "end": end}
            for text, start, end in spoken.timed(recording.seconds)
        ]
    return reply
