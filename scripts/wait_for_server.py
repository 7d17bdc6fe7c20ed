"""Waits until a server answers: wait_for_server.py URL PROCESS; 1 if it never does."""

import os
import sys
import time
import urllib.error
import urllib.request

PATIENCE = 180  # seconds: a first start on a slow disk builds nothing but loads all
PAUSE = 0.2


def wait_for_server(url: str, process: int) -> bool:
    """Tell whether the server answers before its process ends or patience does.

    :param url: the server's address
    :param process: the process that is to answer
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and _is_alive(process):
        try:
            with urllib.request.urlopen(f"{url}/web/health", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(PAUSE)
    return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(not wait_for_server(sys.argv[1], int(sys.argv[2])))
