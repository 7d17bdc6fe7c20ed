"""From the microphone to the server's receipt, through crashes and lost connections.

A real Chromium with a microphone that hums, and the real server.
"""

import hashlib
import subprocess
from pathlib import Path

import pytest
from ai_server import AIServer
from conftest import Product
from playwright.sync_api import expect
from support.chromium import Chromium
from support.recorder_page import (
    PANEL,
    RECORDER,
    ROW,
    SENT,
    WIDGET,
    kept_on_device,
    log_in,
    open_representative,
    record,
    sent_note,
    sound_of,
    wait_for_seconds,
)

UPLOADS = "/marfanet/voice/uploads"


@pytest.fixture(autouse=True)
def no_ai(product: Product, ai: AIServer) -> None:
    """What becomes of a note on the server is tested elsewhere."""
    product.use_ai(ai, speech=None, language=False)


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory) -> Path:
    """Noise of some megabytes: it goes out in many pieces."""
    path = tmp_path_factory.mktemp("sound") / "call.wav"
    noise = ["-f", "lavfi", "-i", "anoisesrc=duration=60:sample_rate=44100:seed=1"]
    subprocess.run(["ffmpeg", "-v", "error", *noise, str(path)], check=True)
    return path


def test_note_is_recorded_with_a_pause_and_arrives_whole(
    product: Product, chromium: Chromium
):
    page = log_in(product, chromium)
    open_representative(product, page)
    record(page, 2)
    page.locator(f"{WIDGET} [data-action=pause]").click()
    expect(page.locator(RECORDER)).to_have_attribute("data-phase", "paused")
    page.locator(f"{WIDGET} [data-action=pause]").click()
    wait_for_seconds(page, 4)
    page.locator(f"{WIDGET} [data-action=send]").click()
    note = sent_note(product, page)
    assert note["partner_id"][0] == product.representative_id
    assert note["user_id"][0] == product.agent_id
    assert 3 < note["seconds"] < 60
    assert hashlib.sha256(sound_of(product, note)).hexdigest() == note["sha256"]
    assert kept_on_device(page) == 0


def test_recording_outlives_the_page_it_was_begun_on(
    product: Product, chromium: Chromium
):
    page = log_in(product, chromium)
    open_representative(product, page)
    record(page, 1)
    page.locator(".o_menu_brand").click()
    expect(page.locator(WIDGET)).to_have_count(0)
    page.locator(f"{PANEL}-button").click()
    wait_for_seconds(page, 3)
    page.locator(f"{PANEL} [data-action=stop]").click()
    page.locator(f"{ROW} [data-action=play]").click()
    # The player is drawn a moment after the click.
    length = "document.querySelector('audio')?.duration"
    page.wait_for_function(f"{length} > 2 && {length} < 60")
    page.locator(f"{ROW} [data-action=send]").click()
    assert sent_note(product, page)["partner_id"][0] == product.representative_id


def test_browser_killed_in_mid_recording_loses_a_second_at_most(
    product: Product, chromium: Chromium
):
    page = log_in(product, chromium)
    open_representative(product, page)
    record(page, 8)
    chromium.kill()
    chromium.start()
    # Who has just logged in is logged out: Chromium writes its cookies late.
    page = log_in(product, chromium)
    # Offered without being asked for
    expect(page.locator(ROW)).to_have_attribute("data-state", "interrupted")
    page.locator(f"{ROW} [data-action=send]").click()
    note = sent_note(product, page)
    # A busy machine writes a little later.
    assert note["seconds"] > 5.5
    assert note["partner_id"][0] == product.representative_id
    assert hashlib.sha256(sound_of(product, note)).hexdigest() == note["sha256"]


def test_network_lost_in_mid_upload_loses_nothing(
    product: Product, chromium: Chromium, long_recording: Path
):
    page = log_in(product, chromium)
    open_representative(product, page)
    arrived = []
    page.on(
        "response",
        lambda response: UPLOADS in response.url
        and response.request.method == "PUT"
        and arrived.append(response.request.url),
    )
    line = chromium.context.new_cdp_session(page)
    line.send("Network.enable")

    def let_through(bytes_per_second: int, offline: bool = False) -> None:
        line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": offline,
                "latency": 20,
                "downloadThroughput": -1,
                "uploadThroughput": bytes_per_second,
            },
        )

    let_through(500_000)
    page.locator(f"{WIDGET} input[type=file]").set_input_files(long_recording)
    with page.expect_response(lambda response: "offset=131072" in response.url):
        page.locator(f"{ROW} [data-action=send]").click()
    let_through(0, offline=True)
    expect(page.locator(f"{ROW}-words")).to_contain_text("Next try at")
    assert kept_on_device(page) == long_recording.stat().st_size
    let_through(-1)
    # By itself.
    note = sent_note(product, page)
    assert sound_of(product, note) == long_recording.read_bytes()
    # What the server had was not sent once more.
    assert sum("offset=0" in url for url in arrived) == 1


def test_page_closed_in_mid_upload_goes_on_where_it_stopped(
    product: Product, chromium: Chromium, long_recording: Path
):
    page = log_in(product, chromium)
    open_representative(product, page)
    line = chromium.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 20, "downloadThroughput": -1}
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": 500_000})
    page.locator(f"{WIDGET} input[type=file]").set_input_files(long_recording)
    with page.expect_response(lambda response: "offset=131072" in response.url):
        page.locator(f"{ROW} [data-action=send]").click()
    chromium.kill()
    chromium.start()
    requests: list[str] = []
    chromium.context.on("request", lambda request: requests.append(request.url))
    page = log_in(product, chromium)
    page.locator(f"{PANEL}-button").click()
    # By itself, and not from the start.
    note = sent_note(product, page)
    assert sound_of(product, note) == long_recording.read_bytes()
    assert not any("offset=0" in url for url in requests)
    assert kept_on_device(page) == 0


def test_server_that_goes_and_comes_back_gets_the_note(
    product: Product, chromium: Chromium
):
    page = log_in(product, chromium)
    open_representative(product, page)
    record(page, 2)
    product.server.stop()
    page.locator(f"{WIDGET} [data-action=send]").click()
    expect(page.locator(f"{ROW}-words")).to_contain_text("No connection to the server.")
    assert kept_on_device(page) > 0
    product.server.start()
    # By itself.
    note = sent_note(product, page)
    assert hashlib.sha256(sound_of(product, note)).hexdigest() == note["sha256"]


def test_two_tabs_send_a_note_once(
    product: Product, chromium: Chromium, long_recording: Path
):
    page = log_in(product, chromium)
    requests: list[str] = []
    chromium.context.on(
        "request",
        lambda request: UPLOADS in request.url and requests.append(request.url),
    )
    other = chromium.open(f"{product.server.url}/odoo")
    expect(other.locator(f"{PANEL}-button")).to_be_visible()
    open_representative(product, page)
    page.locator(f"{WIDGET} input[type=file]").set_input_files(long_recording)
    other.locator(f"{PANEL}-button").click()
    expect(other.locator(ROW)).to_have_count(1)
    page.locator(f"{ROW} [data-action=send]").click()
    for tab in (page, other):
        expect(tab.locator(SENT)).to_have_count(1)
        expect(tab.locator(ROW)).to_have_count(0)
    assert sum("offset=0" in url for url in requests) == 1
    assert sum(url.endswith("/finish") for url in requests) == 1


def test_recordings_belong_to_who_made_them(product: Product, chromium: Chromium):
    page = log_in(product, chromium)
    open_representative(product, page)
    record(page, 1)
    page.locator(f"{WIDGET} [data-action=stop]").click()
    expect(page.locator(ROW)).to_have_count(1)
    page.goto(f"{product.server.url}/web/session/logout")
    page = log_in(product, chromium, ("admin", "admin"))
    page.locator(f"{PANEL}-button").click()
    expect(page.locator(f"{PANEL} [data-action=record]")).to_be_visible()
    expect(page.locator(ROW)).to_have_count(0)
    page.goto(f"{product.server.url}/web/session/logout")
    page = log_in(product, chromium)
    page.locator(f"{PANEL}-button").click()
    expect(page.locator(ROW)).to_have_count(1)


def test_file_shared_by_the_phone_is_offered(
    product: Product, chromium: Chromium, long_recording: Path
):
    page = log_in(product, chromium)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("() => navigator.serviceWorker.controller")
    # As the phone's share sheet posts it.
    page.evaluate(
        """() => {
            document.body.innerHTML = `<form method="post" action="/odoo/voice-share"
                enctype="multipart/form-data"><input type="file" name="recordings"/>
            </form>`;
        }"""
    )
    page.locator("input[name=recordings]").set_input_files(long_recording)
    page.evaluate("() => document.forms[0].submit()")
    expect(page.locator(ROW)).to_contain_text("call.wav")
    assert kept_on_device(page) == long_recording.stat().st_size
