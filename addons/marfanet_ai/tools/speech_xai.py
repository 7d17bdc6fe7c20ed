"""xAI's own speech-to-text protocol («Speech to Text» in its documentation)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import pydantic
import requests

from ..exceptions import NeedsPerson, TryAnother, TryLater
from .deadline import Deadline
from .network import Network
from .replies import MAX_REPLY_BYTES, UNCOMPRESSED, endpoint, error_for, read_reply
from .speech import SpeechClient, Transcript, Word

# Limits of the «keyterm» field in the same documentation.
_MAX_KEYTERMS = 100
_MAX_KEYTERM_CHARS = 50

_CHUNK = 64 * 1024


class XaiSpeech(SpeechClient):
    """``POST {base_url}/stt``.

    :param base_url: ``https://api.x.ai/v1`` or a relay of it
    :param key: the bearer key
    :param model: the transcription model; empty means the service's default
    :param timeout: seconds to connect, and of silence while reading
    :param deadline: seconds for a whole request, however much keeps arriving
    :param session: one whose adapters answer as a test wants, with its own
        time-outs; by default a fresh one serves each call
    :param network: how the service is reached; by default this machine is, alone
    :raise NeedsPerson: an unusable address or key
    """

    # The documentation lists flac, mp3, mp4, m4a, mkv, ogg, opus, wav and aac:
    # WebM, which browsers record, is not among them.
    container = "ogg"
    max_bytes = 500 * 1024 * 1024

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        model: str = "",
        timeout: tuple[float, float] = (10.0, 300.0),
        deadline: float = 600.0,
        session: requests.Session | None = None,
        network: Network | None = None,
    ) -> None:
        self._url = endpoint(base_url, key) + "/stt"
        self._auth = _Bearer(key)
        self._model = model
        self._timeout = timeout
        self._deadline = deadline
        self._session = session
        self._network = network or Network()

    def transcribe(
        self, recording: Path, *, language: str = "fa", keyterms: Iterable[str] = ()
    ) -> Transcript:
        self._check_size(recording)
        fields = [("model", self._model)] if self._model else []
        if language:
            # The service refuses «format» without a language.
            fields += [("format", "true"), ("language", language)]
        terms = [term for term in keyterms if 0 < len(term) <= _MAX_KEYTERM_CHARS]
        fields += [("keyterm", term) for term in terms[:_MAX_KEYTERMS]]
        return self._request(_Form(fields, recording, self.container))

    def _new_session(self, deadline: Deadline) -> requests.Session:
        session = requests.Session()
        # Neither proxies nor passwords are taken from the environment unasked.
        session.trust_env = False
        adapter = self._network.requests_adapter(self._timeout, deadline)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return session

    def _request(self, form: _Form) -> Transcript:
        """Make the one kind of request there is; once, for the queue retries."""
        with Deadline(self._deadline) as end:
            response, body = self._exchange(form, end)
        if response.status_code != 200:
            raise error_for(response.status_code, response.headers, body)
        content_type = response.headers.get("Content-Type", "")
        reply = read_reply(body, content_type, _Reply)
        words = tuple(Word(word.text, word.start, word.end) for word in reply.words)
        return Transcript(reply.text, reply.duration, words)

    def _exchange(
        self, form: _Form, deadline: Deadline
    ) -> tuple[requests.Response, bytes]:
        session = self._session or self._new_session(deadline)
        try:
            with session.post(
                self._url,
                data=form,
                headers={"Content-Type": form.content_type, **UNCOMPRESSED},
                auth=self._auth,
                # A redirect would carry the recording to an address that nobody
                # has approved.
                allow_redirects=False,
                stream=True,
            ) as response:
                return response, _read(response)
        except requests.Timeout:
            raise TryLater("timeout") from None
        except requests.exceptions.InvalidURL:
            raise NeedsPerson("bad_base_url") from None
        except requests.RequestException:
            raise TryLater("network") from None
        finally:
            if session is not self._session:
                session.close()


class _Bearer(requests.auth.AuthBase):
    """Carry the key; without an ``auth``, a ``.netrc`` would replace our header."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class _Form:
    """A multipart form, read from disk while it is sent, with the file last.

    «files=» of requests holds the whole file in memory; and the service wants the
    file after every other field.
    """

    def __init__(
        self, fields: list[tuple[str, str]], recording: Path, container: str
    ) -> None:
        # The name on disk could tell whose recording it is, so a fixed one goes out.
        file_head = f'name="file"; filename="recording.{container}"'
        boundary = uuid.uuid4().hex
        head = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
            f"\r\n\r\n{value}\r\n"
            for name, value in fields
        )
        head += (
            f"--{boundary}\r\nContent-Disposition: form-data; {file_head}\r\n"
            f"Content-Type: audio/{container}\r\n\r\n"
        )
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._head = head.encode()
        self._recording = recording
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        self._size = recording.stat().st_size

    def __len__(self) -> int:
        return len(self._head) + self._size + len(self._tail)

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        with self._recording.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
        yield self._tail


class _Word(pydantic.BaseModel):
    text: str
    start: float
    end: float


class _Reply(pydantic.BaseModel):
    text: str
    duration: float | None = None
    words: list[_Word] = []


def _read(response: requests.Response) -> bytes:
    """Return the body, refusing to hold more of it than any reply can need."""
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > MAX_REPLY_BYTES:
            raise TryAnother("oversize_reply")
    return bytes(body)
