"""The recorder on a page, as a person uses it."""

import re

from conftest import AGENT, Product
from playwright.sync_api import Page, expect

from .chromium import Chromium

WIDGET = ".o-marfanet-VoiceWidget"
PANEL = ".o-marfanet-VoicePanel"
RECORDER = ".o-marfanet-Recorder"
TIME = ".o-marfanet-Recorder-time"
ROW = ".o-marfanet-NoteRow"
SENT = ".o-marfanet-SentNote"


def log_in(product: Product, chromium: Chromium, who: tuple = AGENT) -> Page:
    return chromium.log_in(product.server.url, *who)


def open_representative(product: Product, page: Page) -> None:
    page.goto(f"{product.server.url}/odoo/representatives/{product.representative_id}")
    expect(page.locator(WIDGET)).to_be_visible()


def record(page: Page, seconds: int) -> None:
    """Press record and wait until the clock shows so many seconds."""
    page.locator(f"{WIDGET} [data-action=record]").click()
    wait_for_seconds(page, seconds)


def wait_for_seconds(page: Page, seconds: int) -> None:
    """Wait until the clock shows so many seconds, up to 9, or more of the minute."""
    expect(page.locator(TIME)).to_have_text(re.compile(f"00:(0[{seconds}-9]|[1-5])"))


def sent_note(product: Product, page: Page) -> dict:
    """Wait until it has arrived; return the server's note."""
    # However often it is tried again until then
    expect(page.locator(SENT)).to_be_visible(timeout=120_000)
    note_id = page.locator(SENT).get_attribute("data-note-id")
    [note] = product.admin.call(
        "marfanet.voice.note",
        "read",
        [int(note_id)],
        [
            "client_uuid",
            "sha256",
            "seconds",
            "partner_id",
            "user_id",
            "attachment_id",
            "interaction_id",
        ],
    )
    return note


def sound_of(product: Product, note: dict) -> bytes:
    return product.browser.get(f"/web/content/{note['attachment_id'][0]}").content


def kept_on_device(page: Page) -> int:
    """Return how many bytes of sound the browser keeps."""
    return page.evaluate(
        """() => new Promise((resolve) => {
            indexedDB.open("marfanet_voice").onsuccess = ({ target: { result } }) => {
                const pieces = result.transaction("pieces").objectStore("pieces");
                pieces.getAll().onsuccess = (ev) => {
                    const sizes = ev.target.result.map(({ data }) => data.byteLength);
                    result.close();
                    resolve(sizes.reduce((sum, size) => sum + size, 0));
                };
            };
        })"""
    )
