"""Who is in, but no longer by their door, is out at the next request; and what a
stranger is answered does not differ from what a page that nobody ever made is answered.
"""

import codecs
import json
import re
from typing import Any

import pytest
import websocket
from support.access_arena import OTHER, Arena
from support.access_entries import by_form
from support.access_visitor import STAMP, Visitor
from support.database import rows, until

PEOPLE = list(OTHER)
# How a session that is in comes to stand at no door of its own.
LOST = ["no stamp", "foreign", "expired", "rotated"]
SILENCE = 5.0  # seconds after which nothing more is told; it would come at once
PATIENCE = 60.0  # seconds until what is told must have come


def lose_stamp(access: Arena, visitor: Visitor, how: str, name: str) -> None:
    """Let the session stand where a module that signs in by itself would leave it."""
    stamp = visitor.session()[STAMP]
    if how == "no stamp":
        visitor.plant(**{STAMP: None})
    elif how == "foreign":
        other = access.visitor_at(OTHER[name])
        visitor.plant(**{STAMP: other.session()[STAMP]})
    elif how == "expired":
        visitor.age_stamp()
    else:
        older = {**stamp, "generation": stamp["generation"] - 1}
        visitor.plant(**{STAMP: older})


def signed_in(access: Arena, name: str) -> Visitor:
    visitor = access.visitor_at(name)
    by_form(access, visitor, access.people[name])
    assert visitor.who() == access.people[name].uid
    be_told(visitor)
    return visitor


def be_told(visitor: Visitor) -> None:
    """Do something of which all of one's own pages are told."""
    info = visitor.call("/web/session/get_session_info")
    settings = info["user_settings"]
    changed = {"use_push_to_talk": not settings["use_push_to_talk"]}
    method = "set_res_users_settings"
    done = visitor.call_model("res.users.settings", method, [settings["id"]], changed)
    assert done is not None


def is_named(visitor: Visitor, path: str, login: str) -> bool:
    """Whether a page is made for somebody who is in."""
    answer = visitor.get(path)
    return answer.ok and login in answer.text


def hears(
    visitor: Visitor,
    socket: websocket.WebSocket | None = None,
    seconds: float = PATIENCE,
) -> bool:
    """Whether a websocket tells what only this person is told.

    :param socket: one that is open already, else another one
    :param seconds: after which it is not waited for any more
    """
    socket = socket or visitor.listen()
    # Who is told nothing is told nothing for ever.
    socket.settimeout(seconds)
    message = {"event_name": "subscribe", "data": {"channels": [], "last": 0}}
    try:
        socket.send(json.dumps(message))
        while True:
            kind, data = socket.recv_data(control_frame=True)
            if kind == websocket.ABNF.OPCODE_CLOSE:
                return False
            if b"res.users.settings" in data:
                return True
    except (websocket.WebSocketException, OSError):
        return False


# --- WHO IS IN BY NO DOOR


REQUESTS = {
    "client": lambda visitor, login: is_named(visitor, "/odoo", login),
    "website": lambda visitor, login: is_named(visitor, "/contactus", login),
    "own page": lambda visitor, login: is_named(visitor, "/my/home", login),
    "fallback": lambda visitor, login: is_named(visitor, "/no-such-page", login),
    "json": lambda visitor, login: visitor.call_model("res.users", "search_count", []),
    "by address": lambda visitor, login: visitor.get(
        "/json/1/contacts", headers=SEC
    ).ok,
    "documentation": lambda visitor, login: visitor.get(
        "/doc-bearer/index.json", headers=SEC
    ).ok,
    "superuser": lambda visitor, login: visitor.get("/web/become").status_code == 303,
    "plugin": lambda visitor, login: visitor.get("/mail_plugin/auth").ok,
    "websocket": lambda visitor, login: hears(visitor),
}
# As a browser sends along when somebody opens a page.
SEC = {
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("request_", REQUESTS)
def test_session_by_no_door_is_out_at_its_next_request(
    access: Arena, request_: str, how: str, name: str
):
    visitor = signed_in(access, name)
    lose_stamp(access, visitor, how, name)
    if request_ == "websocket":
        assert not hears(visitor, seconds=SILENCE)
    else:
        login = access.people[name].holds["login"]
        assert not REQUESTS[request_](visitor, login)
    assert visitor.who() is None


def test_session_by_its_door_is_let_do_all_that(access: Arena):
    login = access.people["admin"].holds["login"]
    for name in ("client", "website", "own page", "json", "websocket"):
        assert REQUESTS[name](signed_in(access, "admin"), login), name
    # Last: from then on it is somebody else's.
    visitor = signed_in(access, "admin")
    assert REQUESTS["superuser"](visitor, login)
    [(superuser,)] = rows(
        access.database, "SELECT res_id FROM ir_model_data WHERE name = 'user_root'"
    )
    assert visitor.who() == superuser


def test_rotation_ends_sessions_and_open_websockets(access: Arena):
    visitors = {name: signed_in(access, name) for name in PEOPLE}
    sockets = {name: visitor.listen() for name, visitor in visitors.items()}
    assert all(hears(visitors[name], sockets[name]) for name in PEOPLE)
    access.rotate("agent")
    assert visitors["agent"].who() is None
    assert not hears(visitors["agent"], sockets["agent"], seconds=SILENCE)
    assert visitors["admin"].who() == access.people["admin"].uid
    be_told(visitors["admin"])
    assert hears(visitors["admin"], sockets["admin"])


def test_second_factor_after_the_door_has_changed_lets_nobody_in(access: Arena):
    person = access.people["admin"]
    visitor = access.visitor_at("admin")
    agent = {**person.holds}
    secret = agent.pop("totp")
    # The password alone.
    by_form(access, visitor, type(person)(person.name, agent, person.passkey))
    lose_stamp(access, visitor, "foreign", "admin")
    visitor.post_with_token("/web/login/totp", totp_token=secret)
    assert visitor.who() is None


# --- WHAT STRANGERS ARE ANSWERED


JSON = {"json": {"params": {}}}
HIDDEN = [
    ("GET", "/web/login", {}),
    ("GET", "/web/login?redirect=/odoo", {}),
    ("POST", "/web/login", {"data": {"login": "admin", "password": "admin"}}),
    ("GET", "/odoo", {}),
    ("GET", "/odoo/contacts", {}),
    ("GET", "/web", {}),
    ("GET", "/web/become", {}),
    ("GET", "/web/login/totp", {}),
    ("POST", "/web/login/totp", {"data": {"totp_token": "123456"}}),
    ("GET", "/web/login/second_factor", {}),
    ("GET", "/web/signup", {}),
    ("GET", "/web/reset_password", {}),
    ("GET", "/web/session/logout", {}),
    ("POST", "/web/session/authenticate", JSON),
    ("POST", "/auth/passkey/start-auth", JSON),
    ("GET", "/auth_oauth/signin", {"params": {"access_token": "x", "state": "{}"}}),
    ("GET", "/auth_oauth/oea", {"params": {"access_token": "x"}}),
    ("POST", "/base_import_module/login_upload", {"data": {"login": "admin"}}),
    ("GET", "/mail_plugin/auth", {}),
    ("GET", "/web/database/manager", {}),
    ("GET", "/web/database/selector", {}),
    ("GET", "/my", {}),
    ("GET", "/my/home", {}),
    ("GET", "/mail/view?model=res.partner&res_id=1", {}),
    ("GET", "/scoped_app", {}),
    ("GET", "/web/manifest.webmanifest", {}),
]
RANDOM = re.compile(r"[0-9a-f]{40}o[0-9]{10}|session_id=[^;]+|Expires=[^;]+")


def said(visitor: Visitor, method: str, path: str, options: dict[str, Any]) -> Any:
    """Return an answer without what is random in it, or of the address itself."""
    answer = visitor.ask(method, path, **options)
    # As a whole: «/web» stands at the beginning of many others.
    address = re.compile(rf"{re.escape(path.partition('?')[0])}(?![\w./-])")

    def same(text: str) -> str:
        return RANDOM.sub("", address.sub("/the-page", text))

    texts = {name: value for name, value in answer.headers.items() if name != "Date"}
    texts["body"] = answer.text
    saying = {name: same(text) for name, text in texts.items()}
    # Odoo writes a cookie twice if the second has changed until the page is made.
    cookies = {same(cookie) for cookie in answer.raw.headers.getlist("Set-Cookie")}
    saying["Set-Cookie"] = sorted(cookies)
    return answer.status_code, saying


@pytest.mark.parametrize(("method", "path", "options"), HIDDEN)
def test_stranger_is_answered_as_by_a_page_that_does_not_exist(
    access: Arena, method: str, path: str, options: dict[str, Any]
):
    noise = codecs.encode(path, "rot13")
    for make in (access.visitor, lambda: with_session(access)):
        found = said(make(), method, path, options)
        missing = said(make(), method, noise, options)
        assert found == missing
        assert found[0] == 404


def with_session(access: Arena) -> Visitor:
    """Return a stranger who has been to a page of the website before."""
    visitor = access.visitor()
    visitor.get("/contactus")
    return visitor


def test_what_is_for_everybody_stays(access: Arena):
    visitor = access.visitor()
    assert visitor.get("/web/health").json() == {"status": "pass"}
    for path in ("/", "/contactus", "/robots.txt"):
        assert visitor.get(path).ok, path


# --- WHAT IS TOLD OF IT


def test_administrators_are_told_once_of_a_right_password(access: Arena):
    person = access.people["agent"]
    for _time in range(2):
        visitor = access.visitor_at("admin")
        by_form(access, visitor, person)
        assert visitor.who() is None
    query = "SELECT count(*) FROM marfanet_access_event WHERE kind=%s AND user_ref=%s"
    [(told,)] = rows(access.database, query, ["alert", person.uid])
    [(refused,)] = rows(access.database, query, ["refused", person.uid])
    # Of the password, and of the key if it was tried.
    assert 1 <= told <= 2
    assert refused >= 2


def test_audit_log_has_no_secret_and_its_chain_holds(access: Arena):
    people = access.people.values()
    held = [str(value) for person in people for value in person.holds.values()]
    long = [value for value in held if len(value) > 15] + list(access.secrets.values())
    unsealed = "SELECT count(*) FROM marfanet_access_event WHERE hash IS NULL"
    assert until(lambda: rows(access.database, unsealed) == [(0,)], PATIENCE)
    log = json.dumps(
        rows(access.database, "SELECT row_to_json(e) FROM marfanet_access_event e")
    )
    assert log and not [value for value in long if value in log]
