"""The product behind the real nginx: what people do, in a real browser and without."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from conftest import AGENT, PROJECT, Product, make_product
from playwright.sync_api import Page, Playwright, expect
from support.chromium import MICROPHONE, Chromium
from support.clients import _csrf_token
from support.door_command import new_secret
from support.many_workers import ManyWorkers, own_port
from support.nginx import API, CRM, Answer, Nginx
from support.odoo_server import database_copy
from support.recorder_page import SENT, WIDGET, record

FILTER = PROJECT / "config" / "fail2ban" / "filter.d" / "marfanet.conf"
# The name is nobody's, and the certificate the test's own.
OPTIONS = (
    *MICROPHONE,
    "--ignore-certificate-errors",
    f"--host-resolver-rules=MAP {CRM} 127.0.0.1",
)

SCREENS = {
    "settings": ".o_setting_container",
    "discuss": ".o-mail-Discuss",
    "apps": ".o_kanban_renderer",
    "representatives": ".o_list_renderer, .o_kanban_renderer",
}
# What Odoo's own scripts keep: the time zone, the companies, dark or light.
BY_SCRIPTS = {"tz", "cids", "color_scheme"}
TOKEN = re.compile(rb'csrf_token: "[^"]+"')


@dataclass
class Site:
    """The product as it stands in the internet.

    :param guard_log: what fail2ban would read
    :param secret: of the CRM's door
    """

    nginx: Nginx
    product: Product
    guard_log: Path
    secret: str

    def guards(self) -> list[str]:
        """Return what stands in the guard's log, without the times."""
        lines = self.guard_log.read_text().splitlines()
        return [line.split(" ", 2)[2] for line in lines]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    template = os.environ["MARFANET_TEST_TEMPLATE"]
    log = Path(os.environ["MARFANET_TEST_LOGS"]) / "nginx-server.log"
    log.unlink(missing_ok=True)
    folder = tmp_path_factory.mktemp("site")
    guard_log = folder / "guard.log"
    environment = {"MARFANET_GUARD_LOG": str(guard_log)}
    with database_copy(template) as database:
        secret = new_secret(database, "crm")
        server = ManyWorkers(database, own_port(370), log, environment)
        with (
            server,
            Nginx(
                folder / "nginx", urlsplit(server.url).port, server.websocket_port
            ) as nginx,
        ):
            product = make_product(server)
            # As marfanet.conf says: PDFs are made from the server itself.
            product.admin.call(
                "ir.config_parameter", "set_param", "report.url", server.url
            )
            yield Site(nginx, product, guard_log, secret)
            expect_no_secret(log, secret)


@pytest.fixture
def browser(playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    with Chromium(playwright, tmp_path / "profile", OPTIONS) as running:
        yield running
    assert running.complaints == []


def expect_no_secret(log: Path, secret: str) -> None:
    written = log.read_text()
    assert secret not in written and secret[:12] not in written, log


def come_in(site: Site, browser: Chromium) -> Page:
    """Sign an agent in by the CRM's door."""
    page = browser.open(f"{site.nginx.url}/{site.secret}")
    expect(page).to_have_url(f"{site.nginx.url}/web/login")
    page.close()
    return browser.log_in(site.nginx.url, *AGENT)


def test_agent_works_through_the_proxy_and_the_browser_complains_of_nothing(
    site: Site, browser: Chromium
):
    # Nothing comes to be read but what is sent below: not even OdooBot's welcome.
    admin = site.product.admin
    told = {"notification_type": "inbox", "odoobot_state": "disabled"}
    admin.call("res.users", "write", site.product.agent_id, told)
    page = come_in(site, browser)
    # The microphone, the worklet, the pieces
    representative = site.product.representative_id
    page.goto(f"{site.nginx.url}/odoo/representatives/{representative}")
    record(page, 2)
    page.locator(f"{WIDGET} [data-action=send]").click()
    expect(page.locator(SENT)).to_be_visible()

    # The websocket: something is shown without being asked for.
    [agent] = admin.call("res.users", "read", site.product.agent_id, ["partner_id"])
    counter = page.locator(".o-mail-MessagingMenu-counter")
    # It counts what the browser has to ask, too.
    page.evaluate(
        "odoo.__WOWL_DEBUG__.root.env.services['mail.store'].isReady.then(() => true)"
    )
    unread = int(counter.text_content() or 0) if counter.count() else 0
    admin.call(
        "res.partner",
        "message_post",
        representative,
        body="؟",
        partner_ids=[agent["partner_id"][0]],
        message_type="comment",
    )
    expect(counter).to_have_text(str(unread + 1))

    # A PDF, which wkhtmltopdf makes with the page's own styles
    kind, head, size = page.evaluate(
        """async (address) => {
            const reply = await fetch(address);
            const bytes = new Uint8Array(await reply.arrayBuffer());
            const head = new TextDecoder().decode(bytes.slice(0, 5));
            return [reply.headers.get("Content-Type"), head, bytes.length];
        }""",
        f"/report/pdf/marfanet_crm.report_representative/{representative}",
    )
    assert (kind, head) == ("application/pdf", "%PDF-")
    assert size > 5000

    # Every cookie that the server gave is sent over TLS only.
    cookies = {cookie["name"]: cookie for cookie in browser.context.cookies()}
    assert cookies["session_id"]["httpOnly"]
    assert {name for name, one in cookies.items() if not one["secure"]} <= BY_SCRIPTS
    assert {cookie["sameSite"] for cookie in cookies.values()} <= {"Lax", "Strict"}


def test_administrator_sees_odoo_s_own_screens_through_the_proxy(
    site: Site, browser: Chromium
):
    page = browser.log_in(site.nginx.url, "admin", "admin")
    for screen, shown in SCREENS.items():
        page.goto(f"{site.nginx.url}/odoo/{screen}")
        expect(page.locator(shown).first).to_be_visible()


def test_log_has_the_visit_and_no_secret(site: Site):
    site.nginx.ask(f"/{site.secret}")
    site.nginx.ask("/odoo", headers={"Referer": f"{site.nginx.url}/{site.secret}"})
    shown = site.nginx.log("marfanet.log")
    assert '"GET /odoo"' in shown
    assert '"GET /-" 303' in shown
    for log in [*site.nginx.folder.glob("*.log"), site.guard_log]:
        expect_no_secret(log, site.secret)


def test_closed_pages_are_the_page_that_nobody_made(site: Site):
    def known(answer: Answer) -> tuple:
        changing = {"date", "set-cookie"}
        names = sorted(name.lower() for name, _v in answer.headers)
        body = TOKEN.sub(b"", answer.body)
        return answer.status, [n for n in names if n not in changing], body

    nobody_made = known(site.nginx.ask("/web/page-that-nobody-made"))
    assert nobody_made[0] == 404
    for path in (
        "/web/database/manager", "/web/database/selector", "/xmlrpc/2/common",
        "/jsonrpc", "/json/2/res.users/search", "/doc", "/queue_job/runjob?db=x",
        "/base_import_module/login_upload", "/web/signup", "/web/reset_password",
        "/.env",
    ):  # fmt: skip
        assert known(site.nginx.ask(path)) == nobody_made, path


def test_integrators_come_by_their_own_name(site: Site):
    body = (
        b"<?xml version='1.0'?><methodCall><methodName>version</methodName>"
        b"<params/></methodCall>"
    )
    answer = site.nginx.ask(
        "/xmlrpc/2/common",
        name=API,
        method="POST",
        headers={"Content-Type": "text/xml"},
        body=body,
    )
    assert answer.status == 200
    assert b"server_version" in answer.body


def sign_in(site: Site, login: str, claimed: str) -> Answer:
    """Try to sign in, claiming to come from some address."""
    page = site.nginx.ask("/web/login")
    cookie = SimpleCookie(page.all("Set-Cookie")[0])["session_id"].value
    form = {
        "login": login,
        "password": "wrong",
        "csrf_token": _csrf_token(page.body.decode()),
    }
    return site.nginx.ask(
        "/web/login",
        method="POST",
        headers={
            "Cookie": f"session_id={cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": claimed,
        },
        body=urlencode(form).encode(),
    )


def test_guesses_are_counted_by_the_address_they_come_from_and_fail2ban_reads_it(
    site: Site,
):
    before = len(site.guards())
    # No waits, which would be over sooner or later, before it is refused.
    site.product.admin.call(
        "ir.config_parameter", "set_param", "marfanet_access.attempts_person", "1"
    )
    # Somebody who changes the address they claim at each try, and a forged line.
    forged = "x\n2026-11-21 10:00:00,000 Wrong log-in from 198.51.100.1\n"
    answers = [sign_in(site, forged, f"192.0.2.{n}") for n in range(3)]
    assert [answer.status for answer in answers] == [200, 429, 429]
    assert 60 < int(answers[-1].all("Retry-After")[0]) <= 1800
    for number in range(12):
        answer = site.nginx.ask(f"/{'x' * 30}{number:02}")
        assert answer.status in (404, 429)
    assert answer.status == 429
    guards = site.guards()[before:]
    assert guards == [
        "Wrong log-in from 127.0.0.1",
        *["Too many attempts from 127.0.0.1"] * 2,
        *["Wrong path from 127.0.0.1"] * 12,
    ]
    found = subprocess.check_output(
        ["fail2ban-regex", "--verbose", str(site.guard_log), str(FILTER)], text=True
    )
    total = len(site.guards())
    assert re.search(rf"{total} lines, 0 ignored, {total} matched, 0 missed", found)
    assert "198.51.100.1" not in found

    # Who guesses has not shut the door for who knows the way.
    assert site.nginx.ask(f"/{site.secret}").status == 303
