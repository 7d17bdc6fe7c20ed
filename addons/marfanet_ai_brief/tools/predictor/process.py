"""The fitting, in a process of its own.

NumPy, SciPy and scikit-learn take some 150 MB that a worker would keep for good, and
processor time that would count as the worker's. The process has limits of both, sees
none of the server's environment but where Python finds its packages, and is gone when
it is done.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

#: 100,000 contacts take 6 seconds of a processor and 330 MB; a busy machine gives a
#: part of a processor.
PROCESSOR_SECONDS, SECONDS = 60, 300
MEMORY_BYTES = 2 * 1024**3
_LIMITS = 'ulimit -c 0; ulimit -t "$1"; ulimit -v "$2"; shift 2; exec "$@"'
_FOLDER = Path(__file__).parent.parent


class Failed(Exception):
    """It ended with an error, or took too much."""


def fit(rows: list[tuple[dict[str, str], bool, int]]) -> dict[str, Any]:
    """Return what ``fit.fit`` makes of rows.

    :raise Failed: with what Python says of it last, which holds nothing of the rows
    """
    limits = [str(PROCESSOR_SECONDS), str(MEMORY_BYTES // 1024)]
    command = [sys.executable, "-m", __package__.rpartition(".")[2]]
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", _LIMITS, "sh", *limits, *command],
            input=json.dumps(rows),
            capture_output=True,
            text=True,
            cwd=_FOLDER,
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                "LC_ALL": "C.UTF-8",
                # One thread: the others of the machine are the workers'.
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise Failed("took too long") from None
    if done.returncode:
        # A traceback's last line: «MemoryError», «ModuleNotFoundError: …».
        raise Failed((done.stderr.strip().splitlines() or ["killed"])[-1][:200])
    return json.loads(done.stdout)
