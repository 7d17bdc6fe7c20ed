"""The product on a real server with all its processes, devices that send, and kills."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from conftest import AI_KEY, Product, make_product
from support.database import until
from support.jobs import wake_runner
from support.many_workers import ManyWorkers, free_port, own_port
from support.odoo_server import database_copy, filestore

from . import checks
from .devices import Device, Note
from .killing import Killer
from .moments import Moments, Pace
from .numbered import NumberedAI, record
from .recovery import Recovery

# After the last kill: the watchdog looks at what stands still for two minutes.
PATIENCE = 420


@dataclass
class Scale:
    """How much of it.

    :param ahead: notes that are sent before the first kill
    :param long: whether one recording is long enough to be heard in pieces
    :param hurry: whether the runner is woken more often than the watchdog does it, once
        a minute
    """

    notes: int
    kills: list[tuple[str, str]]
    agents: int = 5
    representatives: int = 5
    ahead: int = 12
    long: bool = True
    hurry: bool = False


@dataclass
class Outcome:
    """What came of it.

    :ivar problems: what is wrong, in words
    """

    killer: Killer
    recovery: Recovery
    states: dict[str, int]
    sent: int
    seconds: float
    problems: list[str] = field(default_factory=list)


@dataclass
class Arena:
    """A server to be killed."""

    server: ManyWorkers
    product: Product
    orders: Path
    temporary: Path


@contextmanager
def arena(template: str, log: Path, first_port: int = 0) -> Iterator[Arena]:
    """Start the product on a copy of a database.

    :param log: the file of the server's log
    :param first_port: where to look for a free port: two arenas that run at the same
        time need ranges of their own, for a server that was killed has let go of its;
        0 for this run's own
    """
    with (
        tempfile.TemporaryDirectory(prefix="marfanet-faults-") as name,
        database_copy(template) as database,
    ):
        orders, temporary = Path(name, "orders"), Path(name, "temporary")
        orders.mkdir()
        temporary.mkdir()
        log.unlink(missing_ok=True)
        environment = {
            "XAI_API_KEY": AI_KEY,
            "MARFANET_CRASH_POINTS": str(orders),
            "TMPDIR": str(temporary),
        }
        port = free_port(first_port) if first_port else own_port(20)
        with ManyWorkers(database, port, log, environment) as server:
            yield Arena(server, make_product(server), orders, temporary)


def run(place: Arena, scale: Scale, folder: Path) -> Outcome:
    """Send, kill, wait until all is done, and look what has become of it."""
    moments = Moments()
    pace = Pace(scale.notes, len(scale.kills), scale.ahead)
    database = place.server.database
    recovery = Recovery(database)
    killer = Killer(place.server, place.orders, moments, pace, recovery)
    began = time.monotonic()
    with NumberedAI(AI_KEY, scale.notes, moments) as ai:
        place.product.use_ai(ai, speech="xai_speech", language=True)
        notes = _notes(place.product, scale, folder)
        devices = _devices(place, notes, scale.agents, pace, moments)
        for thread in (recovery, *devices):
            thread.start()
        try:
            for number, (victim, moment) in enumerate(scale.kills):
                killer.kill(victim, moment)
                _tell(f"kill {number + 1} of {len(scale.kills)}: {victim}, {moment}")
            pace.all()
            _wait_for_the_end(database, devices, scale.hurry)
        finally:
            for device in devices:
                device.end()
            recovery.end()
        found = [
            f"{device.name}: {device.error!r}" for device in devices if device.error
        ]
        found += [f"note {note} stands as {state}" for note, state in
                  checks.standing(database)]  # fmt: skip
        found += checks.problems(database, notes, ai, killer.kills)
        found += recovery.problems()
        seconds = time.monotonic() - began
        _clean_up(place)
        place.server.stop()
        found += [f"left: {one}" for one in checks.orphans(database, place.temporary)]
        states = dict(checks.states(database))
        sent = sum(note.sent for note in notes)
        return Outcome(killer, recovery, states, sent, seconds, found)


def _notes(product: Product, scale: Scale, folder: Path) -> list[Note]:
    paths = record(folder, scale.notes, scale.long)
    representatives = [
        product.admin.call(
            "res.partner",
            "create",
            {"name": f"نماینده‌ی {n}", "is_representative": True},
        )
        for n in range(scale.representatives)
    ]
    return [
        Note(number, path, representatives[number % len(representatives)])
        for number, path in enumerate(paths)
    ]


def _devices(
    place: Arena, notes: list[Note], agents: int, pace: Pace, moments: Moments
) -> list[Device]:
    admin = place.product.admin
    group = admin.call(
        "ir.model.data",
        "check_object_reference",
        "marfanet_crm",
        "group_marfanet_agent",
    )[1]
    devices = []
    for number in range(agents):
        login = f"device-{number}"
        person = {"name": login, "login": login, "password": login}
        person |= {"tz": "Asia/Tehran", "group_ids": [[6, 0, [group]]]}
        admin.call("res.users", "create", person, context={"no_reset_password": True})
        devices.append(
            Device(
                place.server.url,
                place.server.database,
                login,
                notes[number::agents],
                pace,
                moments,
            )
        )
    return devices


def _wait_for_the_end(database: str, devices: list[Device], hurry: bool) -> None:
    def over() -> bool:
        if hurry:
            wake_runner(database)
        sending = any(device.is_alive() for device in devices)
        return not sending and not checks.standing(database)

    until(over, PATIENCE, 0.5)


def _clean_up(place: Arena) -> None:
    """Have the daily clean-up run, as on the day after tomorrow."""
    admin = place.product.admin
    folder = filestore(place.server.database) / "marfanet_voice_uploads"
    if folder.exists():
        for path in folder.iterdir():
            _make_old(path)
    [cron] = admin.call(
        "ir.model.data", "check_object_reference", "base", "autovacuum_job"
    )[1:]
    admin.call("ir.cron", "method_direct_trigger", [cron])


def _make_old(path: Path) -> None:
    days = time.time() - 2 * 24 * 3600
    os.utime(path, (days, days))


def _tell(text: str) -> None:
    sys.stderr.write(f"  {text}\n")
