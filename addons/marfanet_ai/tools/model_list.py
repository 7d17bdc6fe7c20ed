"""``GET /models``: what a service has to offer, as OpenAI and xAI document it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydantic

from .replies import endpoint, read_reply

if TYPE_CHECKING:
    from .network import Network


def list_models(
    base_url: str,
    key: str,
    *,
    timeout: tuple[float, float],
    deadline: float,
    network: Network,
) -> list[str]:
    """Return the names of a service's models, the newest first where it tells.

    :param base_url: the service's root with its version, ``https://host/v1``
    :param key: the bearer key; any placeholder for a server that wants none
    :param timeout: seconds to connect, and of silence
    :param deadline: seconds for the whole request
    :param network: how the service is reached
    :raise AIServiceError: one of its three kinds
    """
    # Imported here because of its cost, see there.
    from .openai_sdk import connected

    with connected(
        endpoint(base_url, key), key, timeout, None, network, deadline=deadline
    ) as client:
        # The raw reply, as in ``chat``.
        response = client.models.with_raw_response.list()
        body = response.content
    reply = read_reply(body, response.headers.get("Content-Type", ""), _Models)
    newest_first = sorted(reply.data, key=lambda model: -model.created)
    return [model.id for model in newest_first]


class _Model(pydantic.BaseModel):
    id: str
    created: int = 0


class _Models(pydantic.BaseModel):
    data: list[_Model]
