"""One job right after another, in the worker that has done the first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from odoo.addons.queue_job.job import Job

#: Under this name jobs find the ``Succession`` in their context, if there is one.
CONTEXT_KEY = "marfanet_voice_succession"

# Seconds of one request after which the next job goes to the queue like any other:
# Odoo kills a worker whose request takes longer than limit_time_real.
LONG = 60


class Succession:
    """What a worker is to do when the job at hand is done and committed."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._job: Job | None = None

    def is_open(self) -> bool:
        """Whether the worker would take a job now: one, unless it has worked long."""
        return self._job is None and time.monotonic() - self._began < LONG

    def put(self, job: Job) -> None:
        """Let a job be the next one."""
        self._job = job

    def take(self) -> Job | None:
        """Return the job that comes next, once; None if there is nothing to do."""
        job, self._job = self._job, None
        return job
