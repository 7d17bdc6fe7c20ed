"""P3: a representative's page with its timeline, against a lead's with its chatter.

A browser opens each page once, and what it asks the server is then asked again and
again, in turn, so that only the server is measured.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlparse

import requests
from playwright.sync_api import Page, Request, sync_playwright
from support.clients import Integrator
from support.odoo_server import OdooServer

from .data_size import MANY
from .table import Row, in_turn, ms

# Odoo's log tells how many queries each request took: "… 200 - 12 0.010 0.020".
_LOGGED = re.compile(r'"POST (\S+) HTTP/1.1" 200 - (\d+) [\d.]+ [\d.]+')

_OPEN = """([model, id, view]) => {
    const { action } = odoo.__WOWL_DEBUG__.root.env.services;
    return action.doAction(
        {
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[view, "form"]],
            target: "current",
        },
        { clearBreadcrumbs: true }
    );
}"""


def measure(server: OdooServer) -> list[Row]:
    admin = Integrator(server.url, server.database, "admin", "admin")
    [lead] = admin.call("crm.lead", "search", [], order="id", limit=1)
    [partner] = admin.call(
        "res.partner", "search", [["admin_username", "=", "seller.0"]]
    )
    form = admin.call(
        "ir.model.data", "check_object_reference",
        "marfanet_crm", "res_partner_view_form_representative",
    )[1]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(timezone_id="Asia/Tehran")
        _log_in(page, server.url)
        ours = _requests_of(page, "res.partner", partner, form)
        reference = _requests_of(page, "crm.lead", lead, False)
        cookies = {item["name"]: item["value"] for item in page.context.cookies()}
        browser.close()
    session = requests.Session()
    session.cookies.update(cookies)
    took = in_turn(
        _replay(session, server.url, ours),
        _replay(session, server.url, reference),
        times=20,
    )
    before = server.log.stat().st_size
    _replay(session, server.url, ours)()
    queries = _queries_since(server.log, before)
    return [
        Row(
            "P3", f"representative's page, {MANY:,} interactions",
            ms(took[0]), f"{ms(took[1])} (lead)", took[0] / took[1], 1,
        ),
        Row(
            "P3", f"… its queries, in {len(ours)} requests",
            str(queries), "", queries, 40,
        ),
    ]  # fmt: skip


def _log_in(page: Page, url: str) -> None:
    page.goto(f"{url}/web/login")
    page.fill("#login", "agent1")
    page.fill("#password", "agent1")
    page.click("button[type=submit]")
    page.wait_for_selector(".o_action_manager .o_view_controller, .o_action")


def _requests_of(
    page: Page, model: str, record: int, view: int | bool
) -> list[tuple[str, dict]]:
    """Open a record's form twice; return what the second time asked the server."""
    return _note_requests(page, lambda: page.evaluate(_OPEN, [model, record, view]))


def _note_requests(page: Page, act: Callable[[], None]) -> list[tuple[str, dict]]:
    """Act twice; return what the second time asked the server."""
    asked: list[tuple[str, dict]] = []

    def note(request: Request) -> None:
        path = urlparse(request.url).path
        if request.method == "POST" and not path.startswith("/bus/"):
            asked.append((path, json.loads(request.post_data or "{}")))

    for _turn in range(2):
        asked.clear()
        page.on("request", note)
        act()
        page.wait_for_timeout(3_000)
        page.remove_listener("request", note)
    return list(asked)


def _replay(
    session: requests.Session, url: str, asked: list[tuple[str, dict]]
) -> Callable[[], None]:
    def replay() -> None:
        for path, body in asked:
            reply = session.post(url + path, json=body, timeout=60)
            assert "error" not in reply.json(), reply.text[:500]

    return replay


def _queries_since(log: Path, offset: int) -> int:
    with log.open() as lines:
        lines.seek(offset)
        return sum(int(match[2]) for match in _LOGGED.finditer(lines.read()))
