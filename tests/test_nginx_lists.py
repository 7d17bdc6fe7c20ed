"""What the reverse proxy lets through, closes, changes and keeps out of its log."""

import csv
import json
import re
import socket
import ssl
import threading

import pytest
from support.echo import echo_server
from support.nginx import API, Nginx
from support.odoo_server import PROJECT

SECRET = "Zk3-q_8Jt5vXw0RbL1nYc7dFe9hGa2Ts"
ADDONS = PROJECT / "addons"
OPEN = {"public", "login", "portal", "agent", "lead", "admin"}
# What Odoo opens to administrators or before a sign-in, and the proxy to nobody: people
# are made by administrators, and other systems have a name of their own.
CLOSED_HERE = (
    "/web/signup", "/web/reset_password", "/web/tests", "/web/speedscope",
    "/web/profile_config", "/json", "/doc",
)  # fmt: skip


@pytest.fixture(scope="module")
def upstream():
    with echo_server() as server:
        yield server


@pytest.fixture(scope="module")
def nginx(upstream, tmp_path_factory):
    port = upstream.server_address[1]
    folder = tmp_path_factory.mktemp("nginx") / "own"
    with Nginx(folder, pages=port, websocket=port) as running:
        yield running


def asked(answer) -> dict:
    """Return what reached the server behind the proxy."""
    assert answer.status == 200, answer
    return json.loads(answer.body)


def routes(*classes: str) -> list[str]:
    """Return an address for each route of these classes, of all addons."""
    found = []
    for path in ADDONS.glob("*/security/marfanet_reach.csv"):
        with path.open() as file:
            for row in csv.DictReader(file):
                if row["kind"] == "route" and row["class"] in classes:
                    rule = re.sub(r"<int:[^>]*>|<model[^>]*>", "7", row["name"])
                    found.append(re.sub(r"<[^>]*>", "x", rule).replace("*", "x"))
    assert found
    return sorted(set(found))


def is_closed_here(path: str) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in CLOSED_HERE)


def test_every_page_of_people_is_let_through(nginx):
    let = [path for path in routes(*OPEN) if not is_closed_here(path)]
    closed = [path for path in let if asked(nginx.ask(path))["path"] != path]
    assert closed == []


def test_what_is_for_nobody_outside_is_a_page_that_nobody_made(nginx):
    closed = [
        *routes("service", "job", "never"),
        *filter(is_closed_here, routes(*OPEN)),
        "/web/database/manager", "/web/database", "/xmlrpc/2/common", "/jsonrpc",
        "/json/2/res.users/search", "/queue_job/runjob", "/fa/web/signup",
        "/base_import_module/login_upload", "/nothing/at/all", "/.git/config",
        # As nginx understands them, and as Odoo would
        "//web//database//manager", "/web/./database/manager", "/web/%64atabase/x",
        "/odoo/../web/database/manager", "/odoo/..%2fweb/database/manager",
        # Open as nginx walks them, and closed as Odoo reads them
        "/json/1/..%2f..%2fweb/x", "/json/1/x/../../../odoo", "/jsonrpc/../odoo",
        "/web/filestore/%2e%2E%2Flogin", "/xmlrpc/2/%2e%2e/../web/login?x=1",
        f"/{SECRET}/x", f"/{SECRET}x",
    ]  # fmt: skip
    wanted = {"/web/version"}
    through = {
        path: asked(nginx.ask(path))["path"]
        for path in closed
        if path not in wanted
        and asked(nginx.ask(path))["path"].partition("?")[0] != "/not-found"
    }
    assert through == {}


def test_what_was_sent_to_a_closed_page_does_not_get_through(nginx):
    answer = nginx.ask(
        "/xmlrpc/2/common?db=x",
        method="POST",
        headers={"Content-Type": "text/xml"},
        body=b"<methodCall/>",
    )
    reached = asked(answer)
    assert (reached["method"], reached["path"]) == ("GET", "/not-found?db=x")
    assert reached["received"] == 0
    assert "content-type" not in reached["headers"]


def test_secret_address_gets_through(nginx):
    assert asked(nginx.ask(f"/{SECRET}"))["path"] == f"/{SECRET}"


def test_other_systems_have_a_name_of_their_own(nginx):
    for path in ("/xmlrpc/2/object", "/jsonrpc", "/json/2/res.users/search"):
        assert asked(nginx.ask(path, name=API))["path"] == path
    for path in (
        "/web/login", "/web/database/manager", "/odoo", f"/{SECRET}",
        "/odoo/..%2fjsonrpc", "/web/login/../../jsonrpc",
    ):  # fmt: skip
        assert nginx.ask(path, name=API).status == 404, path


def test_other_systems_alone_name_a_database(nginx):
    named = {"X-Odoo-Database": "another"}
    for path in ("/odoo", "/web/login", "/websocket", "/nothing", f"/{SECRET}"):
        reached = asked(nginx.ask(path, headers=named))
        assert "x-odoo-database" not in reached["headers"], path
    reached = asked(nginx.ask("/json/2/x/y", name=API, headers=named))
    assert reached["headers"]["x-odoo-database"] == "another"


def test_other_systems_call_from_their_addresses_only(upstream, tmp_path):
    port = upstream.server_address[1]
    with Nginx(tmp_path / "own", port, port, integrators="192.0.2.10") as strict:
        assert strict.ask("/jsonrpc", name=API).status == 403
        assert strict.ask("/odoo").status == 200


def test_who_comes_by_another_name_sees_no_certificate(nginx):
    trusting = ssl._create_unverified_context()
    for name in ("elsewhere.example.com", None):
        plain = socket.create_connection(("127.0.0.1", nginx.port), timeout=60)
        with plain, pytest.raises(ssl.SSLError):
            trusting.wrap_socket(plain, server_hostname=name)


def test_without_tls_nothing_is_said_and_the_path_is_dropped(nginx):
    def said(host: str) -> bytes:
        with socket.create_connection(("127.0.0.1", nginx.plain_port)) as link:
            link.sendall(f"GET /{SECRET} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
            link.settimeout(60)
            return b"".join(iter(lambda: link.recv(65536), b""))

    assert b"\r\nLocation: https://crm.example.com/\r\n" in said("crm.example.com")
    assert said("127.0.0.1") == b""


def test_cookies_are_secure(nginx):
    [cookie] = nginx.ask("/odoo").all("Set-Cookie")
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax"} <= flags


@pytest.mark.parametrize("path", ["/odoo", "/web/login", "/nothing", f"/{SECRET}"])
def test_every_answer_tells_browsers_what_to_refuse(nginx, path):
    answer = nginx.ask(path)
    assert answer.all("Strict-Transport-Security") == ["max-age=31536000"]
    assert answer.all("Referrer-Policy") == ["no-referrer"]
    assert answer.all("X-Content-Type-Options") == ["nosniff"]
    assert answer.all("X-Frame-Options") == ["SAMEORIGIN"]
    assert answer.all("X-Robots-Tag") == ["noindex, nofollow"]
    assert "microphone=(self)" in answer.all("Permissions-Policy")[0]
    own, added = answer.all("Content-Security-Policy")
    assert own == "frame-ancestors 'self'"
    assert "default-src 'self'" in added
    assert "frame-ancestors 'self'" in added
    assert "nginx/" not in answer.all("Server")[0]


def test_client_says_nothing_about_where_it_comes_from(nginx):
    reached = asked(
        nginx.ask(
            "/odoo",
            headers={
                "X-Forwarded-For": "203.0.113.7",
                "X-Forwarded-Host": "evil.example",
                "X-Forwarded-Proto": "http",
                "Forwarded": "for=203.0.113.7",
            },
        )
    )["headers"]
    assert reached["x-forwarded-for"] == "127.0.0.1"
    assert reached["x-forwarded-host"] == reached["host"]
    assert reached["x-forwarded-proto"] == "https"
    assert "forwarded" not in reached


@pytest.mark.parametrize(
    ("path", "largest"),
    [
        ("/marfanet/voice/uploads/x?offset=0", 2),
        ("/mail/attachment/upload", 32),
        ("/marfanet/voice/notes", 110),
        ("/web/login", 1 / 16),
        ("/nothing", 1),
    ],
)
def test_larger_bodies_than_anybody_sends_are_refused(nginx, path, largest):
    size = int(largest * 1024 * 1024)
    # Said only, so that nobody has to send it.
    link = nginx.connect()
    link.putrequest("POST", path)
    link.putheader("Content-Length", str(size + 1))
    link.endheaders()
    assert link.getresponse().status == 413
    link.close()
    if largest <= 2:
        body = b"x" * size
        assert nginx.ask(path, method="POST", body=body).status == 200


def test_line_is_read_before_the_next_one_is_written(nginx, upstream):
    for path in ("/marfanet/brief/write", "/marfanet/ai/prompts/7/try"):
        read = threading.Event()
        upstream.streams[path] = lambda read=read: read.wait(60)
        link = nginx.connect()
        link.request("POST", path, body=b"")
        reply = link.getresponse()
        assert reply.readline() == b"data: first\n"
        assert not read.is_set()
        read.set()
        assert b"data: second" in reply.read()
        link.close()


def test_websocket_is_upgraded(nginx):
    reached = asked(
        nginx.ask("/websocket", headers={"Upgrade": "websocket", "Connection": "x"})
    )["headers"]
    assert (reached["upgrade"], reached["connection"]) == ("websocket", "upgrade")


def test_log_shows_what_was_asked_and_no_secret(upstream, tmp_path):
    port = upstream.server_address[1]
    with Nginx(tmp_path / "own", port, port, limited=True) as own:
        headers = {"Referer": f"{own.url}/{SECRET}"}
        for path in (
            f"/{SECRET}", f"/{SECRET}/", f"/{SECRET}?x=1", f"/{SECRET}/x",
            f"/{SECRET[:-1]}", f"/{SECRET[:-9]}", f"/odoo/{SECRET}",
            f"/odoo?next=/{SECRET}", f"//{SECRET}", f"/fa/{SECRET}",
            f"/{SECRET[:20]}%2D{SECRET[20:]}", "/xmlrpc/2/common",
            "/odoo/representatives/7", "/web/assets/1/abc/web.assets_web.min.js",
        ):  # fmt: skip
            own.ask(path, headers=headers)
        for _asked in range(60):
            own.ask(f"/{SECRET}")
    # As it stands when nginx has ended.
    written = own.log("marfanet.log")
    assert '"GET /odoo/representatives/7" 200' in written
    assert '"GET /web/assets/1/abc/web.assets_web.min.js" 200' in written
    assert '"GET /-" 429' in written
    everything = "".join(p.read_text() for p in own.folder.glob("*.log"))
    for length in (len(SECRET), 12):
        assert SECRET[:length] not in everything
    assert "Referer" not in everything and "next" not in everything
