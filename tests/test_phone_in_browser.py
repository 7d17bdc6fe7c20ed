"""The CRM on a phone, in Persian: pages fit; nothing stays under the microphone."""

from collections.abc import Iterator

import pytest
from conftest import Product
from playwright.sync_api import Page, Playwright, expect
from support.chromium import Chromium
from support.clients import Integrator
from support.persian_pages import Reader, make_reader, reader_of

AGENT = ("parisa", "fa_IR")
PHONE = {"width": 390, "height": 844}
MICROPHONE = ".o-marfanet-VoicePanel-button"
WORK_LOG = ".o-marfanet-DailyWorkLog"
TASK = ".o-marfanet-TaskRow"
CARD = ".o_kanban_renderer .o_kanban_record:not(.o_kanban_ghost)"
# More than a screen holds, whatever else is there.
COUNT = 12
# Long ago, so that it is late on whichever day this runs.
LATE = "2020-01-01 06:30:00"
LISTS = ("representatives", "marfanet-interactions", "marfanet-tasks")
OTHER_LISTS = (
    "marfanet-promises",
    "marfanet-objections",
    "marfanet-reminders",
    "marfanet-voice-notes",
)
FITS = """() => {
    const parts = [
        ...[document.documentElement, document.body],
        ...document.querySelectorAll(
            ".o_action_manager, .o_action, .o_content, .o_form_sheet"
        ),
        // It would cut off what is too wide.
        ...document.querySelectorAll(".o-marfanet-Queue-list"),
    ];
    return parts.every((part) => part.scrollWidth <= part.clientWidth + 1);
}"""
# Whether it is above the microphone once everything around it is scrolled to its end.
CLEARS = """([rows, microphone]) => {
    const row = [...document.querySelectorAll(rows)].at(-1);
    const button = document.querySelector(microphone);
    for (let part = row?.parentElement; part; part = part.parentElement) {
        part.scrollTop = part.scrollHeight;
    }
    const [low, high] = [row, button].map((one) => one?.getBoundingClientRect());
    return Boolean(low && high) && low.bottom <= high.top;
}"""


@pytest.fixture(scope="module")
def phone(
    product: Product, visits: dict[str, int], playwright: Playwright, tmp_path_factory
) -> Iterator[Reader]:
    """An agent of the CRM with work to do, at a phone; ``visits`` brings Persian."""
    user_id = make_reader(product.admin, *AGENT, "marfanet_crm.group_marfanet_agent")
    make_work(product.admin, user_id)
    profile = tmp_path_factory.mktemp("profile")
    with Chromium(playwright, profile, options=()) as chromium:
        reader = reader_of(chromium, product.server.url, AGENT[0], "fa-IR")
        reader.page.set_viewport_size(PHONE)
        yield reader


def make_work(admin: Integrator, user_id: int) -> None:
    partners = admin.call(
        "res.partner",
        "create",
        [
            {
                "name": f"نماینده‌ی {number} با نامی که در یک سطر گوشی جا نمی‌شود",
                "is_representative": True,
                "user_id": user_id,
                "phone": "09121234567",
            }
            for number in range(COUNT)
        ],
    )
    summary = "کاربرها روی ایرانسل وصل نمی‌شدند. کانفیگ جدید فرستادم و مشکل حل شد."
    contacts = [
        {"partner_id": partner, "user_id": user_id, "date": LATE, "summary": summary}
        for partner in partners
    ]
    tasks = [
        {
            "partner_id": partner,
            "user_id": user_id,
            "date_due": LATE,
            "name": "تماس بگیرم و بپرسم هنوز وصل است یا نه",
        }
        for partner in partners
    ]
    admin.call("marfanet.interaction", "create", contacts)
    admin.call("marfanet.task", "create", tasks)


def open_work_log(phone: Reader, mode: str = "queue") -> Page:
    """Open the daily work log, whole again, in one of its modes."""
    phone.page.goto(f"{phone.url}/odoo/work-log")
    tab = phone.page.locator(f"{WORK_LOG} [role=tab][data-mode={mode}]")
    tab.click()
    expect(phone.page.locator(f"{WORK_LOG}[data-mode={mode}]")).to_be_visible()
    return phone.page


def expect_room(page: Page, rows: str) -> None:
    """Expect that the last row's end can be scrolled out from under the microphone."""
    expect(page.locator(MICROPHONE)).to_be_visible()
    page.wait_for_function(CLEARS, arg=[rows, MICROPHONE], timeout=30_000)


def expect_fit(page: Page) -> None:
    """Expect that a page is no wider than its screen."""
    page.wait_for_function(FITS, timeout=30_000)


@pytest.mark.parametrize("path", LISTS)
def test_the_last_of_a_list_can_be_touched_at_its_very_end(phone: Reader, path: str):
    phone.page.goto(f"{phone.url}/odoo/{path}")
    cards = phone.page.locator(CARD)
    expect(cards.nth(COUNT - 1)).to_be_visible()
    expect_fit(phone.page)
    expect_room(phone.page, CARD)
    last = cards.last
    # The corner that the microphone is at
    box = last.bounding_box()
    last.click(position={"x": box["width"] - 3, "y": box["height"] - 3})
    expect(phone.page.locator(".o_form_view")).to_be_visible()
    expect_fit(phone.page)


@pytest.mark.parametrize("mode", ["queue", "plan"])
def test_the_last_task_of_the_day_can_be_touched(phone: Reader, mode: str):
    page = open_work_log(phone, mode)
    rows = page.locator(TASK)
    expect(rows).to_have_count(COUNT)
    expect_fit(page)
    expect_room(page, TASK)
    rows.last.locator(f"{TASK}-check").click()
    expect(page.locator(".modal .o_form_view")).to_be_visible()
    expect_fit(page)


def test_the_figures_of_the_day_fit(phone: Reader):
    page = open_work_log(phone, "figures")
    expect(page.locator(f"{WORK_LOG} canvas").first).to_be_visible()
    expect_fit(page)


def test_the_other_lists_fit(phone: Reader):
    phone.open(LISTS[0])
    for path in OTHER_LISTS:
        page = phone.open_view("kanban", path)
        expect(page.locator(".o_kanban_renderer")).to_be_visible()
        expect_fit(page)
