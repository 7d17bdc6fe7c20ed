"""The CRM's own pages for leads who read Persian and English; and Odoo's, left alone."""

import io
import re
from collections.abc import Iterator

import pytest
from conftest import Product
from playwright.sync_api import BrowserContext, Playwright, Route, expect
from PyPDF2 import PdfReader
from support.chromium import Chromium
from support.persian_pages import (
    ENGLISH,
    Reader,
    Readers,
    make_reader,
    reader_of,
)
from support.visits import AZAR_20

REPORT = "marfanet_crm.report_representative"
LEADS = (("nasrin", "fa_IR"), ("olivia", "en_US"))
# A quarter past midnight of Friday, 30 Aban 1404, in Tehran.
CONTACT_AT = "2025-11-20 20:45:00"
# Ten o'clock of 7 Azar 1405, the day at which the browsers stand.
TASK_AT = "2026-11-28 06:30:00"
VIEWS = ("list", "kanban", "calendar", "pivot", "graph", "activity")
# What a page says: its text, and what it says on hover.
SAID = """() => {
    const root = document.querySelector(".o_action_manager");
    const hints = [...root.querySelectorAll("[title], [data-tooltip], input")];
    return [
        root.innerText,
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
    for login, lang in LEADS:
        make_reader(product.admin, login, lang, "marfanet_crm.group_marfanet_lead")
    pages = [
        reader_of(chromium, product.server.url, login, "en-US")
        for login, _lang in LEADS
    ]
    return Readers(*pages, visits, product.admin)


@pytest.fixture(scope="module")
def representative(product: Product, leads: Readers) -> int:
    """Somebody who was spoken to, and to whom there is something to do."""
    admin = product.admin
    values = {"name": "Reza Karimi", "is_representative": True}
    partner_id = admin.call("res.partner", "create", values)
    about = {"partner_id": partner_id, "user_id": admin.user_id}
    contact = {"date": CONTACT_AT, "summary": "Paid", "duration": 12}
    admin.call("marfanet.interaction", "create", {**about, **contact})
    task = {"date_due": TASK_AT, "name": "Ask Reza again"}
    admin.call("marfanet.task", "create", {**about, **task})
    return partner_id


def test_the_timeline_of_a_representative_is_jalali(
    leads: Readers, representative: int
):
    for lead, day in leads.each("۳۰ آبان ۱۴۰۴", "November 21, 2025"):
        page = lead.open(f"representatives/{representative}")
        entry = page.locator(".o-marfanet-Timeline", has_text="Paid")
        expect(entry).to_contain_text(day)


def test_tasks_are_in_the_reader_s_calendar(leads: Readers, representative: int):
    for lead, due in leads.each("۷ آذر، ۱۰:۰۰", "Nov 28, 10:00 AM"):
        page = lead.open("marfanet-tasks?view_type=list")
        row = page.locator(".o_data_row", has_text="Ask Reza again")
        expect(row.locator("[name=date_due]")).to_have_text(due)
    persian = ("آذر ۱۴۰۵", "شنبه ۷", "۱۰:۰۰")
    english = ("November 2026", "Sat 28", "10am")
    for lead, (title, day, hour) in leads.each(persian, english):
        page = lead.open("marfanet-tasks?view_type=calendar")
        expect(page.locator(".o_calendar_header h5")).to_contain_text(title)
        heading = page.locator(".fc-col-header-cell[data-date='2026-11-28']")
        expect(heading).to_have_text(day)
        label = page.locator(".fc-timegrid-slot-label[data-time='10:00:00']")
        expect(label).to_have_text(hour)
        column = page.locator(".fc-timegrid-col[data-date='2026-11-28']")
        expect(column).to_contain_text("Reza Karimi")


def test_a_printed_profile_is_in_the_reader_s_calendar(
    leads: Readers, representative: int
):
    persian = ("جمعه ۳۰ آبان ۱۴۰۴", "شنبه ۷ آذر ۱۴۰۵", "۱۴۰۵")
    english = ("November 21, 2025", "November 28, 2026", "2026")
    for lead, (said, to_do, year) in leads.each(persian, english):
        page = lead.page
        page.goto(f"{lead.url}/report/html/{REPORT}/{representative}")
        expect(page.locator("body")).to_contain_text(said)
        expect(page.locator("body")).to_contain_text(to_do)
        paper = page.request.get(f"{lead.url}/report/pdf/{REPORT}/{representative}")
        [first, *_others] = PdfReader(io.BytesIO(paper.body())).pages
        assert year in first.extract_text()


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
    said = []
    for reader in (english, plain):
        page = reader.open_view(view)
        assert is_ours_there(reader) is (reader is english)
        page.locator(".o_searchview_dropdown_toggler").click()
        for toggle in page.locator(".o_search_bar_menu .o_accordion_toggle").all():
            toggle.click()
        menu = page.locator(".o_search_bar_menu")
        said.append([*page.evaluate(SAID), menu.inner_text()])
    assert said[0] == said[1]


def test_an_english_form_says_what_plain_odoo_says(
    english: Reader, plain: Reader, leads: Readers
):
    said = []
    for reader in (english, plain):
        page = reader.open_visit(leads.visits[AZAR_20])
        expect(page.locator(".o-mail-Message")).not_to_have_count(0)
        picker = reader.picker("x_day")
        said.append([*page.evaluate(SAID), picker.inner_text()])
    assert said[0] == said[1]


def is_ours_there(reader: Reader) -> bool:
    return reader.page.evaluate(
        "odoo.loader.modules.has('@marfanet_persian/jalali/calendar')"
    )
