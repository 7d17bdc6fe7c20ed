"""The brief as an agent sees it: beside the page, while an AI service writes it.

A real Chromium and the real server; only the AI service is local.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ai_server import AIServer
from conftest import AGENT, Product
from playwright.sync_api import Page, Playwright, expect, sync_playwright
from support.chromium import Chromium

PANEL = ".o-marfanet-CallBriefPanel"
BUTTON = ".o-marfanet-BriefButton"
DIALOG = ".o_dialog"
SUMMARY = "روی ایرانسل وصل نمی‌شد؛ کانفیگ تازه فرستادم و درست شد."
OPENING = "سلام آقای رضایی، خواستم ببینم اتصال پایدار مانده یا نه."
WRITTEN = f"""# summary
- قطعی ایرانسل با کانفیگ تازه حل شد. [1]
- <img src=x onerror=alert(1)> همه چیز روبه‌راه است.
# objections
- قیمت بالاست => هزینه هر کاربر را با هم حساب کنیم.
# opening
- {OPENING}
"""


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def chromium(playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    with Chromium(playwright, tmp_path / "profile") as running:
        yield running
    assert running.complaints == []


@pytest.fixture
def contact(product: Product, ai: AIServer) -> int:
    """An interaction to prepare from, and a language model to ask."""
    product.use_ai(ai, speech=None, language=True)
    return product.agent.call(
        "marfanet.interaction",
        "create",
        {"partner_id": product.representative_id, "summary": SUMMARY},
    )


def open_brief(product: Product, chromium: Chromium) -> Page:
    page = chromium.log_in(product.server.url, *AGENT)
    page.goto(f"{product.server.url}/odoo/representatives/{product.representative_id}")
    expect(page.locator(BUTTON)).to_be_visible()
    page.keyboard.press("Alt+g")
    expect(page.locator(f"{PANEL} [data-fact=recent]")).to_contain_text("ایرانسل")
    return page


def line(page: Page, section: str, number: int = 0):
    return page.locator(f"{PANEL} [data-section={section}] li").nth(number)


def test_brief_is_written_beside_the_page_and_its_evidence_opens(
    product: Product, ai: AIServer, chromium: Chromium, contact: int
):
    ai.answer(WRITTEN)
    page = open_brief(product, chromium)
    # Who wrote it says so; what is written is text, whatever it looks like.
    mark = page.locator(f"{PANEL} .o-marfanet-BriefView-mark")
    expect(mark).to_contain_text("Written by AI")
    expect(line(page, "objections")).to_contain_text("با هم حساب کنیم")
    expect(line(page, "summary", 1)).to_contain_text("General advice")
    expect(line(page, "opening").locator("q")).to_have_text(OPENING)
    assert page.locator(f"{PANEL} img").count() == 0
    page.locator(f"{PANEL} [data-evidence='{contact}']").click()
    expect(page.locator(f"{DIALOG} [name=summary]")).to_contain_text("کانفیگ تازه")
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    # The dialog was closed, not the brief.
    rating = page.locator(f"{PANEL} [data-section=summary] [data-useful='1']")
    # It is shown before it is stored.
    with page.expect_response("**/marfanet.brief.feedback/rate"):
        rating.click()
    expect(rating).to_have_attribute("aria-pressed", "true")
    page.locator(f"{PANEL} .o-marfanet-BriefView-close").click()
    expect(page.locator(PANEL)).to_have_count(0)
    # It is kept, with what was said of it: nobody is asked again.
    page.locator(BUTTON).click()
    expect(rating).to_have_attribute("aria-pressed", "true")
    assert len(ai.requests) == 1


def test_failure_is_told_in_words_and_tried_again(
    product: Product, ai: AIServer, chromium: Chromium, contact: int
):
    ai.fault("cut")
    page = open_brief(product, chromium)
    told = page.locator(f"{PANEL} .o-marfanet-BriefView-broken")
    expect(told).to_contain_text(re.compile(r"\w"))
    expect(page.locator(f"{PANEL} [data-advice=principles] li").first).to_be_visible()
    ai.answer(WRITTEN)
    told.locator("[data-action=again]").click()
    expect(line(page, "opening").locator("q")).to_have_text(OPENING)
    expect(told).to_have_count(0)
