import contextlib
import socket
import ssl
import tempfile
from pathlib import Path
from unittest.mock import patch

import pydantic

from odoo.tests import BaseCase
from odoo.tests.common import _super_send

from ..exceptions import AIServiceError
from ..tools.chat import ChatModel
from ..tools.network import NestingContext
from ..tools.speech_openai import OpenAISpeech
from ..tools.speech_xai import XaiSpeech
from .ai_server import AIServer, tone
from .proxies import Authority, TlsFront

# A name that exists nowhere (RFC 2606): where it leads, each test says.
SERVICE = "api.example"


class Fine(pydantic.BaseModel):
    fine: bool


class NetworkCase(BaseCase):
    """The three clients, and a service that proves its name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.ogg = tone(Path(folder.name), "ogg", 1)
        cls.webm = tone(Path(folder.name), "webm", 1)
        cls.authority = Authority()
        cls.tls = NestingContext(ssl.PROTOCOL_TLS_CLIENT)
        cls.tls.load_verify_locations(cadata=cls.authority.pem)
        cls.clients = (cls.chat, cls.openai_speech, cls.xai_speech)

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        # Odoo lets requests go to this machine by its address alone. The name of the
        # service leads nowhere but to the servers of the test.
        return _super_send(session, request, **options)

    # Each asks once, and the service hears what it expects.

    @classmethod
    def chat(cls, url, network, key="test-key"):
        chat = ChatModel(url, key, "chat-model", network=network)
        return chat.ask([{"role": "user", "content": "?"}], Fine)

    @classmethod
    def openai_speech(cls, url, network, key="test-key"):
        client = OpenAISpeech(url, key, "whisper-1", network=network)
        return client.transcribe(cls.webm)

    @classmethod
    def xai_speech(cls, url, network, key="test-key"):
        return XaiSpeech(url, key, network=network).transcribe(cls.ogg)

    @contextlib.contextmanager
    def service(self, name=SERVICE, authority=None, **place):
        """Serve https under a name; gives the AI server and what stands before it.

        :param name: the one that the certificate proves
        :param authority: who has signed it; by default one that is trusted
        """
        with AIServer() as server:
            server.answer(None, always=True)
            server.speech("سلام", always=True)
            behind = ("127.0.0.1", int(server.url.rpartition(":")[2].split("/")[0]))
            context = (authority or self.authority).server(name)
            with TlsFront(context, behind, **place) as front:
                yield server, front

    def fails(self, code, ask, *args):
        """Ask, and return the error, which must have this code."""
        with self.assertRaises(AIServiceError) as caught:
            ask(*args)
        self.assertEqual(caught.exception.code, code)
        return caught.exception

    @contextlib.contextmanager
    def dns(self, **answers):
        """Answer for names, at the one place where anybody asks DNS.

        :param answers: for each name, with «_» for its dots, the list of addresses of
            each question in turn
        :return: a list of the names that were asked for
        """
        real, asked = socket.getaddrinfo, []

        def getaddrinfo(host, port, *args, **options):
            key = str(host).replace(".", "_")
            if key not in answers:
                # Numbers need no DNS; «AI_NUMERICHOST» makes sure of it.
                options["flags"] = socket.AI_NUMERICHOST
                return real(host, port, *args, **options)
            asked.append(host)
            addresses = answers[key].pop(0)
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port or 0))
                if "." in address
                else (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, 0, 0, 0))
                for address in addresses
            ]

        with patch.object(socket, "getaddrinfo", getaddrinfo):
            yield asked
