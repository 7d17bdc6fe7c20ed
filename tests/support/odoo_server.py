"""A real server of the product, on a database of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from . import memory

PROJECT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ["CACHE"]) / "odoo-data"
PATIENCE = 120  # seconds until a started server must answer


@contextmanager
def database_copy(template: str) -> Iterator[str]:
    """Give the name of a copy of a database and of its files, which goes in the end."""
    database = f"{template}_{uuid.uuid4().hex[:6]}"
    subprocess.run(["createdb", "--template", template, database], check=True)
    try:
        shutil.copytree(filestore(template), filestore(database))
        yield database
    finally:
        drop_database(database)


def drop_database(database: str) -> None:
    """Drop a database, whoever is connected, and its files."""
    subprocess.run(["dropdb", "--force", "--if-exists", database], check=True)
    shutil.rmtree(filestore(database), ignore_errors=True)


def odoo_command(
    database: str,
    *options: str,
    command: str = "server",
    configuration: str = "development.conf",
) -> list[str]:
    """Return the command line of Odoo on this checkout.

    :param options: further ones
    :param command: Odoo's own command, as "shell"
    :param configuration: which file of ``config`` it reads
    """
    return [
        sys.executable, "-m", "odoo", command,
        f"--config={PROJECT / 'config' / configuration}",
        f"--addons-path={PROJECT / 'addons'}",
        f"--data-dir={DATA}",
        f"--database={database}",
        *options,
    ]  # fmt: skip


class OdooServer:
    """Odoo with its job runner in another process; use it as a context manager.

    :param database: the database it serves
    :param port: where to listen on 127.0.0.1
    :param log: the file that the server's log is written to
    :param environment: variables that the server sees beside ours
    """

    # Ctrl+C is for the server too.
    _own_session = False

    def __init__(
        self, database: str, port: int, log: Path, environment: dict[str, str]
    ) -> None:
        self.database = database
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self._port = port
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "OdooServer":
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def processor_seconds(self) -> float:
        """Return what the server has taken so far, programs it has run included."""
        return memory.processor_seconds(self._process.pid)

    def memory_since_now(self) -> Callable[[], int]:
        """Return a function that tells by how many bytes it has grown at its peak."""
        return memory.memory_since_now(self._process.pid)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                self._command(),
                cwd="/",
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=self._own_session,
            )
        self._wait_until_it_answers()

    def _command(self) -> list[str]:
        return odoo_command(
            self.database,
            "--http-interface=127.0.0.1",
            f"--http-port={self._port}",
            "--max-cron-threads=0",
        )

    def stop(self) -> None:
        """Stop the server as an administrator would."""
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def kill(self) -> None:
        """Kill the server in the middle of whatever it does."""
        assert self._process
        self._process.kill()
        self.wait_until_killed()

    def wait_until_killed(self) -> None:
        """Wait until something has killed the server.

        :raise subprocess.TimeoutExpired: nothing has
        """
        assert self._process
        status = self._process.wait(timeout=PATIENCE)
        self._process = None
        assert status == -signal.SIGKILL, f"The server ended with {status}: {self.log}"

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


def filestore(database: str) -> Path:
    """Return the folder of a database's files."""
    return DATA / "filestore" / database
