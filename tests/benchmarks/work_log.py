"""P1 and P2: the daily work log, against Odoo's own pipeline of leads.

A browser opens each page once, and what it asks the server is then asked again and
again, in turn, so that only the server is measured.
"""

import os
import shutil
import socket
from pathlib import Path

import requests
from playwright.sync_api import Page, sync_playwright
from support.odoo_server import OdooServer, database_copy

from .page import _log_in, _note_requests, _queries_since, _replay
from .table import Row, in_turn, ms
from .ten_times import grow

OURS = "marfanet_crm.marfanet_daily_work_log_action"
#: The pipeline's kanban over all leads. What «My Pipeline» shows of it, one agent's
#: fortieth, is of another size than what the targets were set by.
PIPELINE = "crm.crm_lead_opportunities"
LOGS = Path(os.environ["CACHE"]) / "log" / "benchmarks"
_OPEN = """(action) => {
    const { action: service } = odoo.__WOWL_DEBUG__.root.env.services;
    return service.doAction(action, { clearBreadcrumbs: true });
}"""
_TIMES = 20
_MOST_QUERIES = 15


def measure(server: OdooServer) -> list[Row]:
    session, (ours, reference) = _capture(server, OURS, PIPELINE)
    took = in_turn(
        _replay(session, server.url, ours),
        _replay(session, server.url, reference),
        times=_TIMES,
    )
    before = server.log.stat().st_size
    _replay(session, server.url, ours)()
    queries = _queries_since(server.log, before)
    return [
        Row(
            "P1", "daily work log of one agent",
            ms(took[0]), f"{ms(took[1])} (pipeline)", took[0] / took[1], 0.25,
        ),
        Row("P1", "… its requests", str(len(ours)), "", len(ours), 1),
        Row("P1", "… its queries", str(queries), "", queries, _MOST_QUERIES),
    ]  # fmt: skip


def measure_ten_times(server: OdooServer) -> list[Row]:
    """Serve a copy with ten times the data beside the first server."""
    server.stop()  # whoever is connected keeps a database from being copied
    with database_copy(server.database) as database:
        server.start()
        grow(database)
        log = LOGS / "ten_times.log"
        log.unlink(missing_ok=True)
        with OdooServer(database, _free_port(), log, {}) as large:
            session, [ours] = _capture(large, OURS)
            small_session, [small] = _capture(server, OURS)
            took = in_turn(
                _replay(session, large.url, ours),
                _replay(small_session, server.url, small),
                times=_TIMES,
            )
            before = log.stat().st_size
            _replay(session, large.url, ours)()
            queries = _queries_since(log, before)
    return [
        Row(
            "P2", "daily work log, ten times the data",
            ms(took[0]), f"{ms(took[1])} (P1)", took[0] / took[1], 1.3,
        ),
        Row("P2", "… its queries", str(queries), "", queries, _MOST_QUERIES),
    ]  # fmt: skip


def _capture(
    server: OdooServer, *actions: str
) -> tuple[requests.Session, list[list[tuple[str, dict]]]]:
    """Return an agent's session, and what opening each action asks the server."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(timezone_id="Asia/Tehran")
        _log_in(page, server.url)
        asked = [
            _note_requests(page, lambda action=action: _open(page, action))
            for action in actions
        ]
        cookies = {item["name"]: item["value"] for item in page.context.cookies()}
        browser.close()
    session = requests.Session()
    session.cookies.update(cookies)
    return session, asked


def _open(page: Page, action: str) -> None:
    page.evaluate(_OPEN, action)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
