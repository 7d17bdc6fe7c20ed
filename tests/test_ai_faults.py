"""Whatever a service does, each voice note ends where it should, with one message.

Through everything: an upload, the job runner, real sockets; the agent is Persian. What
the clients and the gateway make of each fault, their own tests prove in more detail.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ai_server import AIServer
from conftest import AI_KEY, Product
from support.ai_faults import CASES, OF_LANGUAGE, OF_SPEECH, Case
from support.clients import Browser, Integrator
from support.jobs import wait_for
from support.plans import drop_plans, pass_time
from support.short_note import SAID, understood
from support.speech import speak

LOGIN, PASSWORD = "persian-agent", "persian-password"
# The shipped providers, in the order in which they are asked.
SPEECH, NEXT_SPEECH = "xai_speech", "openai_speech"
LANGUAGE, NEXT_LANGUAGE = "grok", "openai"
# A line of the log that somebody should read; that XML-RPC ends some day, all know.
TROUBLE = re.compile(r"^\S+ \S+ \d+ (?:WARNING|ERROR|CRITICAL) \S+ (\S+): (.*)$", re.M)
AN_HOUR = 3600


@dataclass
class Desk:
    """A Persian agent, two services, and what is kept about them."""

    product: Product
    browser: Browser
    agent: Integrator
    recording: Path
    providers: dict[str, int]
    first: AIServer
    second: AIServer

    def use(self, *, timeout: int = 60, **servers: AIServer) -> None:
        """Let exactly these providers be asked, each at a server.

        :param timeout: of those at the first server, in seconds
        """
        for name, provider_id in self.providers.items():
            server = servers.get(name)
            values = {
                "base_url": (server or self.first).url,
                "key_name": "XAI_API_KEY" if server else "UNSET_API_KEY",
                "timeout": timeout if server is self.first else 60,
                # As if they were far away.
                "redact": True,
            }
            self.ask("marfanet.ai.provider", "write", [provider_id], values)
        self.ask("marfanet.ai.provider", "action_wake", list(self.providers.values()))
        [last] = self.ask("marfanet.ai.call", "search", [], limit=1) or [0]
        self.last_call = last
        self.log_begins = self.product.server.log.stat().st_size
        self.notified = self.ask("mail.notification", "search_count", [])

    def ask(self, *call: Any, **options: Any) -> Any:
        return self.product.admin.call(*call, **options)

    def send(self) -> int:
        form = {
            "representative": self.product.representative_id,
            "purpose": "support",
            "client_uuid": str(uuid.uuid4()),
            "recorded_at": "2025-11-29T10:30:00+03:30",
        }
        reply = self.browser.upload(self.recording, **form)
        assert reply.status_code == 201, reply.text
        return reply.json()["id"]

    def wait(self, note_id: int, attempts: int = 1) -> dict:
        """Return the note when its work has ended, or waits.

        :param attempts: how often it must have been tried if it waits
        """

        def look() -> dict | None:
            [note] = self.agent.call("marfanet.voice.note", "read", [note_id])
            waits = note["state"] == "waiting" and note["attempts"] == attempts
            return note if waits or note["state"] in ("ready", "failed") else None

        return wait_for(self.product.server.database, look)

    def ledger(self) -> list[tuple]:
        """Return whom the note's work has asked, and what came of it."""
        calls = self.ask(
            "marfanet.ai.call",
            "search_read",
            [["id", ">", self.last_call]],
            ["provider_id", "status", "code"],
            order="id",
        )
        names = {provider_id: name for name, provider_id in self.providers.items()}
        return [
            (names[call["provider_id"][0]], call["status"], call["code"] or "")
            for call in calls
        ]

    def trouble(self) -> list[str]:
        """Return what the log warns of since the providers were chosen."""
        with self.product.server.log.open("rb") as log:
            log.seek(self.log_begins)
            text = log.read().decode()
        return [
            match[2].strip()
            for match in TROUBLE.finditer(text)
            if not match[1].endswith("controllers.xmlrpc")
        ]

    def breaker(self, name: str) -> str:
        [provider] = self.ask("marfanet.ai.provider", "read", [self.providers[name]])
        # A rest of one second may be over by now: no answer has closed it all the same.
        return provider["breaker_state"].replace("half_open", "open")

    def told_once(self, name: str, code: str) -> None:
        """Check that one line of the log, and nobody's inbox, tells of a failure."""
        assert self.trouble() == [f"AI provider {self.providers[name]}: {code}"]
        assert self.ask("mail.notification", "search_count", []) == self.notified


@pytest.fixture(scope="module")
def persian(product: Product) -> tuple[Browser, Integrator]:
    """Return the two ways in of an agent who reads Persian."""
    admin = product.admin
    found = [["code", "=", "fa_IR"]]
    options = {"context": {"active_test": False}}
    [language] = admin.call("res.lang", "search", found, **options)
    wizard = admin.call(
        "base.language.install", "create", {"lang_ids": [[6, 0, [language]]]}
    )
    admin.call("base.language.install", "lang_install", [wizard])
    [_model, group] = admin.call(
        "ir.model.data",
        "check_object_reference",
        "marfanet_crm",
        "group_marfanet_agent",
    )
    values = {
        "name": "مینا احمدی",
        "login": LOGIN,
        "password": PASSWORD,
        "lang": "fa_IR",
        "tz": "Asia/Tehran",
        "group_ids": [[6, 0, [group]]],
    }
    admin.call("res.users", "create", values, context={"no_reset_password": True})
    server = product.server
    agent = Integrator(server.url, server.database, LOGIN, PASSWORD)
    return product.log_in(LOGIN, PASSWORD), agent


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    path = tmp_path_factory.mktemp("speech") / "note.ogg"
    return path, speak("مشکل حل شد", path)


@pytest.fixture(scope="module")
def providers(product: Product) -> dict[str, int]:
    shipped = product.admin.call(
        "ir.model.data", "search_read", [["model", "=", "marfanet.ai.provider"]]
    )
    prefix = "marfanet_ai_provider_"
    ids = {one["name"].removeprefix(prefix): one["res_id"] for one in shipped}
    return {name: ids[name] for name in (SPEECH, NEXT_SPEECH, LANGUAGE, NEXT_LANGUAGE)}


@pytest.fixture
def desk(product: Product, persian, recording, providers):
    browser, agent = persian
    with (
        AIServer(key=AI_KEY) as first,
        AIServer(key=AI_KEY, chat_models=("gpt-6-luna",)) as second,
    ):
        yield Desk(product, browser, agent, recording[0], providers, first, second)
        # A note that waits would ask the services of later tests.
        drop_plans(product.server.database)


def each(cases: list[Case]):
    return pytest.mark.parametrize("case", cases, ids=[case.name for case in cases])


def assert_persian(sentence: str) -> None:
    assert re.search("[آ-ی]", sentence)
    assert not re.search("[A-Za-z]", sentence), sentence
    assert sentence.endswith(".")


def waited(note: dict) -> float:
    """Return for how many seconds a note's work was put off."""
    at, since = (
        datetime.fromisoformat(note[name]) for name in ("retry_at", "step_date")
    )
    return (at - since).total_seconds()


def assert_waits(note: dict, seconds: int) -> None:
    # A busy machine may write down a little later when it was put off.
    assert seconds - 15 < waited(note) <= seconds + 1


def tasks_of(desk: Desk, note_id: int) -> list[dict]:
    about = [["voice_note_id", "=", note_id]]
    return desk.agent.call("marfanet.task", "search_read", about)


@each(OF_SPEECH)
def test_note_waits_or_says_why_when_it_is_not_heard(desk: Desk, case: Case):
    desk.use(timeout=1 if case.silent else 60, xai_speech=desk.first)
    desk.first.fault(case.fault, **case.options)
    note = desk.wait(desk.send())
    if case.status == "try_later":
        assert note["state"] == "waiting"
        assert_waits(note, case.wait)
    else:
        assert (note["state"], note["retry_at"]) == ("failed", False)
    assert_persian(note["failure"])
    assert desk.ledger() == [(SPEECH, case.status, case.code)]
    assert len(desk.first.requests) == 1
    assert desk.breaker(SPEECH) == case.breaker
    desk.told_once(SPEECH, case.code)


@each(OF_LANGUAGE)
def test_note_waits_or_is_read_without_a_model_that_fails(desk: Desk, case: Case):
    desk.use(
        timeout=1 if case.silent else 60, openai_speech=desk.second, grok=desk.first
    )
    desk.second.speech(SAID)
    desk.first.fault(case.fault, **case.options)
    note = desk.wait(desk.send())
    assert note["transcript"] == SAID
    if case.status == "try_later":
        assert note["state"] == "waiting"
        assert_waits(note, case.wait)
        assert_persian(note["failure"])
    else:
        assert (note["state"], note["read_by"]) == ("ready", "متن‌خوان داخلی")
        assert_persian(note["notice"])
        assert len(tasks_of(desk, note["id"])) == 1
    assert desk.ledger() == [
        (NEXT_SPEECH, "answered", ""),
        (LANGUAGE, case.status, case.code),
    ]
    assert len(desk.first.requests) == len(desk.second.requests) == 1
    assert desk.breaker(LANGUAGE) == case.breaker
    desk.told_once(LANGUAGE, case.code)


@each([case for case in CASES if case.name in ("silence", "500", "429", "401", "HTML")])
def test_next_service_does_the_work(desk: Desk, case: Case):
    desk.use(
        timeout=1 if case.silent else 60,
        xai_speech=desk.first,
        openai_speech=desk.second,
        grok=desk.first,
        openai=desk.second,
    )
    for _kind in ("speech", "language"):
        desk.first.fault(case.fault, **case.options)
    desk.second.speech(SAID)
    desk.second.answer(understood())
    note = desk.wait(desk.send())
    assert (note["state"], note["failure"], note["notice"]) == ("ready", False, False)
    assert note["transcribed_by"] == "OpenAI Transcription"
    assert note["read_by"] == "OpenAI GPT (gpt-6-luna)"
    assert len(tasks_of(desk, note["id"])) == 1
    # Nobody is paid for what another one had to do.
    assert desk.ledger() == [
        (SPEECH, case.status, case.code),
        (NEXT_SPEECH, "answered", ""),
        (LANGUAGE, case.status, case.code),
        (NEXT_LANGUAGE, "answered", ""),
    ]
    assert len(desk.first.requests) == len(desk.second.requests) == 2


def test_note_is_heard_when_a_service_comes_back_after_an_hour(desk: Desk):
    database = desk.product.server.database
    desk.use(xai_speech=desk.first, grok=desk.first)
    desk.first.fault(500, always=True)
    note_id = desk.send()
    passed, attempts = 0.0, 0
    while True:
        attempts += 1
        note = desk.wait(note_id, attempts)
        assert note["state"] == "waiting"
        assert_persian(note["failure"])
        passed += waited(note)
        if passed >= AN_HOUR:
            break
        pass_time(database, waited(note) + 1)
    # After 1, 6 and 21 minutes.
    assert attempts == len(desk.first.requests) == 4
    desk.first.heal()
    desk.first.speech(SAID)
    desk.first.answer(understood())
    pass_time(database, waited(note) + 1)
    note = desk.wait(note_id)
    assert (note["state"], note["failure"]) == ("ready", False)
    assert len(tasks_of(desk, note_id)) == 1
    assert desk.ledger() == [
        *[(SPEECH, "try_later", "service_down")] * attempts,
        (SPEECH, "answered", ""),
        (LANGUAGE, "answered", ""),
    ]


def test_nobody_waits_an_hour_for_a_summary(desk: Desk):
    database = desk.product.server.database
    desk.use(openai_speech=desk.second, grok=desk.first)
    desk.second.speech(SAID)
    desk.first.fault(500, always=True)
    note_id = desk.send()
    passed = 0.0
    for attempts in (1, 2):
        note = desk.wait(note_id, attempts)
        assert note["state"] == "waiting"
        passed += waited(note)
        pass_time(database, waited(note) + 1)
    note = desk.wait(note_id, attempts=3)
    assert passed < AN_HOUR / 4
    assert (note["state"], note["read_by"]) == ("ready", "متن‌خوان داخلی")
    assert_persian(note["notice"])
    assert len(tasks_of(desk, note_id)) == 1
    assert desk.ledger() == [
        (NEXT_SPEECH, "answered", ""),
        *[(LANGUAGE, "try_later", "service_down")] * 3,
    ]
