import socket
import ssl
import subprocess
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import pydantic

from odoo.tests import BaseCase
from odoo.tools import mute_logger

from ..exceptions import TryLater
from ..tools.chat import ChatModel
from ..tools.deadline import Deadline
from ..tools.network import Network
from ..tools.speech_openai import OpenAISpeech
from ..tools.speech_xai import XaiSpeech
from .ai_server import AIServer, tone


class Word(pydantic.BaseModel):
    word: str


class TestDeadline(BaseCase):
    """Services that never fall silent, and never finish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.ogg = tone(cls.folder, "ogg", 1)
        cls.webm = tone(cls.folder, "webm", 1)

    def requests(self):
        """Return what makes a request to a server, for each client."""
        question = [{"role": "user", "content": "؟"}]
        limits = {"deadline": 1.5, "timeout": (5, 30)}
        return {
            "chat": lambda server: ChatModel(
                server.url, server.key, "chat-model", **limits
            ).ask(question, Word),
            "openai": lambda server: OpenAISpeech(
                server.url, server.key, "whisper-1", **limits
            ).transcribe(self.webm),
            "xai": lambda server: XaiSpeech(
                server.url, server.key, **limits
            ).transcribe(self.ogg),
        }

    def times_out(self, ask):
        with self.assertRaises(TryLater) as caught:
            ask()
        self.assertEqual(caught.exception.code, "timeout")

    def test_reply_that_drips_ends_in_time(self):
        for fault in ("drip", "drip_headers"):
            for name, ask in self.requests().items():
                # urllib3 warns of headers that do not end.
                with (
                    self.subTest(name, fault=fault),
                    mute_logger("urllib3.connection"),
                    AIServer() as server,
                ):
                    server.fault(fault)
                    self.times_out(lambda ask=ask, server=server: ask(server))

    def test_reply_that_drips_through_tls_ends_in_time(self):
        with _DrippingTLS(self.folder) as (port, tls):
            network = Network(tls=tls)
            url = f"https://localhost:{port}/v1"
            limits = {"deadline": 1.5, "timeout": (5, 30), "network": network}
            question = [{"role": "user", "content": "؟"}]
            chat = ChatModel(url, "key", "m", **limits)
            self.times_out(lambda: chat.ask(question, Word))
            speech = XaiSpeech(url, "key", **limits)
            self.times_out(lambda: speech.transcribe(self.ogg))

    def test_block_that_ends_in_time_is_left_alone(self):
        ours, theirs = socket.socketpair()
        with ours, theirs, Deadline(60) as deadline:
            deadline.watch(ours)
            ours.send(b"x")
            self.assertEqual(theirs.recv(1), b"x")

    def test_connection_made_too_late_is_cut_at_once(self):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            with self.assertRaises(TryLater), Deadline(0.01) as deadline:
                first, other = socket.socketpair()
                with first, other:
                    deadline.watch(first)
                    self.assertEqual(first.recv(1), b"")
                deadline.watch(ours)
                self.assertEqual(theirs.recv(1), b"")

    def test_who_leaves_because_nobody_waits_is_let_go(self):
        def pieces():
            with Deadline(0.01) as deadline:
                ours, theirs = socket.socketpair()
                with ours, theirs:
                    deadline.watch(ours)
                    ours.recv(1)
                yield "x"

        late = pieces()
        next(late)
        late.close()


class _DrippingTLS:
    """A TLS server whose reply comes a byte at a time; gives its port and its trust."""

    def __init__(self, folder: Path) -> None:
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
        command += ["-keyout", key, "-out", certificate, "-days", "2"]
        command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        subprocess.run(command, check=True, capture_output=True)
        self._ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._ours.load_cert_chain(certificate, key)
        self._theirs = ssl.create_default_context(cafile=str(certificate))
        self._closing = threading.Event()

    def __enter__(self) -> tuple[int, ssl.SSLContext]:
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        return self._listener.getsockname()[1], self._theirs

    def __exit__(self, *_error: object) -> None:
        self._closing.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                plain, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._drip, args=(plain,), daemon=True).start()

    def _drip(self, plain: socket.socket) -> None:
        # The client goes away.
        with (
            suppress(OSError),
            self._ours.wrap_socket(plain, server_side=True) as sock,
        ):
            sock.recv(65536)
            sock.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
            # An end, for the client that would wait for ever.
            for _byte in range(400):
                if self._closing.wait(0.05):
                    return
                sock.send(b" ")
