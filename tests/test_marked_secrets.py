"""A run with marked secrets: what is found of them afterwards, and where.

Keys and the proxies' password may be nowhere but on their way; what is private in a
note is where the person put it, and not beyond.
"""

import base64
import os
from pathlib import Path

import pytest
from ai_server import AIServer
from conftest import make_product
from support.far_services import LOGIN, OPENAI_KEY, XAI_KEY, far_services
from support.leftovers import folded, found_in, found_in_database
from support.many_workers import own_port
from support.marked import CARD, MARKED, SAID, TO_CALL, TYPED
from support.marked_run import SECRETS, MarkedRun
from support.odoo_server import DATA, OdooServer, database_copy
from support.witness import Witness

NEVER = {name: folded(value) for name, value in SECRETS.items()}
# As it goes to an HTTP proxy.
NEVER["login, encoded"] = base64.b64encode(":".join(LOGIN).encode()).decode()

# Where the person's own words are, and what was made of them for the person.
THEIRS = {
    "marfanet_voice_note.transcript",
    "marfanet_voice_note.segments",
    "marfanet_voice_note.finding",
    "marfanet_voice_note.proposals",
    "marfanet_voice_result.value",
    "marfanet_interaction.summary",
    "marfanet_interaction.next_step",
    "marfanet_interaction.ai_sources",
    # The same words, made alike for searching.
    "marfanet_interaction.search_text",
    "marfanet_task.search_text",
    "marfanet_task.name",
    "marfanet_task.quote",
    "marfanet_promise.search_text",
    "marfanet_promise.text",
    "marfanet_promise.quote",
    "marfanet_objection.search_text",
    "marfanet_objection.text",
    "marfanet_objection.quote",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("marked")
    log = Path(os.environ["MARFANET_TEST_LOGS"], "paths-marked-server.log")
    log.unlink(missing_ok=True)
    with (
        far_services(folder) as far,
        database_copy(os.environ["MARFANET_TEST_TEMPLATE"]) as database,
        OdooServer(database, own_port(20), log, far.environment) as server,
    ):
        run = MarkedRun(make_product(server), far, Witness(), folder)
        run.go()
        yield run


def requests_to(*services: AIServer) -> list:
    return [request for service in services for request in service.requests]


def test_eyes_of_these_tests_see():
    assert found_in(TYPED, MARKED) == set(MARKED)
    assert found_in(SAID.encode("unicode-escape").decode(), MARKED) == (
        set(MARKED) - {"dictated phone"}
    )


def test_keys_and_passwords_are_in_no_log(run: MarkedRun):
    log = run.product.server.log.read_text()
    assert len(log.splitlines()) > 100
    assert not found_in(log, NEVER)


def test_nothing_private_is_in_the_log(run: MarkedRun):
    assert not found_in(run.product.server.log.read_text(), MARKED)


def test_keys_and_passwords_are_nowhere_in_the_database(run: MarkedRun):
    assert not found_in_database(run.product.server.database, NEVER)


def test_private_values_are_in_the_database_where_the_person_put_them(run: MarkedRun):
    found = found_in_database(run.product.server.database, MARKED)
    assert found.keys() <= THEIRS, {
        place: names for place, names in found.items() if place not in THEIRS
    }
    # They are there: the search is not blind.
    assert found["marfanet_voice_note.transcript"] == set(MARKED)
    assert found["marfanet_task.name"] == {"phone in Persian digits"}


def test_no_file_holds_what_was_said_or_a_key(run: MarkedRun):
    store = DATA / "filestore" / run.product.server.database
    for path in store.rglob("*"):
        if path.is_file():
            text = path.read_text(errors="replace")
            assert not found_in(text, {**NEVER, **MARKED}), path


def test_no_answer_of_the_server_holds_a_key_or_password(run: MarkedRun):
    assert len(run.witness.answers) > 100
    for answer in run.witness.answers:
        assert not found_in(answer, NEVER)


def test_each_key_goes_to_its_own_service_in_its_header_alone(run: MarkedRun):
    for service, key in ((run.far.xai, XAI_KEY), (run.far.openai, OPENAI_KEY)):
        assert service.requests
        for request in service.requests:
            assert request.authorization == f"Bearer {key}"
            rest = f"{request.path} {request.headers} "
            rest += request.body.decode(errors="replace")
            assert not found_in(rest, NEVER)


def test_nothing_private_reaches_a_service(run: MarkedRun):
    requests = requests_to(run.far.xai, run.far.openai)
    assert sum("[تلفن ۱]" in str(request.json) for request in requests) > 10
    for request in requests:
        sent = f"{request.path} {request.headers} {request.fields} "
        sent += request.body.decode(errors="replace")
        assert not found_in(sent, MARKED)


@pytest.mark.parametrize("what", ["read", "repaired", "broken", "page", "typed"])
def test_what_was_hidden_is_put_back_for_the_person(run: MarkedRun, what: str):
    agent, note_id = run.product.agent, run.notes[what]
    [note] = agent.call("marfanet.voice.note", "read", [note_id])
    [task] = agent.call(
        "marfanet.task", "search_read", [["voice_note_id", "=", note_id]]
    )
    assert task["name"] == f"تماس با {TO_CALL}"
    assert task["quote"] == f"سه‌شنبه آینده به شماره {TO_CALL} زنگ بزنم"
    [interaction] = agent.call(
        "marfanet.interaction", "read", note["interaction_id"][:1]
    )
    assert interaction["summary"] == f"به کارت {CARD} واریز کرد."
    assert interaction["next_step"] == f"تماس با {TO_CALL}"


def test_streamed_text_has_the_number_and_shows_what_was_sent(run: MarkedRun):
    text = run.tried.text
    assert "event: done" in text
    [sent] = [line for line in text.splitlines() if '"role"' in line]
    assert not found_in(sent, MARKED)
    assert found_in(text.replace(sent, ""), MARKED) == {"phone in Persian digits"}
    assert "event: error" in run.tried_in_vain.text
    assert not found_in(run.tried_in_vain.text.split("event: error")[1], MARKED)


def test_service_that_may_see_all_sees_all(run: MarkedRun):
    """What would be found if nothing were hidden: the switch is what hides it."""
    run.write_provider("grok", {"redact": False})
    run.far.xai.requests.clear()
    run.try_the_prompt()
    run.write_provider("grok", {"redact": True})
    sent = run.far.xai.requests[0].body.decode()
    run.far.xai.requests.clear()
    assert found_in(sent, MARKED) == set(MARKED)
