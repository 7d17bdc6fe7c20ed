"""The real nginx with the configuration of config/nginx, on ports of anybody's."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .many_workers import free_port, own_port
from .odoo_server import PATIENCE, PROJECT

CRM, API = "crm.example.com", "api.example.com"
CONFIGURATION = PROJECT / "config" / "nginx"

# What a machine's own nginx.conf has around it, without what only root may use.
_MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/main-error.log;
events {{ worker_connections 512; }}
http {{
    include {folder}/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/marfanet.conf;
}}
"""


@dataclass
class Answer:
    """What came back.

    :param headers: all of them, a name may come more than once
    """

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Return what each header of this name says."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


class Nginx:
    """nginx before a server; use it as a context manager.

    :param folder: of its own, where it keeps all it writes
    :param pages: the port of Odoo's pages, on 127.0.0.1
    :param websocket: the port of Odoo's websocket
    :param integrators: the address from which other systems may call
    :param limited: whether requests are limited as the configuration says; a test asks
        faster than people do
    """

    def __init__(
        self,
        folder: Path,
        pages: int,
        websocket: int,
        *,
        integrators: str = "127.0.0.1",
        limited: bool = False,
    ) -> None:
        self.folder = folder
        self._upstreams = pages, websocket
        self._integrators = integrators
        self._limited = limited
        self.port = own_port(360)
        self.plain_port = free_port(self.port + 1)
        self.url = f"https://{CRM}:{self.port}"
        self._process: subprocess.Popen | None = None
        self._links: dict[str, http.client.HTTPSConnection] = {}

    def __enter__(self) -> "Nginx":
        self._configure()
        folder = str(self.folder)
        command = ["nginx", "-p", folder, "-c", f"{folder}/main.conf"]
        checked = subprocess.run(
            [*command, "-t"], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr
        assert "[warn]" not in checked.stderr, checked.stderr
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5):
                    return self
            except OSError:
                # Nothing tells when a port opens but trying it.
                assert self._process.poll() is None, self.log("main-error.log")
                assert time.monotonic() < deadline, "nginx never answered"
                time.sleep(0.05)

    def __exit__(self, *_exception: object) -> None:
        for link in self._links.values():
            link.close()
        if self._process:
            self._process.terminate()
            self._process.wait()

    def log(self, name: str) -> str:
        """Return what one of its logs holds so far."""
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    def ask(
        self,
        path: str,
        *,
        name: str = CRM,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Ask over TLS, as a client that trusts the certificate.

        :param path: as it is to be sent
        :param name: of the server that is asked
        """
        link = self._links.pop(name, None) or self.connect(name)
        link.request(method, path, body=body, headers=dict(headers or {}))
        reply = link.getresponse()
        answer = Answer(reply.status, reply.getheaders(), reply.read())
        # A greeting under TLS costs more than what is asked.
        if reply.will_close:
            link.close()
        else:
            self._links[name] = link
        return answer

    def connect(self, name: str = CRM) -> http.client.HTTPSConnection:
        """Return a connection to one of its names, wherever that may be elsewhere."""
        trusted = ssl.create_default_context(cafile=self.folder / "crm.pem")
        link = http.client.HTTPSConnection(name, self.port, timeout=60)
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        link.sock = trusted.wrap_socket(plain, server_hostname=name)
        return link

    def _configure(self) -> None:
        self.folder.mkdir(parents=True)
        shutil.copytree(CONFIGURATION / "snippets", self.folder / "snippets")
        self._make_certificate()
        (self.folder / "mime.types").write_text("types { text/html html; }\n")
        # Only root may choose, and then must: the folder is root's.
        user = "user root;" if os.geteuid() == 0 else ""
        main = _MAIN.format(folder=self.folder, user=user)
        (self.folder / "main.conf").write_text(main)
        (self.folder / "marfanet.conf").write_text(self._adapted())

    def _adapted(self) -> str:
        """Return the configuration with what its first lines say is to be changed."""
        text = (CONFIGURATION / "marfanet.conf").read_text()
        # A machine without IPv6 is a machine too.
        text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
        if not self._limited:
            text = re.sub(r"rate=\d+r/[sm]", "rate=10000r/s", text)
        pages, websocket = self._upstreams
        for old, new in {
            "127.0.0.1:8069;": f"127.0.0.1:{pages};",
            "127.0.0.1:8072;": f"127.0.0.1:{websocket};",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "listen 80": f"listen 127.0.0.1:{self.plain_port}",
            "/etc/nginx/certificates/api": f"{self.folder}/crm",
            "/etc/nginx/certificates/crm": f"{self.folder}/crm",
            "/var/log/nginx": str(self.folder),
            "192.0.2.10;": f"{self._integrators};",
        }.items():
            assert old in text, old
            text = text.replace(old, new)
        return text

    def _make_certificate(self) -> None:
        subprocess.run(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                "-days", "2", "-subj", f"/CN={CRM}",
                "-addext", f"subjectAltName=DNS:{CRM},DNS:{API}",
                "-keyout", str(self.folder / "crm.key"),
                "-out", str(self.folder / "crm.pem"),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
