"""The server: what a test scripts, and what becomes of it."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, TypeVar

from . import chat
from .faults import KINDS, USAGE, Fault
from .handler import Handler, Listener, Request
from .schema import SchemaError, check_fits, plainest
from .services import Recording, Refusal, Spoken

CHAT_MODELS = ("chat-model", "grok-4.3", "gpt-4o-mini")
SPEECH_MODELS = (
    "gpt-4o-mini-transcribe",
    "gpt-4o-transcribe",
    "gpt-transcribe",
    "grok-voice-transcribe-1.0",
    "grok-voice-transcribe-2.0",
    "whisper-1",
    "whisper-large-v3",
)
# How far a recording's decoded length may be from the scripted one, in seconds:
# Opus pads its ends, cutting at silences moves them.
_TOLERANCE = 0.5

Scripted = TypeVar("Scripted")


@dataclass(frozen=True)
class _Answer:
    value: Any
    usage: dict[str, Any] | None


class _Script(Generic[Scripted]):
    """What is still to come, in order, and what comes when that has run out."""

    def __init__(self) -> None:
        self.coming: deque[Scripted] = deque()
        self._always: Scripted | None = None
        self._lock = threading.Lock()

    def add(self, item: Scripted, *, always: bool = False) -> None:
        if always:
            self._always = item
        else:
            self.coming.append(item)

    def next(self) -> Scripted | None:
        with self._lock:
            return self.coming.popleft() if self.coming else self._always


class AIServer:
    """A local AI service, up inside a ``with`` block.

    Leaving the block raises AssertionError if a problem was recorded: something was
    asked that nobody scripted, something scripted was never asked for, a recording was
    not as long as scripted, a scripted answer does not fit the schema of the request.

    :param key: the one bearer key that is accepted
    :param port: 0 takes any free port
    :param chat_models: models that exist for chat
    :param speech_models: models that exist for transcription
    :param max_audio: most bytes of an upload, at xAI and at OpenAI; the limits that
        their documentation names
    :param check: whether problems fail the block; they are recorded either way
    """

    def __init__(
        self,
        key: str = "test-key",
        *,
        port: int = 0,
        chat_models: tuple[str, ...] = CHAT_MODELS,
        speech_models: tuple[str, ...] = SPEECH_MODELS,
        max_audio: tuple[int, int] = (500 * 1024 * 1024, 25 * 1024 * 1024),
        check: bool = True,
    ) -> None:
        self.key = key
        self.chat_models = chat_models
        self.speech_models = speech_models
        self.max_xai_audio, self.max_openai_audio = max_audio
        self.requests: list[Request] = []
        self.problems: list[str] = []
        self.closing = threading.Event()
        self._check = check
        self._speech: _Script[Spoken] = _Script()
        self._answers: _Script[_Answer] = _Script()
        self._faults: _Script[Fault] = _Script()
        # Bound to a handler class of its own, so that many servers run side by side.
        handler = type("Handler", (Handler,), {"ai": self})
        self._http = Listener(("127.0.0.1", port), handler)

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def speech(
        self,
        text: str,
        *,
        seconds: float | None = None,
        words: list[tuple[str, float, float]] | None = None,
        always: bool = False,
    ) -> None:
        """Script what the next recording contains.

        :param seconds: how long it must be once decoded; None accepts any length
        :param words: (text, start, end) each; spread evenly by default
        :param always: for every recording for which nothing else is scripted
        """
        self._speech.add(Spoken(text, seconds, words), always=always)

    def answer(
        self,
        value: Any | Callable[[list[dict[str, Any]]], Any],
        *,
        usage: dict[str, Any] | None = USAGE,
        always: bool = False,
    ) -> None:
        """Script what the model answers to the next question.

        :param value: JSON data that fits the schema of the question, or a callable
            that makes it of the question's messages; None stands for the plainest
            data that fits
        :param usage: the token counts as on the wire
        :param always: to every question for which nothing else is scripted
        """
        self._answers.add(_Answer(value, usage), always=always)

    def fault(
        self,
        kind: int | str,
        *,
        body: Any = None,
        retry_after: float | str | None = None,
        headers: Mapping[str, str] | None = None,
        always: bool = False,
    ) -> None:
        """Script a fault for the next request that would have been accepted.

        It uses up none of what ``speech`` and ``answer`` have scripted.

        :param kind: an HTTP status, or one of ``faults.KINDS``
        :param body: JSON data or bytes for a status or an «error»; for «content»,
            what the model writes; for «raw», bytes
        :param retry_after: the header of that name
        :param always: for every request from now on, until ``heal`` is called
        """
        if isinstance(kind, str) and kind not in KINDS:
            raise ValueError(f"No such fault: {kind}")
        extra = dict(headers or {})
        if retry_after is not None:
            extra["Retry-After"] = str(retry_after)
        self._faults.add(Fault(kind, body, extra), always=always)

    def heal(self) -> None:
        """Forget the faults that were scripted and have not happened."""
        self._faults = _Script()

    def __enter__(self) -> AIServer:
        threading.Thread(target=self._http.serve_forever, args=(0.05,)).start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: object,
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        if error is None:
            for script in (self._speech, self._answers, self._faults):
                self.problems += [f"never asked for: {one}" for one in script.coming]
        if self._check and self.problems:
            # Even over another error: most often it is what a problem led to.
            raise AssertionError("; ".join(self.problems)) from error

    # What the handler asks

    def next_fault(self) -> Fault | None:
        return self._faults.next()

    def spoken_in(self, recording: Recording) -> Spoken:
        """Return what the recording is scripted to contain.

        :raise Refusal: nothing is scripted, or a recording of another length
        """
        spoken = self._speech.next()
        if spoken is None:
            self._problem(500, f"no speech scripted for {recording}")
        wanted = spoken.seconds
        if wanted is not None and abs(recording.seconds - wanted) > _TOLERANCE:
            self._problem(
                400, f"a recording of {recording.seconds:.2f} s came for {wanted} s"
            )
        return spoken

    def answered(self, asked: dict[str, Any]) -> dict[str, Any] | list[bytes]:
        """Return the scripted completion, as the events of a stream if asked so.

        :raise Refusal: nothing is scripted, or an answer of another shape
        """
        answer = self._answers.next()
        if answer is None:
            self._problem(500, "no answer scripted")
        value = answer.value
        if callable(value):
            value = value(asked["messages"])
        text = self._written(value, asked.get("response_format", {}))
        if asked.get("stream"):
            return chat.chunks(asked, text, usage=answer.usage)
        return chat.completion(asked["model"], text, usage=answer.usage)

    def _written(self, value: Any, wanted: dict[str, Any]) -> str:
        """Return the text of an answer that a model could have given."""
        if wanted.get("type") != "json_schema":
            text = "…" if value is None else value
            if not isinstance(text, str):
                self._problem(500, f"the scripted answer is no text: {text!r}")
            return text
        schema = wanted["json_schema"]["schema"]
        if value is None:
            value = plainest(schema, schema)
        try:
            check_fits(value, schema, schema)
        except SchemaError as error:
            self._problem(500, f"the scripted answer does not fit: {error}")
        return json.dumps(value, ensure_ascii=False)

    def _problem(self, status: int, text: str) -> NoReturn:
        self.problems.append(text)
        raise Refusal(status, f"ai_server: {text}", "ai_server")
