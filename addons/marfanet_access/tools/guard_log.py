"""The lines that fail2ban reads (config/fail2ban): what happened, and from where.

They hold a fixed phrase and an address, never a path, a name or a password. They go to
the server's log, and to a file of their own where MARFANET_GUARD_LOG names one.
fail2ban reads that file: into the server's log Odoo also writes what people have typed,
and who types a line's end and a line like ours could have any address banned.
"""

from __future__ import annotations

import logging
import os
from logging.handlers import WatchedFileHandler

from .throttle import written

_logger = logging.getLogger("odoo.addons.marfanet_access.guard")


def guard(what: str, address: str | None) -> None:
    """Write a line.

    :param what: a phrase that the filter knows
    :param address: the client's
    """
    _logger.info("%s from %s", what, written(address))


def _own_file(path: str) -> logging.Handler:
    # Several workers append to it; logrotate may move it away.
    handler = WatchedFileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    return handler


if _path := os.environ.get("MARFANET_GUARD_LOG"):
    try:
        _logger.addHandler(_own_file(_path))
    except OSError as error:
        # Without it fail2ban is blind, but people can work.
        _logger.error("MARFANET_GUARD_LOG cannot be written: %s", error.strerror)
