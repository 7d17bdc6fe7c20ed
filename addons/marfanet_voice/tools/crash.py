"""Named points at which tests let a server die.

``MARFANET_CRASH_POINTS`` in a server's environment names a folder. A process that
reaches a point of which a file with that name lies there removes the file and is
killed as by ``kill -9``: exactly one process, exactly once. Without the variable, which
is read once, reaching a point costs one comparison.
"""

import os
import signal
from pathlib import Path

_FOLDER = os.environ.get("MARFANET_CRASH_POINTS")

POINTS = (
    "plan_made",  # the pieces are known, nothing is stored
    "speech_heard",  # the service has answered, nothing is stored
    "speech_kept",  # the answer is stored, the note knows nothing of it
    "handed_over",  # a stage is committed, the next has not begun in the same worker
    "finding_made",
    "finding_kept",
    "tasks_proposed",  # in the transaction that is about to be committed
)


def reach(point: str) -> None:
    """Die here if a test has asked for it."""
    if _FOLDER:
        _die_at(Path(_FOLDER, point))


def _die_at(order: Path) -> None:
    try:
        order.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
