"""The CRM's own pages in Persian and in English; and plain Odoo's, left alone."""

import re
from collections.abc import Iterator

import pytest
from conftest import Product
from playwright.sync_api import BrowserContext, Playwright, Route, expect
from PyPDF2 import PdfReader
from support.chromium import Chromium
from support.clients import Integrator
from support.database import until
from support.persian_pages import (
    ENGLISH,
    Reader,
    Readers,
    make_reader,
    reader_of,
)
from support.visits import AZAR_20

PRINTED = re.compile("profile|شناسنامه")
WHO = "Reza Karimi"
LEADS = (("nasrin", "fa_IR"), ("olivia", "en_US"))
# A quarter past midnight of Friday, 30 Aban 1404, in Tehran.
CONTACT_AT = "2025-11-20 20:45:00"
# Ten o'clock of 7 Azar 1405, the day at which the browsers stand.
TASK_AT = "2026-11-28 06:30:00"
SECONDS = 30  # until both pages are drawn
VIEWS = ("list", "kanban", "calendar", "pivot", "graph", "activity")
# What a page says: its text, what its graphs draw, and what it says on hover.
SAID = """() => {
    const root = document.querySelector(".o_action_manager");
    const hints = [...root.querySelectorAll("[title], [data-tooltip], input")];
    const drawn = [...root.querySelectorAll("canvas")];
    const graphs = drawn.map((canvas) => Chart.getChart(canvas)).filter(Boolean);
    return [
        root.innerText,
        ...graphs.flatMap(({ data, scales }) => [
            ...data.labels,
            ...(scales.y?.ticks || []).map(({ label }) => label),
        ]),
        ...hints.map((el) => el.title || el.dataset.tooltip || el.value),
    ];
}"""
# Of each bundle, the modules and templates of the addon that all the others stand upon.
OURS = re.compile(
    r"""odoo\.define\((?=['"]@marfanet_persian/)"""
    r"""|registerTemplate(?:Extension)?\((?="[^"]+",\s*[`"']/marfanet_persian/)"""
)


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, tmp_path_factory) -> Iterator[Chromium]:
    profile = tmp_path_factory.mktemp("profile")
    with Chromium(playwright, profile, options=()) as running:
        yield running


@pytest.fixture(scope="module")
def leads(product: Product, visits: dict[str, int], chromium: Chromium) -> Readers:
    """Two leads of the CRM; the browser of both is English."""
    group = "marfanet_crm.group_marfanet_lead"
    users = [make_reader(product.admin, *lead, group) for lead in LEADS]
    make_work(product.admin, users)
    pages = [
        reader_of(chromium, product.server.url, login, "en-US")
        for login, _lang in LEADS
    ]
    return Readers(*pages, visits, product.admin)


def make_work(admin: Integrator, users: list[int]) -> None:
    """Make somebody who was spoken to, and whom everybody has to call again."""
    values = {"name": WHO, "is_representative": True}
    partner_id = admin.call("res.partner", "create", values)
    contact = {"partner_id": partner_id, "date": CONTACT_AT, "summary": "Paid"}
    admin.call("marfanet.interaction", "create", contact)
    task = {"partner_id": partner_id, "date_due": TASK_AT, "name": "Ask again"}
    tasks = [{**task, "user_id": user_id} for user_id in users]
    admin.call("marfanet.task", "create", tasks)


@pytest.fixture(scope="module")
def representative(leads: Readers) -> int:
    [found] = leads.admin.call("res.partner", "search", [["name", "=", WHO]])
    return found


def test_the_timeline_of_a_representative_is_jalali(
    leads: Readers, representative: int
):
    for lead, day in leads.each("۳۰ آبان ۱۴۰۴", "Friday, 21 November 2025"):
        page = lead.open(f"representatives/{representative}")
        entry = page.locator(".o-marfanet-Timeline", has_text="Paid")
        expect(entry).to_contain_text(day)


def test_tasks_are_in_the_reader_s_calendar(leads: Readers, representative: int):
    for lead, due in leads.each("۷ آذر، ۱۰:۰۰", "Nov 28, 10:00 AM"):
        page = lead.open_view("list", "marfanet-tasks")
        row = page.locator(".o_data_row", has_text="Ask again")
        expect(row.locator("[name=date_due]")).to_have_text(due)
    persian = ("آذر ۱۴۰۵", "شنبه ۷", "۱۰:۰۰")
    english = ("November 2026", "Sat 28", "10am")
    for lead, (title, day, hour) in leads.each(persian, english):
        page = lead.open_view("calendar", "marfanet-tasks")
        expect(page.locator(".o_calendar_header h5")).to_contain_text(title)
        heading = page.locator(".fc-col-header-cell[data-date='2026-11-28']")
        expect(heading).to_have_text(day)
        label = page.locator(".fc-timegrid-slot-label[data-time='10:00:00']")
        expect(label).to_have_text(hour)
        column = page.locator(".fc-timegrid-col[data-date='2026-11-28']")
        expect(column).to_contain_text("Ask again")


def test_a_printed_profile_is_in_the_reader_s_calendar(
    leads: Readers, representative: int
):
    # The year of the last contact, and of what is to do
    persian, english = {"۱۴۰۴", "۱۴۰۵"}, {"2025", "2026"}
    for lead, years in leads.each(persian, english):
        page = lead.open(f"representatives/{representative}")
        page.locator(".o_cp_action_menus button").first.click()
        page.locator(".o-dropdown--menu .dropdown-item:has(.fa-print)").hover()
        with page.expect_download() as download:
            page.locator(".o-dropdown--menu .dropdown-item", has_text=PRINTED).click()
        [first, *_others] = PdfReader(download.value.path()).pages
        text = first.extract_text()
        # Of Persian it is as drawn, from the left; of numbers too.
        text += text[::-1]
        assert {year for year in persian | english if year in text} == years


@pytest.fixture(scope="module")
def plain(product: Product, leads: Readers, chromium: Chromium) -> Reader:
    """The English reader of Odoo without this addon in the web client."""
    return reader_of(chromium, product.server.url, ENGLISH[0], "en-US", without_ours)


def without_ours(window: BrowserContext) -> None:
    def leave_out(route: Route) -> None:
        bundle = route.fetch()
        text, count = OURS.subn("void (", bundle.text())
        assert count, "Nothing of ours is in the bundle"
        route.fulfill(response=bundle, body=text)

    window.route("**/web.assets_web.min.js", leave_out)


@pytest.fixture(scope="module")
def english(product: Product, leads: Readers, chromium: Chromium) -> Reader:
    return reader_of(chromium, product.server.url, ENGLISH[0], "en-US")


@pytest.mark.parametrize("view", VIEWS)
def test_english_pages_say_what_plain_odoo_says(
    english: Reader, plain: Reader, view: str
):
    for reader in (english, plain):
        page = reader.open_view(view)
        if view == "graph":
            expect(page.locator("canvas")).to_be_visible()
        assert is_ours_there(reader) is (reader is english)
        page.locator(".o_searchview_dropdown_toggler").click()
        menus = page.locator(".o_filter_menu, .o_group_by_menu")
        expect(menus.first).to_be_visible()
        for toggle in menus.locator(".o_accordion_toggle").all():
            toggle.click()
            expect(toggle).to_have_attribute("aria-expanded", "true")
    menus = ".o_filter_menu, .o_group_by_menu"
    assert_same_is_said(english, plain, menus)


def test_an_english_form_says_what_plain_odoo_says(
    english: Reader, plain: Reader, leads: Readers
):
    for reader in (english, plain):
        page = reader.open_visit(leads.visits[AZAR_20])
        expect(page.locator(".o-mail-Message")).not_to_have_count(0)
        reader.picker("x_day")
    assert_same_is_said(english, plain, ".o_datetime_picker")


def assert_same_is_said(english: Reader, plain: Reader, beside: str) -> None:
    """Check that two pages come to say the same.

    :param beside: selector of what stands above the page
    """

    def said(reader: Reader) -> list[str]:
        above = reader.page.locator(beside).all_inner_texts()
        return [*reader.page.evaluate(SAID), *above]

    # Of a page, parts are drawn later than others.
    until(lambda: said(english) == said(plain), SECONDS)
    assert said(english) == said(plain)


def is_ours_there(reader: Reader) -> bool:
    return reader.page.evaluate(
        "odoo.loader.modules.has('@marfanet_persian/jalali/calendar')"
    )
