"""A note looked over on a real page, which tells by itself what the server does."""

import subprocess
import uuid
from pathlib import Path

import pytest
from ai_server import AIServer
from conftest import Product
from playwright.sync_api import Page, expect
from support.chromium import Chromium
from support.jobs import wait_for
from support.plans import pass_time
from support.recorder_page import PANEL, RECORDER, log_in, sent_note
from support.short_note import SAID, understood
from support.speech import speak

REVIEW = ".o-marfanet-NoteReview"
LINE = ".o-marfanet-Transcript-line"
SUMMARY = ".o-marfanet-Suggestion[data-field=summary]"
TASK = ".o-marfanet-ProposedTask"
RECORDED_AT = "2025-11-29T10:30:00+03:30"


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("speech") / "note.ogg"
    speak(SAID, path)
    return path


@pytest.fixture(scope="module")
def long(short: Path) -> Path:
    """Speech of more than ten minutes, which is heard in two pieces."""
    path = short.with_name("call.ogg")
    loop = ["-stream_loop", "-1", "-i", str(short), "-t", "630", "-c", "copy"]
    subprocess.run(["ffmpeg", "-v", "error", *loop, str(path)], check=True)
    return path


def send(product: Product, path: Path) -> int:
    """Return the id of the note that the server makes of a recording."""
    response = product.browser.upload(
        path,
        representative=product.representative_id,
        purpose="support",
        client_uuid=str(uuid.uuid4()),
        recorded_at=RECORDED_AT,
    )
    assert response.status_code == 201, response.text
    return response.json()["id"]


def state_of(product: Product, note_id: int) -> str:
    [note] = product.agent.call("marfanet.voice.note", "read", [note_id], ["state"])
    return note["state"]


def open_note(product: Product, chromium: Chromium, note_id: int) -> Page:
    page = log_in(product, chromium)
    page.goto(f"{product.server.url}/odoo/marfanet-voice-notes/{note_id}")
    expect(page.locator(REVIEW)).to_be_visible()
    return page


def test_corrected_line_is_read_again_while_the_page_is_open(
    product: Product, ai: AIServer, chromium: Chromium, short: Path
):
    product.use_ai(ai, speech="xai_speech", language=True)
    ai.speech(SAID)
    ai.answer(understood("مشکل حل شد."))
    note_id = send(product, short)
    page = open_note(product, chromium, note_id)
    # By itself, without a reload
    expect(page.locator(REVIEW)).to_have_attribute("data-state", "ready")
    expect(page.locator(SUMMARY)).to_contain_text("مشکل حل شد.")
    page.locator(TASK).locator("[data-action=confirm]").click()
    expect(page.locator(TASK)).to_have_attribute("data-review", "confirmed")

    heard = []
    ai.answer(lambda messages: heard.append(messages) or understood("هنوز قطع است."))
    line = page.locator(LINE).first
    line.hover()
    line.locator(".o-marfanet-Transcript-correct").click()
    line.locator("textarea").fill("مشکل حل نشد و راضی بود.")
    line.locator("[data-action=save]").click()

    expect(page.locator(SUMMARY)).to_contain_text("هنوز قطع است.")
    expect(page.locator(LINE).first).to_contain_text("مشکل حل نشد")
    assert "مشکل حل نشد" in heard[0][-1]["content"]
    # What a person has confirmed stays as it is, once.
    expect(page.locator(TASK)).to_have_count(1)
    expect(page.locator(TASK)).to_have_attribute("data-review", "confirmed")


def test_failed_piece_of_a_long_note_is_sent_again_alone(
    product: Product, ai: AIServer, chromium: Chromium, long: Path
):
    product.use_ai(ai, speech="xai_speech", language=True)
    ai.speech("بخشی از گفته‌ها.", always=True)
    ai.answer(understood())
    ai.fault(503)
    note_id = send(product, long)
    wait_for(product.server.database, lambda: state_of(product, note_id) == "waiting")
    # It is not tried again by itself, however long the page takes.
    pass_time(product.server.database, -3600)
    page = open_note(product, chromium, note_id)
    trouble = page.locator(f"{REVIEW}-trouble")
    expect(trouble).to_contain_text("Next try")
    # The other piece has been heard meanwhile, or is.
    wait_for(product.server.database, lambda: len(ai.requests) == 2)

    trouble.locator("[data-action=retry]").click()

    expect(page.locator(REVIEW)).to_have_attribute("data-state", "ready")
    expect(page.locator(LINE)).not_to_have_count(0)
    speech = [one for one in ai.requests if not one.path.endswith("completions")]
    assert len(speech) == 3


def test_recording_goes_with_the_log_that_settles_its_task(
    product: Product, ai: AIServer, chromium: Chromium
):
    product.use_ai(ai, speech=None, language=False)
    task = {
        "name": "پیگیری قطعی",
        "partner_id": product.representative_id,
        "user_id": product.agent_id,
    }
    task_id = product.admin.call("marfanet.task", "create", task)
    page = log_in(product, chromium)
    page.goto(f"{product.server.url}/odoo/work-log")
    page.locator(f"[data-task-id='{task_id}']").click()
    page.keyboard.press("d")
    dialog = page.locator(".modal")
    dialog.locator("[data-action=record]").click()
    expect(page.locator(RECORDER)).to_have_attribute("data-phase", "recording")
    # Saved while it is still recorded, which goes on
    page.keyboard.press("Control+Enter")
    expect(dialog).to_have_count(0)
    page.locator(f"{PANEL}-button").click()
    page.locator(f"{PANEL} [data-action=send]").click()

    note = sent_note(product, page)
    [settled] = product.admin.call(
        "marfanet.interaction",
        "search_read",
        [["settled_task_id", "=", task_id]],
        ["voice_note_ids"],
    )
    assert settled["voice_note_ids"] == [note["id"]]
    # No second interaction was made for the recording.
    assert note["interaction_id"][0] == settled["id"]
