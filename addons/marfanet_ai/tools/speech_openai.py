"""``POST /audio/transcriptions``: OpenAI («Speech to text») and servers like it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pydantic

from .replies import endpoint, read_reply
from .speech import SpeechClient, Transcript, Word

if TYPE_CHECKING:
    import httpx2

    from .network import Network

# Whisper reads the last 224 tokens of a prompt («Prompting» in OpenAI's speech to
# text guide); a Persian letter can cost a token and more.
_MAX_PROMPT_CHARS = 200


class OpenAISpeech(SpeechClient):
    """Transcription by OpenAI or by a server that speaks its protocol.

    :param base_url: ``https://api.openai.com/v1``, or that of a local server
    :param key: the bearer key; any placeholder for a server that wants none
    :param model: the transcription model, as the service names it
    :param timeout: seconds to connect, and of silence while sending or reading
    :param deadline: seconds for a whole request, however much keeps arriving
    :param transport: what a test wants in place of the network
    :param network: how the service is reached; by default this machine is, alone
    :raise NeedsPerson: an unusable address or key
    """

    # The guide lists mp3, mp4, mpeg, mpga, m4a, wav and webm. Ogg is accepted by
    # some models only.
    container = "webm"
    max_bytes = 25 * 1024 * 1024

    def __init__(
        self,
        base_url: str,
        key: str,
        model: str,
        *,
        timeout: tuple[float, float] = (10.0, 300.0),
        deadline: float = 600.0,
        transport: httpx2.BaseTransport | None = None,
        network: Network | None = None,
    ) -> None:
        self._base_url = endpoint(base_url, key)
        self._key = key
        self._model = model
        self._timeout = timeout
        self._deadline = deadline
        self._transport = transport
        self._network = network

    def transcribe(
        self, recording: Path, *, language: str = "fa", keyterms: Iterable[str] = ()
    ) -> Transcript:
        # Imported here because of its cost, see there.
        from .openai_sdk import connected

        self._check_size(recording)
        fields = self._fields(language, list(keyterms))
        with (
            connected(
                self._base_url,
                self._key,
                self._timeout,
                self._transport,
                self._network,
                deadline=self._deadline,
            ) as client,
            recording.open("rb") as file,
        ):
            # A path would be read whole by the SDK, an open file is streamed; and
            # the name on disk could tell whose recording it is.
            upload = (f"recording.{self.container}", file, f"audio/{self.container}")
            response = client.audio.transcriptions.with_raw_response.create(
                model=self._model, file=upload, **fields
            )
            body = response.content
        reply = read_reply(body, response.headers.get("Content-Type", ""), _Reply)
        words = tuple(
            Word(word.word, word.start, word.end) for word in reply.words or ()
        )
        return Transcript(reply.text, reply.seconds, words)

    def _fields(self, language: str, keyterms: list[str]) -> dict[str, Any]:
        # OpenAI's own «…-transcribe» models answer in plain «json» only; whisper-1
        # and the Whisper servers also give the length and each word's time.
        own = "transcribe" in self._model
        fields: dict[str, Any] = {"response_format": "json" if own else "verbose_json"}
        if not own:
            fields["timestamp_granularities"] = ["word"]
        if language:
            fields["language"] = language
        if prompt := _prompt(keyterms):
            fields["prompt"] = prompt
        return fields


def _prompt(keyterms: list[str]) -> str:
    """List as many names as a prompt has room for.

    The one way of naming them that every model and server takes.
    """
    prompt = ""
    for term in filter(None, keyterms):
        longer = f"{prompt}، {term}" if prompt else term
        if len(longer) > _MAX_PROMPT_CHARS:
            break
        prompt = longer
    return prompt


class _Word(pydantic.BaseModel):
    word: str
    start: float
    end: float


class _Usage(pydantic.BaseModel):
    seconds: float | None = None


class _Reply(pydantic.BaseModel):
    text: str
    duration: float | None = None
    words: list[_Word] | None = None
    usage: _Usage | None = None

    @property
    def seconds(self) -> float | None:
        # A «json» reply tells the length only in what it bills, and only from
        # models billed by duration.
        if self.duration is None and self.usage:
            return self.usage.seconds
        return self.duration
