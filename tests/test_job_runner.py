"""A job runner that stands still without a word, and one that loses its database."""

import os
import uuid
import xmlrpc.client
from pathlib import Path

import pytest
from conftest import AI_KEY
from faults.arena import Arena, arena
from faults.moments import Moments
from faults.numbered import NumberedAI, record
from support.database import rows, until
from support.jobs import wait_for, wake_runner

SUBJECT = "Voice notes stand still"


@pytest.fixture(scope="module")
def place():
    log = Path(os.environ["MARFANET_TEST_LOGS"], "paths-runner-server.log")
    with arena(os.environ["MARFANET_TEST_TEMPLATE"], log) as place:
        yield place


def send(place: Arena, path: Path) -> int:
    about = {"representative": place.product.representative_id, "purpose": "support"}
    number = str(uuid.uuid4())
    return place.product.browser.send_in_pieces(path, number, **about)["id"]


def state(place: Arena, note_id: int) -> str:
    query = "SELECT state FROM marfanet_voice_note WHERE id = %s"
    return rows(place.server.database, query, [note_id])[0][0]


def run_watchdog(place: Arena) -> None:
    admin = place.product.admin
    cron = admin.call(
        "ir.model.data", "check_object_reference",
        "marfanet_voice", "marfanet_voice_note_cron_watch",
    )[1]  # fmt: skip
    # The server's own may be running: two at once are refused.
    assert until(lambda: runs(place, cron), 60)


def runs(place: Arena, cron: int) -> bool:
    try:
        place.product.admin.call("ir.cron", "method_direct_trigger", [cron])
    except xmlrpc.client.Fault as refusal:
        if "already executing" not in refusal.faultString:
            raise
        return False
    return True


def let_minutes_pass(place: Arena) -> None:
    """Make all that the queue knows ten minutes older."""
    columns = ("date_created", "date_enqueued", "date_started", "date_done", "eta")
    older = ", ".join(f"{one} = {one} - interval '10 minutes'" for one in columns)
    rows(place.server.database, f"UPDATE queue_job SET {older}")  # noqa: S608


def told(place: Arena) -> int:
    """Return how often an administrator has been told."""
    query = """
        SELECT count(*) FROM mail_notification
          JOIN mail_message ON mail_message.id = mail_message_id
          JOIN res_users ON res_users.partner_id = res_partner_id
         WHERE subject = %s AND login = 'admin'
    """
    return rows(place.server.database, query, [SUBJECT])[0][0]


def test_administrators_are_told_once_of_a_frozen_runner_which_then_goes_on(
    place: Arena, tmp_path: Path
):
    [path] = record(tmp_path, 1, long=False)
    with NumberedAI(AI_KEY, 1, Moments()) as ai:
        place.product.use_ai(ai, speech="xai_speech", language=True)
        with place.server.runner_stopped():
            note = send(place, path)
            run_watchdog(place)
            assert told(place) == 0
            let_minutes_pass(place)
            run_watchdog(place)
            run_watchdog(place)
            assert told(place) == 1
            assert state(place, note) == "transcribing"
        wait_for(place.server.database, lambda: state(place, note) == "ready")
    run_watchdog(place)
    query = "SELECT value FROM ir_config_parameter WHERE key = %s"
    parameter = "marfanet_voice.runner_told"
    assert not any(row for (row,) in rows(place.server.database, query, [parameter]))


def test_note_is_finished_though_every_connection_to_the_database_is_dropped(
    place: Arena, tmp_path: Path
):
    [path] = record(tmp_path, 1, long=False)
    moments = Moments()
    database = place.server.database
    with NumberedAI(AI_KEY, 1, moments, takes=(2, 2)) as ai:
        place.product.use_ai(ai, speech="xai_speech", language=True)
        note = send(place, path)
        assert moments.wait_for("transcription", 120)
        dropped = rows(
            database,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name ~ '^odoo-'",
        )
        assert len(dropped) > 1
        # The runner gets over it by itself, in the process that it was.
        runner = until(place.server.runner, 120)

        def ready() -> bool:
            # What is tried again in a minute is tried again now.
            rows(database, "UPDATE queue_job SET eta = NULL WHERE state = 'pending'")
            wake_runner(database)
            return state(place, note) == "ready"

        wait_for(database, ready)
        assert place.server.runner() == runner
    tasks = place.product.admin.call(
        "marfanet.task", "search_read", [["voice_note_id", "=", note]]
    )
    assert [task["name"] for task in tasks] == ["پیگیری یادداشت 0"]
