"""What other systems do over XML-RPC and JSON-2, and what they are refused.

A real server in another process; every call is a transaction of its own.
"""

import threading
import time
import uuid
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from conftest import Product
from support.accounts import PASSWORD, Caller, Team, create_service_account
from support.clients import Integrator, KeyedIntegrator, Refused

PATIENCE = 240.0  # seconds until all changes must have come
# How the protocols say that a right is missing, and that something makes no sense.
FORBIDDEN = {"xml": 4, "json": 403}
SENSELESS = {"xml": 2, "json": 422}


@pytest.fixture(scope="module")
def team(product: Product) -> Team:
    administrator = product.log_in("admin", "admin")

    def enter(login: str, group: str) -> Caller:
        login = f"{login}-{uuid.uuid4().hex[:6]}"
        account = create_service_account(product.admin, login, group)
        server = product.server
        key = administrator.make_key_for(account, "admin")
        return Caller(
            Integrator(server.url, server.database, login, PASSWORD),
            KeyedIntegrator(server.url, server.database, key),
        )

    return Team(
        lead=enter("service-lead", "marfanet_crm.group_marfanet_lead"),
        agent=enter("service-agent", "marfanet_crm.group_marfanet_agent"),
        other=enter("other-agent", "marfanet_crm.group_marfanet_agent"),
        outsider=enter("outsider", "base.group_user"),
        company_id=product.admin.call("res.company", "create", {"name": "شعبه دیگر"}),
    )


@pytest.fixture(params=["xml", "json"])
def protocol(request: pytest.FixtureRequest) -> str:
    return request.param


def unique(name: str) -> str:
    return f"{name}-{uuid.uuid4().hex[:12]}"


def upsert(caller: Caller, protocol: str, *rows: dict) -> list[dict]:
    return caller.call(
        protocol, "res.partner", "marfanet_upsert_representatives", rows=list(rows)
    )


def log(caller: Caller, protocol: str, *rows: dict) -> list[dict]:
    return caller.call(
        protocol, "marfanet.interaction", "marfanet_log", rows=list(rows)
    )


def refusal_of(caller: Caller, protocol: str, model: str, method: str, **arguments):
    """Return the code and the words of the refusal that a call meets."""
    with pytest.raises((xmlrpc.client.Fault, Refused)) as caught:
        caller.call(protocol, model, method, **arguments)
    error = caught.value
    if isinstance(error, Refused):
        return error.status, error.message
    return error.faultCode, error.faultString


def assert_forbidden(
    caller: Caller, protocol: str, model: str, method: str, **arguments: Any
) -> None:
    code, words = refusal_of(caller, protocol, model, method, **arguments)
    assert code == FORBIDDEN[protocol], words


def test_upsert_sent_twice_makes_one_representative(team: Team, protocol: str):
    row = {
        "admin_username": unique("Zahra"),
        "name": "زهرا موسوی",
        "phone": "۰۹۳۵ ۷۶۵ ۴۳۲۱",
        "joined_on": "2026-01-10",
        "panel_status": "active",
        "tags": ["عمده"],
    }
    bad = {"admin_username": unique("bad"), "name": "بد", "phone": "12"}

    first = upsert(team.lead, protocol, bad, row)
    shouted = {**row, "admin_username": row["admin_username"].upper()}
    again = upsert(team.lead, protocol, shouted)
    changed = upsert(team.lead, protocol, {**row, "name": "زهرا موسوی‌پور"})

    assert [result["result"] for result in first] == ["error", "created"]
    assert first[0]["error"] and first[0]["id"] is False
    assert [again[0]["result"], changed[0]["result"]] == ["unchanged", "updated"]
    assert first[1]["id"] == again[0]["id"] == changed[0]["id"]
    [stored] = team.agent.call(
        protocol,
        "res.partner",
        "search_read",
        domain=[["admin_username", "=", row["admin_username"].lower()]],
        fields=["name", "phone", "joined_on", "is_representative"],
    )
    assert stored == {
        "id": first[1]["id"],
        "name": "زهرا موسوی‌پور",
        "phone": "+989357654321",
        "joined_on": "2026-01-10",
        "is_representative": True,
    }


def test_log_sent_twice_makes_one_interaction(
    product: Product, team: Team, protocol: str
):
    row = {
        "external_ref": unique("pbx"),
        "partner_id": product.representative_id,
        "date": "2025-11-29T10:30:00+03:30",
        "duration": 0,
        "summary": "وصل شد",
    }
    first = log(team.agent, protocol, row, {**row, "external_ref": "", "type": "fax"})
    again = log(team.agent, protocol, {**row, "summary": "چیز دیگر"})

    assert [result["result"] for result in first] == ["created", "error"]
    assert again[0]["result"] == "existing"
    assert again[0]["id"] == first[0]["id"]
    [stored] = team.agent.call(
        protocol,
        "marfanet.interaction",
        "read",
        ids=[first[0]["id"]],
        fields=["date", "duration_known", "summary"],
    )
    assert stored["date"] == "2025-11-29 07:00:00"
    assert (stored["duration_known"], stored["summary"]) == (True, "وصل شد")


def test_same_sent_by_several_at_once_is_stored_once(product: Product, team: Team):
    callers = [team.agent, team.other, team.lead] * 2
    rows = [
        {"external_ref": unique("race"), "partner_id": product.representative_id}
        for _n in range(5)
    ]
    start = threading.Barrier(len(callers))

    def send(caller: Caller) -> list[dict]:
        start.wait()
        return caller.json.call("marfanet.interaction", "marfanet_log", rows=rows)

    with ThreadPoolExecutor(len(callers)) as pool:
        answers = list(pool.map(send, callers))

    assert {tuple(row["id"] for row in answer) for answer in answers} == {
        tuple(row["id"] for row in answers[0])
    }
    for sent in zip(*answers, strict=True):
        assert sorted(row["result"] for row in sent) == ["created"] + ["existing"] * 5


def test_changes_come_once_and_all_while_others_write(
    product: Product, team: Team, protocol: str
):
    ours: dict[int, str] = {}  # what each of our interactions ends with
    enough, ended = threading.Event(), threading.Event()

    def write(caller: Caller) -> None:
        while not enough.is_set():
            rows = [
                {
                    "external_ref": unique("page"),
                    "partner_id": product.representative_id,
                    "summary": unique("created"),
                }
                for _n in range(6)
            ]
            stored = caller.xml.call("marfanet.interaction", "marfanet_log", rows)
            ours.update(
                (result["id"], row["summary"])
                for row, result in zip(rows, stored, strict=True)
            )
            changed = unique("written")
            chosen = [result["id"] for result in stored[::2]]
            caller.xml.call(
                "marfanet.interaction", "write", chosen, {"summary": changed}
            )
            ours.update((record_id, changed) for record_id in chosen)

    def pull(cursor: Any) -> dict:
        return team.lead.call(
            protocol,
            "marfanet.interaction",
            "marfanet_changed_since",
            cursor=cursor,
            limit=7,
            fields=["summary"],
        )

    cursor, page = False, {"more": True}
    while page["more"]:
        page = pull(cursor)
        cursor = page["cursor"]

    def write_all() -> None:
        try:
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(write, [team.agent, team.other]))
        finally:
            ended.set()

    writer = threading.Thread(target=write_all)
    writer.start()
    told: list[tuple[int, str]] = []
    pages_while_writing = 0
    deadline = time.monotonic() + PATIENCE
    while not (ended.is_set() and dict(told).items() >= ours.items()):
        if time.monotonic() > deadline:
            enough.set()
            pytest.fail(f"Missing: {ours.items() - set(told)}")
        page = pull(cursor)
        cursor = page["cursor"]
        told += [(row["id"], row["summary"]) for row in page["rows"]]
        pages_while_writing += bool(page["rows"])
        if pages_while_writing > 10:
            enough.set()
    writer.join()

    assert len(told) == len(set(told)), "A change came twice"
    # One that was told of before it was written again is told of twice, rightly.
    assert len(ours) <= len(told) <= 2 * len(ours)


@pytest.mark.parametrize("model", ["res.partner", "marfanet.task"])
def test_changes_of_other_models_come_too(
    product: Product, team: Team, protocol: str, model: str
):
    rows, cursor, more = [], False, True
    while more:
        page = team.agent.call(
            protocol, model, "marfanet_changed_since", cursor=cursor, limit=3
        )
        cursor, more = page["cursor"], page["more"]
        rows += page["rows"]
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    if model == "res.partner":
        assert product.representative_id in ids
        assert all("admin_username" in row for row in rows)


def test_what_makes_no_sense_is_refused_in_words(team: Team, protocol: str):
    method = "marfanet_changed_since"
    for arguments, words in [
        ({"cursor": "x"}, "no cursor of these records"),
        ({"limit": 0}, "from 1 to 5000"),
        ({"fields": ["nmae"]}, "no such fields"),
    ]:
        code, said = refusal_of(
            team.agent, protocol, "marfanet.task", method, **arguments
        )
        assert code == SENSELESS[protocol] and words in said
    code, said = refusal_of(
        team.agent, protocol, "marfanet.interaction", "marfanet_log", rows="x"
    )
    assert code == SENSELESS[protocol] and "list of rows" in said


def test_agent_writes_own_records_by_the_standard_methods(
    product: Product, team: Team, protocol: str
):
    task = {"name": "تماس", "partner_id": product.representative_id}
    [task_id] = team.agent.call(protocol, "marfanet.task", "create", vals_list=[task])
    team.agent.call(
        protocol, "marfanet.task", "write", ids=[task_id], vals={"name": "تماس دوباره"}
    )
    [stored] = team.other.call(
        protocol,
        "marfanet.task",
        "search_read",
        domain=[["id", "=", task_id]],
        fields=["name"],
    )
    assert stored == {"id": task_id, "name": "تماس دوباره"}


def test_what_was_said_comes_with_its_interaction(
    product: Product, team: Team, protocol: str
):
    objection = unique("گران است")
    contact = {
        "partner_id": product.representative_id,
        "promise_ids": [[0, 0, {"side": "them", "text": "واریز می‌کند"}]],
        "objection_ids": [[0, 0, {"text": objection, "answer": "قسطی هم می‌شود"}]],
    }
    [contact_id] = team.agent.call(
        protocol, "marfanet.interaction", "create", vals_list=[contact]
    )
    said = {"domain": [["interaction_id", "=", contact_id]], "fields": ["text"]}
    [promise] = team.other.call(protocol, "marfanet.promise", "search_read", **said)
    for action in ("action_keep", "action_reopen", "action_drop"):
        done = team.other.call(
            protocol, "marfanet.promise", action, ids=[promise["id"]]
        )
        assert done is True
    [found] = team.other.call(
        protocol, "marfanet.objection", "find_answers", text=objection, limit=1
    )
    assert (found["answer"], found["interaction_id"]) == ("قسطی هم می‌شود", contact_id)
    add = {"vals": {"promise_ids": [[0, 0, {"text": "به نام دیگری"}]]}}
    theirs = {"model": "marfanet.interaction", "ids": [contact_id]}
    assert_forbidden(team.other, protocol, method="write", **theirs, **add)
    for model in ("marfanet.promise", "marfanet.objection"):
        assert_forbidden(team.outsider, protocol, model, "search_read", domain=[])
    assert_forbidden(
        team.outsider, protocol, "marfanet.objection", "find_answers", text=""
    )


def test_agent_is_refused_what_is_not_an_agents(
    product: Product, team: Team, protocol: str
):
    row = {"external_ref": unique("pbx"), "partner_id": product.representative_id}
    [own] = log(team.agent, protocol, {**row, "summary": "اول"})
    task = {"name": "تماس", "partner_id": product.representative_id}
    [task_id] = team.agent.call(protocol, "marfanet.task", "create", vals_list=[task])
    records = {"marfanet.interaction": own["id"], "marfanet.task": task_id}
    mine, theirs = team.agent, team.other

    for model, record_id in records.items():
        ids, name = [record_id], {"marfanet.task": "name"}.get(model, "summary")
        for caller, method, vals in [
            (mine, "unlink", None),
            (theirs, "unlink", None),
            (theirs, "write", {name: "دستکاری"}),
            (theirs, "write", {"user_id": theirs.xml.user_id}),
            (theirs, "write", {"active": False}),
            (mine, "write", {"user_id": theirs.xml.user_id}),
            (mine, "write", {"company_id": team.company_id}),
            (team.lead, "write", {"company_id": team.company_id}),
            (team.lead, "unlink", None),
        ]:
            arguments = {"ids": ids} | ({} if vals is None else {"vals": vals})
            assert_forbidden(caller, protocol, model, method, **arguments)
    [stored] = mine.call(
        protocol,
        "marfanet.interaction",
        "read",
        ids=[own["id"]],
        fields=["summary", "active"],
    )
    assert stored == {"id": own["id"], "summary": "اول", "active": True}
    representative = {"admin_username": unique("new"), "name": "تازه"}
    assert_forbidden(
        mine,
        protocol,
        "res.partner",
        "marfanet_upsert_representatives",
        rows=[representative],
    )
    assert_forbidden(
        mine,
        protocol,
        "res.partner",
        "write",
        ids=[product.representative_id],
        vals={"name": "دستکاری"},
    )


def test_people_outside_the_team_read_nothing(team: Team, protocol: str):
    for model in ("marfanet.interaction", "marfanet.task"):
        arguments = {"domain": [], "fields": ["display_name"]}
        assert_forbidden(team.outsider, protocol, model, "search_read", **arguments)
    for model in ("res.partner", "marfanet.interaction", "marfanet.task"):
        assert_forbidden(team.outsider, protocol, model, "marfanet_changed_since")
    assert_forbidden(
        team.outsider, protocol, "marfanet.interaction", "marfanet_log", rows=[]
    )
