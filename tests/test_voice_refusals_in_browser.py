"""What a person is told where nothing can be recorded, or no longer.

A real Chromium that has no microphone, may not use it, or has no room left.
"""

import re
from pathlib import Path

import pytest
from ai_server import AIServer
from conftest import Product
from playwright.sync_api import Playwright, expect
from support.chromium import MICROPHONE, Chromium
from support.recorder_page import (
    PANEL,
    ROW,
    TIME,
    WIDGET,
    kept_on_device,
    log_in,
    open_representative,
    record,
    sent_note,
)

HOST = "crm.test"
# Refused by the person, none connected, not by https
BROWSERS = {
    "allow the microphone": [MICROPHONE[0], "--deny-permission-prompts"],
    "No microphone was found": [MICROPHONE[1], "--disable-audio-input"],
    "begins with https": [*MICROPHONE, f"--host-resolver-rules=MAP {HOST} 127.0.0.1"],
}

# What no longer fits is written in ever smaller parts, until nothing does.
FILL_THE_DEVICE = """async () => {
    const opened = indexedDB.open("filler");
    opened.onupgradeneeded = () => opened.result.createObjectStore("parts");
    await new Promise((resolve) => (opened.onsuccess = resolve));
    let number = 0;
    for (let size = 1_000_000; size > 100; size /= 4) {
        for (let fits = true; fits; ) {
            const change = opened.result.transaction("parts", "readwrite");
            // Of zeros less would be left when the browser packs what it keeps.
            const part = Uint8Array.from({ length: size }, () => 256 * Math.random());
            change.objectStore("parts").put(part, number++);
            fits = await new Promise((resolve) => {
                change.oncomplete = () => resolve(true);
                change.onabort = () => resolve(false);
            });
        }
    }
    opened.result.close();
}"""


@pytest.fixture(autouse=True)
def no_ai(product: Product, ai: AIServer) -> None:
    """What becomes of a note on the server is tested elsewhere."""
    product.use_ai(ai, speech=None, language=False)


def set_parameter(product: Product, name: str, value: str) -> None:
    product.admin.call(
        "ir.config_parameter", "set_param", f"marfanet_voice.{name}", value
    )


@pytest.mark.parametrize("words", BROWSERS)
def test_who_cannot_record_is_told_what_to_do(
    product: Product, playwright: Playwright, tmp_path: Path, words: str
):
    url = product.server.url
    if HOST in str(BROWSERS[words]):
        url = url.replace("127.0.0.1", HOST)
    with Chromium(playwright, tmp_path / "profile", BROWSERS[words]) as chromium:
        page = chromium.log_in(url, "sara", "sara-password")
        page.goto(f"{url}/odoo/representatives/{product.representative_id}")
        page.locator(f"{WIDGET} [data-action=record]").click()
        expect(page.locator(f"{WIDGET} .alert")).to_contain_text(words)
        # A file that was recorded elsewhere can be sent all the same.
        expect(page.locator(f"{WIDGET} [data-action=choose]")).to_be_enabled()
        assert chromium.complaints == []


def test_recording_goes_on_and_is_sent_though_the_device_is_full(
    product: Product, chromium: Chromium
):
    # First of all: the browser remembers for half a minute how much room it has found.
    line = chromium.context.new_cdp_session(chromium.open("about:blank"))
    little = {"origin": product.server.url, "quotaSize": 4_000_000}
    line.send("Storage.overrideQuotaForOrigin", little)
    page = log_in(product, chromium)
    open_representative(product, page)
    page.evaluate(FILL_THE_DEVICE)
    record(page, 3)
    warning = page.locator(".o-marfanet-Recorder-warning")
    expect(warning).to_contain_text("storage is full")
    page.locator(f"{WIDGET} [data-action=send]").click()
    note = sent_note(product, page)
    assert note["seconds"] > 2
    assert kept_on_device(page) == 0


def test_recording_ends_by_itself_at_the_limit_and_is_kept(
    product: Product, chromium: Chromium
):
    page = log_in(product, chromium)
    # The page's clock is the test's; the sound is as long as it really took.
    page.clock.install()
    open_representative(product, page)
    record(page, 2)
    page.clock.fast_forward("59:10")
    warning = page.locator(".o-marfanet-Recorder-warning")
    expect(warning).to_contain_text("It stops by itself in 00:")
    expect(page.locator(TIME)).to_have_text(re.compile("59:[1-5]"))
    page.clock.fast_forward("01:00")
    expect(page.locator(f"{WIDGET} .alert")).to_contain_text("the longest length")
    expect(page.locator(ROW)).to_have_attribute("data-state", "kept")
    page.locator(f"{ROW} [data-action=send]").click()
    assert sent_note(product, page)["partner_id"][0] == product.representative_id


def test_where_recording_is_off_files_can_still_be_sent(
    product: Product, chromium: Chromium
):
    page = log_in(product, chromium)
    microphones = page.locator("[data-action=record]")
    set_parameter(product, "recording", "off")
    try:
        open_representative(product, page)
        page.locator(f"{PANEL}-button").click()
        expect(page.locator(f"{PANEL} [data-action=choose]")).to_be_visible()
        expect(microphones).to_have_count(0)
        # Chosen by each person: this one has not switched it off.
        set_parameter(product, "recording", "choice")
        open_representative(product, page)
        expect(microphones).not_to_have_count(0)
        product.browser.call(
            "res.users",
            "write",
            [product.agent_id],
            {"marfanet_voice_recording": False},
        )
        open_representative(product, page)
        expect(microphones).to_have_count(0)
    finally:
        set_parameter(product, "recording", "on")
