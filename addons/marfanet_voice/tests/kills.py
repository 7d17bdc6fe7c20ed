"""Kills our way of writing files at every line of it, and looks at what is left.

Run as a program, with the addon's folder and a scratch folder as arguments; prints how
many kills each case has survived, as JSON.
"""

import hashlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

ADDON, SCRATCH = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(ADDON))

from tools import file_store  # noqa: E402 - the path comes first
from tools.growing_file import GrowingFile  # noqa: E402

CONTENT = bytes(range(256)) * 4096
NAME = hashlib.sha1(CONTENT).hexdigest()
OURS = ("growing_file.py", "file_store.py")


def kill_at_line(number: int, work: Callable[[], object]) -> bool:
    """Do the work in a child that is killed at the n-th line; return whether it was."""
    child = os.fork()
    if not child:
        left = number

        def trace(frame, event, _argument):
            nonlocal left
            if not frame.f_code.co_filename.endswith(OURS):
                return None
            if event == "line":
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        work()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the work itself failed"
    return False


def kill_everywhere(
    prepare: Callable[[], None], work: Callable[[], object], check: Callable[[], None]
) -> int:
    """Kill the work at each of its lines in turn; each time, it must come right."""
    number = 0
    while True:
        shutil.rmtree(SCRATCH, ignore_errors=True)
        SCRATCH.mkdir()
        prepare()
        killed = kill_at_line(number, work)
        check()
        work()
        check()
        assert whole() == CONTENT, f"not whole after another try, kill {number}"
        if not killed:
            return number
        number += 1


SOURCE = SCRATCH / "uploads" / "source.part"
TARGET = SCRATCH / "store" / NAME[:2] / NAME
TORN = CONTENT[:1000]


def whole() -> bytes:
    return TARGET.read_bytes()


def prepare_source() -> None:
    SOURCE.parent.mkdir()
    SOURCE.write_bytes(CONTENT)


def prepare_torn() -> None:
    prepare_source()
    TARGET.parent.mkdir(parents=True)
    TARGET.write_bytes(TORN)


def place() -> None:
    file_store.place(SOURCE, TARGET, SOURCE.parent)


def place_by_copy() -> None:
    def refuse(*_arguments, **_options):
        raise OSError("no second names here")

    link, os.link = os.link, refuse
    try:
        place()
    finally:
        os.link = link


def write() -> None:
    file_store.write(CONTENT, TARGET, SOURCE.parent)


def whole_or_none() -> None:
    assert not TARGET.exists() or whole() == CONTENT, "a torn file has its name"
    assert SOURCE.read_bytes() == CONTENT, "the upload was damaged"


def whole_or_as_before() -> None:
    assert whole() in (CONTENT, TORN), "neither the old nor the new file"
    assert SOURCE.read_bytes() == CONTENT, "the upload was damaged"


HALF = len(CONTENT) // 2


def prepare_half() -> None:
    TARGET.parent.mkdir(parents=True)
    # What was acknowledged, and a torn piece behind it.
    TARGET.write_bytes(CONTENT[:HALF] + b"torn" * 10)


def append() -> None:
    GrowingFile(TARGET).append(HALF, CONTENT[HALF:])


def keeps_what_was_acknowledged() -> None:
    assert whole()[:HALF] == CONTENT[:HALF], "acknowledged bytes were lost"


OTHER_NAME = SCRATCH / "store" / "other"


def prepare_linked() -> None:
    prepare_half()
    os.link(TARGET, OTHER_NAME)


def keeps_the_other_name() -> None:
    keeps_what_was_acknowledged()
    assert OTHER_NAME.read_bytes() == CONTENT[:HALF] + b"torn" * 10, "written through"


CASES = {
    "place": (prepare_source, place, whole_or_none),
    "place by copying": (prepare_source, place_by_copy, whole_or_none),
    "place over a torn file": (prepare_torn, place, whole_or_as_before),
    "write": (prepare_source, write, whole_or_none),
    "write over a torn file": (prepare_torn, write, whole_or_as_before),
    "append": (prepare_half, append, keeps_what_was_acknowledged),
    "append to a file in the store": (
        prepare_linked, append, keeps_the_other_name,
    ),
}  # fmt: skip

if __name__ == "__main__":
    survived = {name: kill_everywhere(*case) for name, case in CASES.items()}
    sys.stdout.write(json.dumps(survived))
