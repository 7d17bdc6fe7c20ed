"""A real server of the product, on a database of its own."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ["CACHE"]) / "odoo-data"
PATIENCE = 120  # seconds until a started server must answer


class OdooServer:
    """Odoo with its job runner in another process, on a copy of a database.

    Use it as a context manager; the database goes when the block is left.

    :param template: the database to copy, with the addons installed
    :param port: where to listen on 127.0.0.1
    :param log: the file that the server's log is written to
    :param environment: variables that the server sees beside ours
    """

    def __init__(
        self, template: str, port: int, log: Path, environment: dict[str, str]
    ) -> None:
        self.database = f"{template}_{uuid.uuid4().hex[:6]}"
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self._template = template
        self._port = port
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "OdooServer":
        subprocess.run(
            ["createdb", "--template", self._template, self.database], check=True
        )
        shutil.copytree(self._filestore(self._template), self._filestore(self.database))
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()
        subprocess.run(["dropdb", "--force", self.database], check=True)
        shutil.rmtree(self._filestore(self.database), ignore_errors=True)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        configuration = PROJECT / "config" / "development.conf"
        command = [sys.executable, "-m", "odoo", f"--config={configuration}"]
        command += [f"--addons-path={PROJECT / 'addons'}", f"--data-dir={DATA}"]
        command += [f"--database={self.database}", "--http-interface=127.0.0.1"]
        command += [f"--http-port={self._port}", "--max-cron-threads=0"]
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                command, cwd="/", env=self._environment, stdout=log, stderr=log
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        """Stop the server as an administrator would."""
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self._process and self._process.poll() is None, (
                f"The server ended: {self.log}"
            )
            try:
                with urllib.request.urlopen(f"{self.url}/web/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                # Nothing tells when a port opens but trying it.
                time.sleep(0.1)
        raise AssertionError(f"The server never answered: {self.log}")

    def _filestore(self, database: str) -> Path:
        return DATA / "filestore" / database
