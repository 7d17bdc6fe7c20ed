"""Running ffmpeg on files that strangers have made.

What a file can do to the program that reads it ends here:

* It reaches no network: in a network namespace of its own where the kernel lets us make
  one, and everywhere because ffmpeg itself may only open files (``tools.audio``). In
  a container without that right the second is the only guard; a file would have to
  find a hole in a demuxer *and* gain code execution to get around it.
* It has limits of memory, processor time, real time and of what it may write, and
  leaves no core behind. The number of processes is not limited: the kernel counts
  those of the account, of which Odoo's own workers and threads are many.
* It sees none of the server's environment, where keys lie.
* It ends with us: the process group is killed when its time is over, and the kernel
  kills it when the worker dies.

The limits are set by a shell before it becomes the program: a function run between fork
and exec, the other way, can hang a server that has threads.
"""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache

#: ffmpeg takes some 300 MB of addresses for its libraries and threads, and 60 MB of
#: memory for sound of any length.
MEMORY_BYTES = 1024 * 1024 * 1024
_LIMITS = (
    'ulimit -c 0; ulimit -t "$1"; ulimit -v "$2"; ulimit -f "$3"; shift 3; exec "$@"'
)
#: A busy machine gives a program a part of a processor.
_REAL_SECONDS = 4


class Failed(Exception):
    """It ended with an error, or was ended because it took too much."""


@dataclass(frozen=True)
class Finished:
    """What a program has printed.

    :param output: to its standard output
    :param log: to its standard error
    """

    output: str
    log: str


def run(command: list[str], *, seconds: int, file_bytes: int) -> Finished:
    """Run a program to its end.

    :param command: its name and arguments
    :param seconds: of processor time that it may take
    :param file_bytes: that each of its files may have, what it prints included
    :raise Failed: it failed or took too much; it is gone, and what it wrote is the
        caller's to remove
    """
    limits = [str(seconds), str(MEMORY_BYTES // 1024), str(file_bytes // 512)]
    guarded = [*_guards(), "/bin/sh", "-c", _LIMITS, "sh", *limits, *command]
    # Files, not pipes: what is printed is bounded by the limit as well.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            guarded,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=log,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            ended = _has_ended(process, seconds * _REAL_SECONDS)
        finally:
            _end(process)
        if not ended:
            raise Failed
        if process.returncode:
            raise Failed
        return Finished(_text(output), _text(log))


def _has_ended(process: subprocess.Popen, seconds: float) -> bool:
    """Wait for a process to end, and return whether it has in time.

    At the moment that it ends: Python's own wait with a time-out looks twenty times a
    second, and a short note would be waited for longer than it is worked on.
    """
    try:
        watched = os.pidfd_open(process.pid)
    except OSError:
        # A kernel before 5.3, or one that is kept from it.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.poll() is not None
    try:
        # Not select(), which cannot watch the files of a server that has many open.
        poll = select.poll()
        poll.register(watched, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(watched)


def _end(process: subprocess.Popen) -> None:
    """Kill what is left of a process group, however the wait for it has ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _text(file) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


@cache
def _guards() -> tuple[str, ...]:
    """Return the commands that this machine lets us put before a program."""
    guards: tuple[str, ...] = ()
    for network in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
        if _works(network):
            guards = network
            break
    with_parent = ("setpriv", "--pdeathsig", "KILL")
    return (*guards, *with_parent) if _works(with_parent) else guards


def _works(guard: tuple[str, ...]) -> bool:
    if not shutil.which(guard[0]):
        return False
    try:
        done = subprocess.run(
            [*guard, "true"], stdin=subprocess.DEVNULL, capture_output=True, timeout=10
        )
    except subprocess.TimeoutExpired:
        return False
    return not done.returncode
