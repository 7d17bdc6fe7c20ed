"""What a process takes, as the kernel counts it."""

import os
import re
from collections.abc import Callable
from pathlib import Path


def memory_since_now(process: int) -> Callable[[], int]:
    """Return a function that tells how far a process's memory has grown at its peak.

    :param process: its number
    :return: gives bytes above what the process has now
    """
    # Makes the peak begin anew.
    Path(f"/proc/{process}/clear_refs").write_text("5")
    now = _status(process, "VmRSS")
    return lambda: max(_status(process, "VmHWM") - now, 0)


def processor_seconds(process: int) -> float:
    """Return what a process has taken so far, with its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    # utime, stime, cutime, cstime
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _status(process: int, name: str) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    [kilobytes] = re.findall(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) * 1024
