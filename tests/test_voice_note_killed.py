"""A server that is killed in the middle of a note's work, and started again.

Each point is where something has just been done and nothing of it is committed, or
where it is, and what follows is not.
"""

import os
import uuid
from pathlib import Path

import pytest
from ai_server import AIServer
from conftest import AGENT, AI_KEY, Product, make_product
from support.jobs import wait_for, wake_runner
from support.many_workers import own_port
from support.odoo_server import OdooServer, database_copy
from support.short_note import SAID, understood
from support.speech import speak


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crash-points")


@pytest.fixture(scope="module")
def mortal(orders: Path):
    """The product, on a server that dies where it is told to."""
    log = Path(os.environ["MARFANET_TEST_LOGS"], "paths-killed-server.log")
    log.unlink(missing_ok=True)
    environment = {"XAI_API_KEY": AI_KEY, "MARFANET_CRASH_POINTS": str(orders)}
    with (
        database_copy(os.environ["MARFANET_TEST_TEMPLATE"]) as database,
        OdooServer(database, own_port(10), log, environment) as server,
    ):
        yield make_product(server)


# What each costs beyond one hearing and one reading: an answer that nobody had kept.
@pytest.mark.parametrize(
    ("point", "requests"),
    [
        ("speech_heard", 3),
        ("speech_kept", 2),
        ("handed_over", 2),
        ("tasks_proposed", 2),
    ],
)
def test_note_is_finished_once_after_a_kill(
    mortal: Product, orders: Path, tmp_path: Path, point: str, requests: int
):
    path = tmp_path / "note.ogg"
    seconds = speak(SAID, path)
    with AIServer(key=AI_KEY) as ai:
        mortal.use_ai(ai, speech="xai_speech", language=True)
        for _time in range(requests - 1):
            ai.speech(SAID, seconds=seconds)
        ai.answer(understood())
        Path(orders, point).touch()
        form = {
            "representative": mortal.representative_id,
            "purpose": "support",
            "client_uuid": str(uuid.uuid4()),
            "recorded_at": "2025-11-29T10:30:00+03:30",
        }
        receipt = mortal.log_in(*AGENT).upload(path, **form).json()
        mortal.server.wait_until_killed()
        mortal.server.start()

        def look() -> dict | None:
            wake_runner(mortal.server.database)
            [note] = mortal.admin.call("marfanet.voice.note", "read", [receipt["id"]])
            return note if note["state"] in ("ready", "failed") else None

        note = wait_for(mortal.server.database, look)
        assert note["state"] == "ready", note["failure"]
        assert len(ai.requests) == requests
    tasks = mortal.admin.call(
        "marfanet.task", "search_read", [["voice_note_id", "=", receipt["id"]]]
    )
    assert [task["date_due"] for task in tasks] == ["2025-12-02 05:30:00"]
