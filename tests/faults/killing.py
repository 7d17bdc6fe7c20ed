"""The kills: of whom, and in the middle of what."""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from support.database import rows, until
from support.many_workers import ManyWorkers

from .moments import Moments, Pace
from .recovery import Recovery

# marfanet_voice/tools/crash.py
POINTS = (
    "plan_made",
    "speech_heard",
    "speech_kept",
    "handed_over",
    "finding_made",
    "finding_kept",
    "tasks_proposed",
)
MOMENTS = ("upload", "transcription", "analysis", "apply")
# How often each is drawn.
VICTIMS = {"server": 5, "worker": 7, "runner": 3, "point": 6}
# Seconds that a kill waits for its moment; after that it comes when it comes.
PATIENCE = 6
_APPLYING = "SELECT 1 FROM queue_job WHERE state = 'started' AND method_name = '_apply'"


@dataclass
class Kills:
    """What was killed.

    :ivar count: by kind, as "worker, mid-analysis"
    :ivar most_calls: calls that may have been under way and lost, all told
    """

    count: Counter[str] = field(default_factory=Counter)
    most_calls: int = 0

    @property
    def total(self) -> int:
        return sum(self.count.values())


def plan(count: int, seed: int) -> list[tuple[str, str]]:
    """Return whom to kill and when, in a random order that the seed repeats."""
    chance = random.Random(seed)
    drawn = chance.choices(list(VICTIMS), list(VICTIMS.values()), k=count)
    points = 0
    planned = []
    for victim in drawn:
        if victim == "point":
            planned.append((victim, POINTS[points % len(POINTS)]))
            points += 1
        else:
            planned.append((victim, chance.choice(MOMENTS)))
    return planned


class Killer:
    """Kills what a plan says, and brings the server back.

    :param orders: the folder of the crash points
    :param calls_at_once: how many jobs may ask a service at the same time
    """

    def __init__(
        self,
        server: ManyWorkers,
        orders: Path,
        moments: Moments,
        pace: Pace,
        recovery: Recovery,
        calls_at_once: int = 4,
    ) -> None:
        self._server, self._orders = server, orders
        self._moments, self._pace, self._recovery = moments, pace, recovery
        self._calls_at_once = calls_at_once
        self.kills = Kills()

    def kill(self, victim: str, moment: str) -> None:
        """Kill once, in the middle of something where there is something."""
        if victim == "point" and self._at_point(moment):
            done = True
        else:
            victim = "worker" if victim == "point" else victim
            met = self._wait_for(moment)
            # Who has just died or is about to be born is not there: then the next one.
            done = until(lambda: self._kill_now(victim), 2 * PATIENCE)
            moment = f"mid-{moment}" if met else "idle"
        assert done, f"There was no {victim} to kill"
        self.kills.count[f"{victim}, {moment}"] += 1
        self._pace.one_more()

    def _kill_now(self, victim: str) -> bool:
        if victim == "server":
            return self._server_and_all()
        return self._runner() if victim == "runner" else self._worker()

    def _wait_for(self, moment: str) -> bool:
        if moment == "apply":
            database = self._server.database
            return bool(until(lambda: rows(database, _APPLYING), PATIENCE / 2, 0.002))
        return self._moments.wait_for(moment, PATIENCE)

    def _server_and_all(self) -> bool:
        stood = self._recovery.notes_at_work("started", "enqueued")
        self._server.kill()
        self.kills.most_calls += self._calls_at_once
        self._recovery.killed("server", stood)
        self._server.start()
        return True

    def _runner(self) -> bool:
        runner = until(self._server.runner, PATIENCE)
        # What was handed out already needs no runner.
        stood = self._recovery.notes_at_work("pending")
        if not runner or not self._server.kill_one(runner):
            return False
        self._recovery.killed("runner", stood)
        return True

    def _at_point(self, point: str) -> bool:
        order = self._orders / point
        stood: dict[int, str] = {}

        def reached() -> bool:
            nonlocal stood
            before = self._recovery.notes_at_work("started")
            if order.exists():
                stood = before
                return False
            return True

        order.touch()
        # Not for ever: where all that is sent is past this point, nobody comes by.
        if not until(reached, 2 * PATIENCE, 0.1):
            order.unlink(missing_ok=True)
            return False
        self.kills.most_calls += 1
        self._recovery.killed("point", stood)
        return True

    def _worker(self) -> bool:
        stood = self._recovery.notes_at_work("started")
        among = self._server.workers()
        if not among or not self._server.kill_one(random.choice(among)):
            return False
        self.kills.most_calls += 1
        self._recovery.killed("worker", stood)
        return True
