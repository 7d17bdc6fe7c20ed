"""The openai SDK as both of its users need it: how to connect, what its errors mean.

Importing this module imports the SDK, which takes 0.7 s: ``chat`` and
``speech_openai`` import it when they make a call, so that starting Odoo does not pay
for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import openai

from ..exceptions import NeedsPerson, TryAnother, TryLater
from .deadline import Deadline
from .network import Network
from .replies import MAX_REPLY_BYTES, UNCOMPRESSED, error_for


@contextmanager
def connected(
    base_url: str,
    key: str,
    timeout: tuple[float, float],
    transport: httpx2.BaseTransport | None,
    network: Network | None = None,
    *,
    deadline: float,
) -> Iterator[openai.OpenAI]:
    """Yield an SDK client; its errors leave the block as ours.

    :param base_url: checked already, see ``replies.endpoint``
    :param timeout: seconds to connect, and of silence while writing or reading
    :param transport: what a test wants in place of the network
    :param network: how the service is reached; by default this machine is, alone
    :param deadline: seconds for the whole block
    :raise AIServiceError: one of its three kinds
    """
    connect, silence = timeout
    network = network or Network()
    with (
        Deadline(deadline) as end,
        httpx2.Client(
            transport=transport or network.httpx_transport(end),
            # Neither proxies nor passwords are taken from the environment unasked.
            trust_env=False,
            timeout=httpx2.Timeout(silence, connect=connect),
            # A redirect would carry the request to an address nobody has approved.
            follow_redirects=False,
            event_hooks={"response": [_bound]},
        ) as http_client,
    ):
        try:
            yield openai.OpenAI(
                base_url=base_url,
                api_key=key,
                timeout=http_client.timeout,
                # The queue is the only retrier.
                max_retries=0,
                default_headers=UNCOMPRESSED,
                http_client=http_client,
            )
        except (openai.APITimeoutError, httpx2.TimeoutException):
            raise TryLater("timeout") from None
        except openai.APIStatusError as error:
            reply = error.response
            raise error_for(reply.status_code, reply.headers, reply.content) from None
        except httpx2.InvalidURL:
            raise NeedsPerson("bad_base_url") from None
        except (openai.APIConnectionError, httpx2.HTTPError):
            raise TryLater("network") from None
        except openai.OpenAIError:
            raise TryAnother("request_refused") from None


def _bound(response: httpx2.Response) -> None:
    # Not what was asked for, and the size below is counted before unpacking.
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise TryAnother("invalid_output")
    response.stream = _Bounded(response.stream)


class _Bounded(httpx2.SyncByteStream):
    """A reply's body, refused once it is larger than any reply can need."""

    def __init__(self, stream: httpx2.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if size > MAX_REPLY_BYTES:
                raise TryAnother("oversize_reply")
            yield chunk

    def close(self) -> None:
        self._stream.close()
