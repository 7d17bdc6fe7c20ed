"""A day of voice notes in which everything marked is said, and everything fails once.

Through the real server, its job runner, proxies and TLS; the tests look at what was
left behind.
"""

import functools
import json
import re
import uuid
import xmlrpc.client
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import Product

from .accounts import PASSWORD, create_service_account
from .clients import Integrator, KeyedIntegrator, Refused
from .far_services import LOGIN, OPENAI_KEY, XAI_KEY, FarServices
from .jobs import wait_for
from .marked import SAID, TYPED
from .plans import drop_plans, run_sql
from .speech import speak
from .witness import Witness

# A service that quotes what it was sent, its key included.
ECHO = {"error": {"message": f"{XAI_KEY} {OPENAI_KEY} is wrong: {SAID}", "code": None}}
HTML = f"<!DOCTYPE html><html><title>{XAI_KEY} {SAID}</title></html>".encode()
CUT = f'{{"id": "1", "choices": [{{"message": "{XAI_KEY} {SAID}'.encode()
# What the database itself says quotes the row that it refuses.
CRASH = """
CREATE FUNCTION marked_crash() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'marked crash: %', NEW; END$$;
CREATE TRIGGER marked_crash BEFORE INSERT ON marfanet_task
    FOR EACH ROW EXECUTE FUNCTION marked_crash();
"""
MENDED = "DROP FUNCTION marked_crash CASCADE"


@dataclass
class MarkedRun:
    """What was done, and by whom.

    :ivar notes: ids of the notes, by what happened to each
    """

    product: Product
    far: FarServices
    witness: Witness
    folder: Path
    notes: dict[str, int] = field(default_factory=dict)

    def go(self) -> None:
        """Do it all."""
        self.witness.follow(self.product.admin)
        self.witness.follow(self.product.agent)
        self.witness.follow(self.product.browser)
        speak("سلام آقای رضایی", self.folder / "note.ogg")
        self.reach_through_proxies()
        self.read_notes_in_spite_of_the_first_model()
        self.hear_in_spite_of_the_first_service()
        self.fail_altogether()
        self.type_what_was_said()
        self.crash()
        self.press_test_buttons()
        self.try_the_prompt()
        self.read_all_of_the_providers()

    # --- THE NOTES

    def read_notes_in_spite_of_the_first_model(self) -> None:
        self.write_provider("xai_speech", {"active": False})
        xai, openai = self.far.xai, self.far.openai
        for name, spoil in {
            "read": lambda: xai.answer(understood),
            "repaired": lambda: (
                xai.fault("content", body='{"summary": "[تلفن ۱]"}'),
                xai.answer(understood),
            ),
            "key refused": lambda: xai.fault(401, body=ECHO),
            "slowed down": lambda: xai.fault(429, body=ECHO, retry_after=7),
            "broken": lambda: xai.fault(500, body=ECHO),
            "truncated": lambda: xai.fault(200, body=CUT),
            "page": lambda: xai.fault(200, body=HTML, headers={"X-Key": XAI_KEY}),
        }.items():
            spoil()
            openai.speech(SAID)
            if name not in ("read", "repaired"):
                openai.answer(understood)
            self.note(name, "ready")
        self.write_provider("xai_speech", {"active": True})

    def hear_in_spite_of_the_first_service(self) -> None:
        for name, status in {"not heard: key": 401, "not heard: broken": 500}.items():
            # In the name of a header, which is none.
            odd = {f"quoted {XAI_KEY}": "1"}
            self.far.xai.fault(status, body=ECHO, headers=odd)
            self.far.openai.speech(SAID)
            self.far.xai.answer(understood)
            self.note(name, "ready")

    def fail_altogether(self) -> None:
        for name, status, state in (
            ("nobody hears", 401, "failed"),
            ("nobody hears now", 500, "waiting"),
        ):
            self.far.xai.fault(status, body=ECHO)
            self.far.openai.fault(status, body=ECHO)
            self.note(name, state)

    def type_what_was_said(self) -> None:
        for provider in ("xai_speech", "openai_speech"):
            self.write_provider(provider, {"active": False})
        note_id = self.note("typed", "untranscribed")
        self.far.xai.answer(understood)
        note = "marfanet.voice.note"
        self.product.agent.call(note, "write", [note_id], {"transcript": TYPED})
        self.wait(note_id, "ready")
        for provider in ("xai_speech", "openai_speech"):
            self.write_provider(provider, {"active": True})

    def crash(self) -> None:
        run_sql(self.product.server.database, CRASH)
        self.far.xai.speech(SAID)
        self.far.xai.answer(understood)
        self.note("crashed", "waiting")
        run_sql(self.product.server.database, MENDED)

    def note(self, name: str, state: str) -> int:
        """Send a note, and wait until its work has come to this state."""
        self.wake()
        form = {
            "representative": self.product.representative_id,
            "purpose": "support",
            "client_uuid": str(uuid.uuid4()),
            "recorded_at": "2025-11-29T10:30:00+03:30",
        }
        sent = self.product.browser.upload(self.folder / "note.ogg", **form)
        assert sent.status_code == 201, sent.text
        self.notes[name] = sent.json()["id"]
        self.wait(self.notes[name], state)
        return self.notes[name]

    def wait(self, note_id: int, state: str) -> None:
        def look() -> str | None:
            [note] = self.product.agent.call("marfanet.voice.note", "read", [note_id])
            ended = ("ready", "failed", "waiting", "untranscribed")
            return note["state"] if note["state"] in ended else None

        database = self.product.server.database
        assert wait_for(database, look) == state
        # What waits would ask a service that is told to do something else by then.
        drop_plans(database)

    # --- THE PROVIDERS

    def reach_through_proxies(self) -> None:
        for provider in ("grok", "xai_speech"):
            self.write_provider(provider, {"proxy": "XAI_PROXY"})
        for provider in ("openai", "openai_speech"):
            self.write_provider(provider, {"proxy": "OPENAI_PROXY"})

    def write_provider(self, name: str, values: dict[str, Any]) -> None:
        provider_id = self.provider_id(name)
        self.product.admin.call("marfanet.ai.provider", "write", [provider_id], values)

    def provider_id(self, name: str) -> int:
        return self.providers[f"marfanet_ai_provider_{name}"]

    @functools.cached_property
    def providers(self) -> dict[str, int]:
        """The shipped providers' ids, by their external names."""
        shipped = self.product.admin.call(
            "ir.model.data", "search_read", [["model", "=", "marfanet.ai.provider"]]
        )
        return {one["name"]: one["res_id"] for one in shipped}

    def wake(self) -> None:
        """Let all providers be asked, however they have failed."""
        self.product.admin.call(
            "marfanet.ai.provider", "action_wake", list(self.providers.values())
        )

    def press_test_buttons(self) -> None:
        self.wake()
        for provider in ("grok", "xai_speech"):
            for status in (401, 404, None):
                if status:
                    self.far.xai.fault(status, body=ECHO)
                elif provider == "grok":
                    self.far.xai.answer({"greeting": "سلام"})
                else:
                    self.far.xai.speech("سلام")
                provider_id = self.provider_id(provider)
                admin = self.product.admin
                admin.call("marfanet.ai.provider", "action_test", [provider_id])
                [tested] = admin.call("marfanet.ai.provider", "read", [provider_id])
                wanted = "failed" if status else "passed"
                assert tested["last_test_state"] == wanted

    def try_the_prompt(self) -> None:
        """Have a text written for a person, as it is written."""
        self.wake()
        prompts = self.product.admin.call("marfanet.ai.prompt", "search_read", [])
        [prompt] = [one for one in prompts if one["job"] == "voice_note"]
        admin = self.witness.follow(self.product.log_in("admin", "admin"))
        samples = admin.call("marfanet.ai.prompt", "get_samples", [prompt["id"]])
        given = {**samples["samples"][-1]["given"], "transcript": TYPED}
        form = {"body": prompt["body"], "given": json.dumps(given)}
        address = f"/marfanet/ai/prompts/{prompt['id']}/try"
        self.far.xai.answer(lambda messages: f"به {called(messages)} زنگ بزن.")
        self.tried = admin.post(address, **form)
        # Half-way: the next provider does not go on with another's text.
        self.far.xai.fault("error", body=ECHO)
        self.tried_in_vain = admin.post(address, **form)

    def read_all_of_the_providers(self) -> None:
        """Read every field in every way, as one who may and as one who may not."""
        product = self.product
        server, ids = product.server, list(self.providers.values())
        model = "marfanet.ai.provider"
        names = sorted(product.admin.call(model, "fields_get"))
        administrator = product.log_in("admin", "admin")
        login, group = "marked-service", "marfanet_crm.group_marfanet_agent"
        account = create_service_account(product.admin, login, group)
        keys = {
            ("admin", "admin"): administrator.make_api_key("admin"),
            (login, PASSWORD): administrator.make_key_for(account, "admin"),
        }
        for (login, password), key in keys.items():
            keyed = KeyedIntegrator(server.url, server.database, key)
            plain = Integrator(server.url, server.database, login, password)
            self.witness.follow(keyed)
            self.witness.follow(plain)
            calls = [
                (plain.call, (model, "read", ids, names), {}),
                (plain.call, (model, "search_read", [], names), {}),
                (plain.call, (model, "export_data", ids, names), {}),
                (plain.call, (model, "_read_key", ids), {}),
                (plain.call, (model, "_read_proxy", ids, None), {}),
                (plain.call, (model, "_key_or_placeholder", ids), {}),
                (keyed.call, (model, "read"), {"ids": ids, "fields": names}),
                (keyed.call, (model, "search_read"), {"fields": names}),
                (keyed.call, (model, "_read_key"), {"ids": ids}),
            ]
            for call, arguments, options in calls:
                may = login == "admin" and not arguments[1].startswith("_")
                if may:
                    call(*arguments, **options)
                    continue
                with pytest.raises((xmlrpc.client.Fault, Refused)):
                    call(*arguments, **options)


def called(messages: list[dict[str, Any]]) -> str:
    """Return what stands in a question where the number to call was said."""
    [number] = re.findall("به شماره (.+?) زنگ بزنم", messages[-1]["content"]) or [""]
    return number


def understood(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """Answer as a model that copies what it was sent."""
    text = "\n".join(message["content"] for message in messages)
    number = re.findall("به شماره (.+?) زنگ بزنم", text)[0]
    card = re.findall("به کارت (.+?) واریز", text)[0]
    return {
        "summary": f"به کارت {card} واریز کرد.",
        "long_summary": "",
        "sentiment": "positive",
        "sentiment_quote": "خیلی راضی بود",
        "outcome": "resolved",
        "outcome_quote": "",
        "next_step": f"تماس با {number}",
        "feedback": "",
        "objections": [],
        "promises": [],
        "follow_ups": [
            {
                "title": f"تماس با {number}",
                "due": "2025-12-02T09:00",
                "time_said": False,
                "quote": f"سه‌شنبه آینده به شماره {number} زنگ بزنم",
            }
        ],
    }


SECRETS = {
    "xAI's key": XAI_KEY,
    "OpenAI's key": OPENAI_KEY,
    "proxy's password": LOGIN[1],
}
