"""Who asks, also where Odoo hides the request: in a call of XML-RPC or JSON-RPC."""

from __future__ import annotations

import threading
from typing import NamedTuple

from odoo.http import request

# What is called by other systems: there nothing is told but that it was wrong.
_RPC = ("/xmlrpc", "/jsonrpc")


class Client(NamedTuple):
    """Where a request comes from.

    :param address: as the server sees it; empty where nobody knows
    :param is_rpc: whether it calls by XML-RPC or JSON-RPC
    """

    address: str
    is_rpc: bool


def note_client() -> None:
    """Remember whose request this thread serves, until it serves another one.

    Odoo takes the request away while it serves RPC (``borrow_request``), so that a
    guess made there would come from nowhere.
    """
    thread = threading.current_thread()
    thread.marfanet_client = _moment(thread), _of_request()


def current_client() -> Client | None:
    """Return whose request this thread serves, or None where it serves none."""
    if request:
        return _of_request()
    thread = threading.current_thread()
    moment = _moment(thread)
    if moment is None:
        return None
    noted_at, client = getattr(thread, "marfanet_client", (None, None))
    # A call that came before any database was chosen was not noted.
    return client if noted_at == moment else Client("", is_rpc=True)


def _of_request() -> Client:
    asked = request.httprequest
    return Client(asked.remote_addr or "", asked.path.startswith(_RPC))


def _moment(thread: threading.Thread) -> float | None:
    # Odoo's own note of when this thread's request began.
    return getattr(thread, "perf_t0", None)
