"""Both doors in a real browser, and on a server of two workers: who is in, who is out.

A change of a door comes from another process each time, as from the command line.
"""

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket
from playwright.sync_api import Page, Playwright, expect
from support.access_arena import Arena, shell
from support.access_entries import by_form, code_of
from support.access_visitor import Visitor
from support.chromium import Chromium

# The code by which Odoo closes a websocket whose session has ended.
SESSION_EXPIRED = 4001
# Commits are told to the processes together with what else is committed.
CHANGE = """
door = env["marfanet.access.door"].browse({door_id})
{change}
env["res.users"].browse({uid}).partner_id._bus_send("{word}", {{"said": 1}})
env.cr.commit()
"""
TELL = "pass"
ROTATE = 'print("SECRET", door._rotate())'
COMPROMISE = 'print("SECRET", door._compromise())'
OVERLAP = (
    'from datetime import timedelta; print("SECRET", door._rotate(timedelta(hours=1)))'
)
OVERLAP_IS_OVER = 'door.previous_until = "2020-01-01 00:00:00"'


@pytest.fixture
def browser(playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    """A browser that may complain of pages that are not there."""
    with Chromium(playwright, tmp_path / "profile", options=()) as running:
        yield running
    others = [text for text in running.complaints if "404 (NOT FOUND)" not in text]
    assert others == []


def change(access: Arena, name: str, what: str) -> str:
    """Change a door from another process, and have its person told something.

    :return: the word that they were told
    """
    word = f"test_{uuid.uuid4().hex}"
    script = CHANGE.format(
        door_id=access.door_ids[name],
        change=what,
        uid=access.people[name].uid,
        word=word,
    )
    said = shell(access.database, script)
    if found := re.search(r"^SECRET (\S+)$", said, re.MULTILINE):
        access.secrets[name] = found[1]
    return word


def sign_in(access: Arena, browser: Chromium, name: str) -> Page:
    held = access.people[name].holds
    page = browser.open_log_in(f"{access.server.url}/{access.secrets[name]}")
    page.wait_for_url("**/web/login")
    page.evaluate(
        """([login, password]) => {
            const form = document.querySelector("form.oe_login_form");
            form.elements.login.value = login;
            form.elements.password.value = password;
            form.submit();
        }""",
        [held["login"], held["password"]],
    )
    if "totp" in held:
        page.wait_for_url("**/web/login/totp**")
        access.forget_codes()
        page.locator("input[name=totp_token]").fill(code_of(held["totp"]))
        page.locator("input[name=totp_token]").press("Enter")
    page.wait_for_url("**/odoo**", wait_until="commit")
    # The first page of a new database draws up its styles and scripts.
    expect(page.locator(".o_main_navbar")).to_be_visible(timeout=120_000)
    return page


def signed_in(access: Arena, name: str) -> Visitor:
    visitor = access.visitor_at(name)
    by_form(access, visitor, access.people[name])
    assert visitor.who() == access.people[name].uid
    return visitor


def apps(page: Page) -> set[str]:
    """Return the names of the applications that the server lets this person see."""
    menus = page.evaluate("fetch('/web/webclient/load_menus').then((a) => a.json())")
    return {menus[str(number)]["name"] for number in menus["root"]["children"]}


def hear(listener: websocket.WebSocket, word: str) -> str | int:
    """Return the word once the websocket says it, or the code that it closes with."""
    while True:
        # Not recv_data: it answers a farewell, and loses it where the other has gone.
        frame = listener.recv_frame()
        if frame.opcode == websocket.ABNF.OPCODE_CLOSE:
            return int.from_bytes(frame.data[:2], "big")
        if frame.opcode == websocket.ABNF.OPCODE_PING:
            listener.pong(frame.data)
        elif word in [one["message"]["type"] for one in json.loads(frame.data)]:
            return word


def listening(access: Arena, name: str) -> websocket.WebSocket:
    """Return a websocket of somebody signed in, which is heard to work."""
    listener = signed_in(access, name).listen()
    subscribe(listener)
    word = change(access, name, TELL)
    assert hear(listener, word) == word
    return listener


def subscribe(listener: websocket.WebSocket) -> None:
    event = {"event_name": "subscribe", "data": {"channels": [], "last": 0}}
    listener.send(json.dumps(event))


def test_an_agent_comes_in_by_the_crm_door_and_sees_the_crm_alone(
    access: Arena, browser: Chromium
):
    page = sign_in(access, browser, "agent")
    assert apps(page) == {"Discuss", "MarFanet CRM"}
    assert access.secrets["agent"] not in page.content()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert access.secrets["agent"] not in kept


def test_an_administrator_comes_in_by_the_admin_door_and_reaches_everything(
    access: Arena, browser: Chromium
):
    page = sign_in(access, browser, "admin")
    assert {"MarFanet CRM", "Settings", "Apps"} <= apps(page)
    page.goto(
        f"{access.server.url}/odoo/action-marfanet_access.marfanet_access_door_action"
    )
    expect(page.locator(".o_data_row")).to_have_count(2)


def test_an_open_page_is_out_within_one_request_after_a_rotation(
    access: Arena, browser: Chromium
):
    page = sign_in(access, browser, "agent")
    change(access, "agent", ROTATE)
    answer = page.evaluate(
        """fetch("/web/session/get_session_info", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", params: {} }),
        }).then((answer) => answer.text())"""
    )
    # Or the page itself has just asked for something, and been told so.
    assert "Odoo Session Expired" in answer or "404" in answer
    # The page that says so tells whose it is, too: nobody's.
    assert not re.search(r'"uid": ?\d', answer)
    page.reload()
    expect(page.locator("body")).to_contain_text("404")
    assert "/web/login" not in page.content()


def test_an_administrator_who_renews_their_own_door_sees_the_address_and_stays_in(
    access: Arena, browser: Chromium
):
    page = sign_in(access, browser, "admin")
    page.goto(
        f"{access.server.url}/odoo/action-marfanet_access.marfanet_access_door_action/"
        f"{access.door_ids['admin']}"
    )
    page.locator("button[name=action_compromised]").click()
    page.locator(".modal footer .btn-danger").click()
    shown = page.locator(".o-marfanet-AddressSheet-url")
    expect(shown).to_be_visible()
    old, access.secrets["admin"] = (
        access.secrets["admin"],
        shown.inner_text().rpartition("/")[2],
    )
    page.locator(".o-marfanet-AccessAddress button").last.click()
    page.reload()
    expect(page.locator(".o_main_navbar")).to_be_visible()
    assert access.visitor().get(f"/{old}").status_code == 404
    signed_in(access, "admin")


@pytest.mark.parametrize("what", [ROTATE, COMPROMISE], ids=["rotated", "compromised"])
def test_every_session_of_the_door_is_out_on_either_worker(access: Arena, what: str):
    insiders = [signed_in(access, "agent") for _n in range(4)]
    waiting = [access.visitor_at("agent") for _n in range(4)]
    administrator = signed_in(access, "admin")
    change(access, "agent", what)
    assert [one.who() for one in insiders] == [None] * 4
    assert [one.get("/web/login").status_code for one in waiting] == [404] * 4
    assert administrator.who() == access.people["admin"].uid


def test_an_overlap_keeps_people_in_and_then_puts_them_out(access: Arena):
    insiders = [signed_in(access, "agent") for _n in range(4)]
    change(access, "agent", OVERLAP)
    assert [one.who() for one in insiders] == [access.people["agent"].uid] * 4
    insiders[0].open_door(access.secrets["agent"])
    change(access, "agent", OVERLAP_IS_OVER)
    assert insiders[0].who() == access.people["agent"].uid
    assert [one.who() for one in insiders[1:]] == [None] * 3


@pytest.mark.parametrize("what", [ROTATE, COMPROMISE], ids=["rotated", "compromised"])
def test_an_open_websocket_says_nothing_more(access: Arena, what: str):
    listener = listening(access, "agent")
    assert hear(listener, change(access, "agent", what)) == SESSION_EXPIRED


def test_an_open_websocket_says_nothing_more_once_the_overlap_is_over(access: Arena):
    listener = listening(access, "agent")
    word = change(access, "agent", OVERLAP)
    assert hear(listener, word) == word
    assert hear(listener, change(access, "agent", OVERLAP_IS_OVER)) == SESSION_EXPIRED


def test_nobody_listens_to_an_open_websocket_of_before(access: Arena):
    listener = listening(access, "agent")
    # Nothing is told by this, so that the websocket stays open.
    access.rotate("agent")
    subscribe(listener)
    assert hear(listener, "nothing") == SESSION_EXPIRED
