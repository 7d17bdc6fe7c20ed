"""P8 and P9: what our own work adds to the time that the AI services take.

On a server with two workers, the job runner and the websocket in processes of their
own, as in production; the services are the local AI server.
"""

import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import websocket
from conftest import AI_KEY
from faults.moments import Moments
from faults.numbered import NumberedAI, record
from support.clients import Browser, Integrator, log_in
from support.database import connected, rows, until
from support.many_workers import WORKERS, ManyWorkers, free_port
from support.odoo_server import OdooServer, odoo_command

from .table import Row

AT_ONCE = 4
ROUNDS = 10
NOTES = 40
TURNS = 9
INSTANT = (0.0, 0.0)
PATIENCE = 120  # seconds until all must be done
PURPOSE = {"purpose": "support"}
READY = "SELECT count(*) FROM marfanet_voice_note WHERE state = 'ready'"
# Of the few at work, not of the many that are ready: it is asked twenty times a second.
AT_WORK = """
    SELECT count(*) FROM marfanet_voice_note WHERE state IN
           ('received', 'transcribing', 'waiting', 'transcribed', 'analysed')
"""


def measure_until_visible(server: OdooServer) -> list[Row]:
    """P8: from the last byte of the last answer until a person can see the tasks."""
    with _production(server) as (many, folder):
        paths = record(folder, AT_ONCE, long=False)
        with NumberedAI(AI_KEY, AT_ONCE, Moments(), INSTANT) as ai:
            partner = _use(many, ai)
            agents = [_Agent(many, f"agent{n + 1}", partner) for n in range(AT_ONCE)]
            took: list[float] = []
            for turn in range(ROUNDS + 1):
                seen = _at_once(agents, paths, ai)
                # The first one pays for what processes load once.
                took += seen if turn else []
            for agent in agents:
                agent.leave()
    median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[18]
    what = f"answer of the model → tasks visible, {AT_ONCE} notes at once"
    return [
        Row("P8", f"{what}, median", f"{median:.2f} s", "", median, 1),
        Row("P8", f"{what}, p95", f"{p95:.2f} s", "", p95, 2),
    ]


def measure_throughput(server: OdooServer) -> list[Row]:
    """P9: notes a minute, against the calls alone with as many at the same time."""
    with _production(server) as (many, folder):
        paths = record(folder, NOTES, long=False)
        with NumberedAI(AI_KEY, NOTES, Moments(), INSTANT) as ai:
            partner = _use(many, ai)
            browser = log_in(many.url, many.database, "agent1", "agent1")
            about = {"representative": partner, **PURPOSE}
            # Each worker loads what it loads once: with one note after the other, the
            # same one may take them all.
            _work_off(many, browser, paths[: 2 * WORKERS], about)
            # In turn: whatever else the machine does then weighs on both alike.
            with _CallsAlone(many.database, paths) as calls_alone:
                calls_alone.make()
                took = [
                    (_work_off(many, browser, paths, about), calls_alone.make())
                    for _turn in range(TURNS)
                ]
    ours, calls = (statistics.median(seconds) for seconds in zip(*took, strict=True))
    ratio = statistics.median(calls / ours for ours, calls in took)
    return [
        Row(
            "P9", f"notes a minute, instant services, {WORKERS} workers",
            f"{60 * NOTES / ours:.0f}", f"{60 * NOTES / calls:.0f} (the calls alone)",
            ratio, 0.5, at_least=True,
        )
    ]  # fmt: skip


@contextmanager
def _production(server: OdooServer) -> Iterator[tuple[ManyWorkers, Path]]:
    """Put a server with workers in the place of another one."""
    server.stop()
    log = server.log.with_name("server-many.log")
    environment = {"XAI_API_KEY": AI_KEY}
    try:
        with (
            tempfile.TemporaryDirectory(prefix="marfanet-bench-") as folder,
            ManyWorkers(server.database, free_port(8480), log, environment) as many,
        ):
            yield many, Path(folder)
    finally:
        server.start()


def _use(server: ManyWorkers, ai: NumberedAI) -> int:
    """Let only the local services be asked; return a representative."""
    admin = Integrator(server.url, server.database, "admin", "admin")
    providers = admin.call("marfanet.ai.provider", "search_read", [])
    for provider in providers:
        wanted = provider["protocol"] == "xai_speech" or provider["kind"] == "language"
        key = "XAI_API_KEY" if wanted else "UNSET_API_KEY"
        values = {"base_url": ai.url, "key_name": key}
        admin.call("marfanet.ai.provider", "write", [provider["id"]], values)
    return admin.call("res.partner", "search", [["is_representative", "=", True]])[0]


class _Agent:
    """A person whose page is open, and listens."""

    def __init__(self, server: ManyWorkers, login: str, partner: int) -> None:
        self._browser: Browser = log_in(server.url, server.database, login, login)
        self._about = {"representative": partner, **PURPOSE}
        self._line = websocket.create_connection(
            f"ws://127.0.0.1:{server.websocket_port}/websocket",
            cookie=self._browser.cookie(),
            origin=server.url,
            timeout=PATIENCE,
        )
        asked = {"event_name": "subscribe", "data": {"channels": [], "last": 0}}
        self._line.send(json.dumps(asked))

    def send_and_see(self, path: Path) -> float:
        """Send a recording; return when its tasks could be read."""
        number = str(uuid.uuid4())
        receipt = self._browser.send_in_pieces(path, number, **self._about)
        while not self._says_ready(number):
            pass
        tasks = self._browser.call(
            "marfanet.task", "search_read", [["voice_note_id", "=", receipt["id"]]]
        )
        assert tasks, "The note is said to be ready and has no tasks"
        return time.monotonic()

    def leave(self) -> None:
        self._line.close()

    def _says_ready(self, number: str) -> bool:
        told = [one["message"] for one in json.loads(self._line.recv())]
        return any(
            message["type"] == "marfanet_voice_note"
            and message["payload"]["client_uuid"] == number
            and message["payload"]["state"] == "ready"
            for message in told
        )


def _at_once(agents: list[_Agent], paths: list[Path], ai: NumberedAI) -> list[float]:
    """Return the seconds from each note's last answer until its tasks were there."""
    seen: dict[int, float] = {}

    def send(number: int) -> None:
        seen[number] = agents[number].send_and_see(paths[number])

    threads = [threading.Thread(target=send, args=(n,)) for n in range(len(agents))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [seen[number] - ai.answered_at[number] for number in range(len(agents))]


def _ready(database: str) -> int:
    return rows(database, READY)[0][0]


def _work_off(
    server: ManyWorkers, browser: Browser, paths: list[Path], about: dict
) -> float:
    """Return the seconds that the notes' work takes, once all of them are there."""
    wanted = _ready(server.database) + len(paths)
    with server.runner_stopped():
        for path in paths:
            browser.send_in_pieces(path, str(uuid.uuid4()), **about)
        began = time.monotonic()
    # On one connection: to make one takes PostgreSQL as long as a job's queries do.
    with connected(server.database) as find:
        assert until(lambda: not find(AT_WORK)[0][0], PATIENCE, 0.05)
        took = time.monotonic() - began
        assert find(READY)[0][0] == wanted
    return took


class _CallsAlone:
    """A process that makes the bare calls of recordings, each time it is told to."""

    def __init__(self, database: str, paths: list[Path]) -> None:
        script = Path(__file__).with_name("voice_calls_in_process.py").read_text()
        turns, self._turns = os.pipe()
        asked = {
            "paths": list(map(str, paths)),
            "at_once": WORKERS,
            "turns": turns,
        }
        self._process = subprocess.Popen(
            odoo_command(database, "--no-http", "--log-level=warn", command="shell"),
            cwd="/", text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            pass_fds=[turns],
            env={
                **os.environ,
                "XAI_API_KEY": AI_KEY,
                "MARFANET_BENCH_CALLS": json.dumps(asked),
            },
        )  # fmt: skip
        os.close(turns)
        self._process.stdin.write(script)
        self._process.stdin.close()

    def __enter__(self) -> "_CallsAlone":
        return self

    def __exit__(self, *raised: object) -> None:
        os.close(self._turns)
        self._process.wait()
        self._process.stdout.close()

    def make(self) -> float:
        """Return the seconds that the calls of all recordings take."""
        os.write(self._turns, b"\n")
        for line in self._process.stdout:
            if line.startswith("{"):
                return json.loads(line)["seconds"]
        raise AssertionError(f"The calls have ended: {self._process.wait()}")
