"""A server as in production, whose processes can be told apart and killed."""

import functools
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .database import rows, until
from .odoo_server import PATIENCE, PROJECT, OdooServer, odoo_command

WORKERS = 2
LAUNCHER = Path(__file__).with_name("launch.py")
# queue_job's own number, of the lock that its runner holds for as long as it lives.
RUNNER_LOCK = 2293787760715711918
# Where this run's ports begin, below those that the system gives to clients. Between
# looking for a port and listening there, another run would find the same one free.
PORTS = 11_000 + os.getpid() % 50 * 400

_HOLDER = """
    SELECT DISTINCT substr(application_name, 6)::int
      FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE datname = current_database() AND application_name ~ '^odoo-[0-9]+$'
       AND locktype = 'advisory' AND classid::bigint = %s AND objid::bigint = %s
       AND objsubid = 1
"""


class ManyWorkers(OdooServer):
    """Odoo with workers, a cron worker, the websocket's process and the job runner.

    Each is a process of its own, as ``config/odoo.conf`` has it, with its limits.
    """

    # So that all of it can be killed at once, and we are not.
    _own_session = True

    @functools.cached_property
    def websocket_port(self) -> int:
        """Where the process of the websocket listens, on 127.0.0.1."""
        return free_port(self._port + 1)

    def _command(self) -> list[str]:
        command = odoo_command(
            self.database,
            "--http-interface=127.0.0.1",
            f"--http-port={self._port}",
            f"--gevent-port={self.websocket_port}",
            f"--workers={WORKERS}",
            "--max-cron-threads=1",
            configuration="odoo.conf",
        )
        return [sys.executable, str(LAUNCHER), *command[4:]]

    # --- WHO IS WHO

    def children(self) -> set[int]:
        """Return the numbers of the processes that the server has forked."""
        assert self._process
        main = self._process.pid
        listed = Path(f"/proc/{main}/task/{main}/children")
        return {int(child) for child in listed.read_text().split()}

    def runner(self) -> int | None:
        """Return the number of the job runner's process, if one is ready."""
        lock = (RUNNER_LOCK >> 32, RUNNER_LOCK & 0xFFFFFFFF)
        found = rows(self.database, _HOLDER, lock)
        return next((pid for (pid,) in found if pid in self.children()), None)

    def workers(self) -> list[int]:
        """Return the numbers of the workers, of requests and jobs and of cron."""
        others = {self.runner()}
        for child in self.children():
            with suppress(FileNotFoundError):
                # Odoo's command of that name, not an option in which it occurs
                if b"gevent" in Path(f"/proc/{child}/cmdline").read_bytes().split(
                    b"\0"
                ):
                    others.add(child)
        return sorted(self.children() - others)

    # --- KILLING

    def kill(self) -> None:
        """Kill the server with all it has forked, as a power cut does."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    @staticmethod
    def kill_one(process: int) -> bool:
        """Kill one process, and return whether it was still there."""
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    @contextmanager
    def runner_stopped(self) -> Iterator[None]:
        """Let the job runner stand still, without a word, while the block lasts."""
        runner = until(self.runner, PATIENCE)
        assert runner, "There is no job runner"
        os.kill(runner, signal.SIGSTOP)
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.kill(runner, signal.SIGCONT)


def own_port(place: int) -> int:
    """Return a port that nobody listens on, of those that are this run's.

    :param place: from 0 to 399, where to begin; each server of a run has its own
    """
    return free_port(PORTS + place)


def free_port(first: int) -> int:
    """Return a port that nobody listens on, from this one on."""
    script = PROJECT / "scripts" / "free_port.py"
    command = [sys.executable, str(script), "127.0.0.1", str(first)]
    return int(subprocess.check_output(command, text=True))
