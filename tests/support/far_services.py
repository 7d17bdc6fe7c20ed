"""AI services on the far side of proxies that want a password, reached by TLS.

The shipped providers ask them at their own addresses; what is real is the way there.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ai_server import AIServer
from proxies import Authority, HttpProxy, SocksProxy, TlsFront

XAI, OPENAI = "api.x.ai", "api.openai.com"
XAI_KEY = "xai-marked-5f0c2e7a91d84b36"
OPENAI_KEY = "sk-marked-b7d94e10c35f4a28"
LOGIN = ("marked-login", "marked-proxy-pass-3c9e")


@dataclass
class FarServices:
    """Two services, each with its key and behind a proxy of its own.

    :param environment: what an Odoo server must see to reach them
    """

    xai: AIServer
    openai: AIServer
    environment: dict[str, str]


@contextmanager
def far_services(folder: Path) -> Iterator[FarServices]:
    """Run the services.

    :param folder: where to leave the certificate that vouches for them
    """
    authority = Authority()
    trusted = folder / "authority.pem"
    trusted.write_text(authority.pem)
    login = ":".join(LOGIN) + "@"
    with ExitStack() as stack:

        def serve(ai: AIServer, name: str, kind: type) -> str:
            port = int(ai.url.rpartition(":")[2].split("/")[0])
            front = TlsFront(authority.server(name), ("127.0.0.1", port))
            stack.enter_context(front)
            routes = {(name, 443): ("127.0.0.1", front.port)}
            return stack.enter_context(kind(routes, login=LOGIN)).url(login)

        xai = stack.enter_context(AIServer(key=XAI_KEY))
        openai = stack.enter_context(
            AIServer(key=OPENAI_KEY, chat_models=("gpt-6-luna",))
        )
        environment = {
            "XAI_API_KEY": XAI_KEY,
            "OPENAI_API_KEY": OPENAI_KEY,
            "XAI_PROXY": serve(xai, XAI, SocksProxy),
            "OPENAI_PROXY": serve(openai, OPENAI, HttpProxy),
            "SSL_CERT_FILE": os.fspath(trusted),
        }
        yield FarServices(xai, openai, environment)
