"""How long the notes that a kill has met stand still."""

import statistics
import threading
import time
from dataclasses import dataclass, field

from support.database import rows

EVERY = 0.5  # seconds between two looks
# 95 of 100 notes go on within so many seconds, though killed again meanwhile.
LONGEST = 120

# What a note's job has come to shows in one of these.
_STAND = """
    SELECT note.id,
           (note.state, note.step_date, note.attempts, note.rescues,
            (SELECT count(*) FROM marfanet_voice_result WHERE note_id = note.id))::text
      FROM marfanet_voice_note note WHERE note.id = ANY(%s)
"""
_AT_WORK = r"""
    SELECT DISTINCT (regexp_match(func_string, 'note\((\d+),\)'))[1]::int
      FROM queue_job
     WHERE model_name = 'marfanet.voice.note' AND state = ANY(%s)
"""
# As the runner tells it: a job is locked for as long as somebody runs it.
_DEAD = r"""
    SELECT (regexp_match(job.func_string, 'note\((\d+),\)'))[1]::int
      FROM queue_job job LEFT JOIN queue_job_lock lock ON lock.queue_job_id = job.id
     WHERE job.model_name = 'marfanet.voice.note'
       AND job.state IN ('started', 'enqueued')
       AND (lock.id IS NULL OR lock.id IN (
               SELECT id FROM queue_job_lock FOR NO KEY UPDATE SKIP LOCKED))
"""


@dataclass
class Met:
    """A kill and the notes that it has met.

    :param kind: of the kill
    :param stood: where each stood then, by the note's id
    :param first: whether the first to move on tells that the work goes on: the others
        wait in a line, as they did before the kill
    :ivar seconds: until each had moved on
    """

    kind: str
    at: float
    stood: dict[int, str]
    first: bool = False
    seconds: list[float] = field(default_factory=list)


class Recovery(threading.Thread):
    """Watches the notes that kills have met until each has moved on."""

    def __init__(self, database: str) -> None:
        super().__init__(daemon=True)
        self._database = database
        self._over = threading.Event()
        self._lock = threading.Lock()
        self.met: list[Met] = []

    def notes_at_work(self, *states: str) -> dict[int, str]:
        """Return where the notes stand whose jobs are in one of these states."""
        found = [note for (note,) in rows(self._database, _AT_WORK, [list(states)])]
        return dict(self._stand(found))

    def killed(self, kind: str, stood: dict[int, str]) -> None:
        """Begin to watch those notes whose job is dead.

        :param stood: where the notes stood that were at work just before
        """
        at = time.monotonic()
        if kind == "runner":
            # It kills no job; what is due waits for the next runner.
            met = Met(kind, at, dict(stood), first=True)
        else:
            dead = {note for (note,) in rows(self._database, _DEAD)}
            met = Met(kind, at, {n: stands for n, stands in stood.items() if n in dead})
        with self._lock:
            self.met.append(met)

    def run(self) -> None:
        while not self._over.wait(EVERY):
            self._look()

    def end(self) -> None:
        self._over.set()
        self.join()
        self._look()

    def problems(self) -> list[str]:
        """Return what is wrong, in words: that it took too long."""
        found = self.percentiles()
        if not found or found[1] <= LONGEST:
            return []
        return [f"p95 until a note goes on is {found[1]:.0f} s, more than {LONGEST} s"]

    def percentiles(self, kind: str = "") -> tuple[float, float] | None:
        """Return the median and the 95th percentile, in seconds."""
        seconds = sorted(
            took for met in self.met if kind in ("", met.kind) for took in met.seconds
        )
        if len(seconds) < 2:
            return (seconds[0], seconds[0]) if seconds else None
        return statistics.median(seconds), statistics.quantiles(seconds, n=20)[18]

    def _look(self) -> None:
        with self._lock:
            open_ones = [met for met in self.met if met.stood]
        notes = sorted({note for met in open_ones for note in met.stood})
        if not notes:
            return
        now = dict(self._stand(notes))
        for met in open_ones:
            for note in [n for n, stood in met.stood.items() if now.get(n) != stood]:
                del met.stood[note]
                met.seconds.append(time.monotonic() - met.at)
                if met.first:
                    met.stood.clear()
                    break

    def _stand(self, notes: list[int]) -> list[tuple[int, str]]:
        return rows(self._database, _STAND, [notes])
