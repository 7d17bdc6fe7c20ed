"""What is picked and typed in Persian is stored as it is meant; and what people prefer.

For the English reader all is read as Odoo reads it.
"""

import pytest
from playwright.sync_api import expect
from support.persian_pages import ENGLISH, PERSIAN, Reader, Readers
from support.visits import AZAR_20, PATH

IN_MONTH = ".o_date_item_cell:not(.o_out_of_range)"
# By the rules of the Python reader, on 7 Azar 1405, a Saturday; each with what is on
# hover then: the day in the other calendar. The last one is saved.
PERSIAN_DAYS = {
    "۱۴۰۵/۹/۲۵": "۱۶ دسامبر ۲۰۲۶",
    "1405-9-24": "۱۵ دسامبر ۲۰۲۶",
    "٢٣ آذر ١٤٠٥": "۱۴ دسامبر ۲۰۲۶",
    "+7d": "۵ دسامبر ۲۰۲۶",
    "+1m": "۲۸ دسامبر ۲۰۲۶",
    "فردا": "۲۹ نوامبر ۲۰۲۶",
    "شنبه بعد": "۵ دسامبر ۲۰۲۶",
}
ENGLISH_DAYS = {
    "12/16/2026": "12/16/2026",
    "2026-12-15": "12/15/2026",
    "-1d": "11/27/2026",
    "+1m": "12/28/2026",
    "+7d": "12/05/2026",
}


def pick(reader: Reader, picker, text: str) -> None:
    picker.locator(IN_MONTH).get_by_text(text, exact=True).click()


def test_a_picked_day_is_stored_as_its_gregorian_one(changed: Readers):
    persian = (["۱۴۰۴", "اسفند", "۲۹"], "2026-03-20")
    english = (["2025", "Feb", "28"], "2025-02-28")
    for reader, (picked, day) in changed.each(persian, english):
        reader.open_visit(changed.visits[AZAR_20])
        picker = reader.picker("x_day")
        for _level in ("months", "years"):
            picker.locator(".o_zoom_out").click()
        for text in picked:
            pick(reader, picker, text)
        reader.save()
        assert changed.stored("x_day") == [day]


def test_a_range_is_picked_and_stored_with_its_times(changed: Readers):
    persian = ("۵", "۲۵", ["2026-11-25 20:45:00", "2026-12-16 08:00:00"])
    english = ("5", "25", ["2026-12-04 20:45:00", "2026-12-25 08:00:00"])
    for reader, (first, last, moments) in changed.each(persian, english):
        reader.open_visit(changed.visits[AZAR_20])
        for name, text in (("x_start", first), ("x_end", last)):
            reader.page.locator(f"[data-field={name}]").click()
            picker = reader.page.locator(".o_datetime_picker")
            pick(reader, picker, text)
        expect(picker.locator(".o_select_start")).to_have_text(first)
        expect(picker.locator(".o_select_end")).to_have_text(last)
        reader.save()
        assert changed.stored("x_start", "x_end") == moments
        changed.put_back()


def test_typed_days_are_read(changed: Readers):
    for reader, days in changed.each(PERSIAN_DAYS, ENGLISH_DAYS):
        reader.open_visit(changed.visits[AZAR_20])
        for text, other in days.items():
            reader.type("x_day", text)
            shown = reader.field("x_day").locator("button")
            expect(shown, text).to_have_attribute("data-tooltip", other)
        reader.save()
        assert changed.stored("x_day") == ["2026-12-05"]
        changed.put_back()


def test_a_typed_moment_is_stored_in_utc(changed: Readers):
    persian = ("۲۱ آذر ساعت ۰:۰۵", "2026-12-11 20:35:00")
    english = ("12/12/2026 00:05:00", "2026-12-11 20:35:00")
    for reader, (text, moment) in changed.each(persian, english):
        reader.open_visit(changed.visits[AZAR_20])
        reader.type("x_start", text)
        reader.save()
        assert changed.stored("x_start") == [moment]
        changed.put_back()


def test_a_day_that_there_is_not_is_refused(changed: Readers):
    persian = ("۱۴۰۴/۱۲/۳۰", "۱۱ دسامبر ۲۰۲۶")
    english = ("02/30/2026", "12/11/2026")
    for reader, (text, before) in changed.each(persian, english):
        page = reader.open_visit(changed.visits[AZAR_20])
        reader.type("x_day", text)
        shown = reader.field("x_day").locator("button")
        expect(shown).to_have_attribute("data-tooltip", before)
        reader.field("x_count").locator("input").fill("7")
        page.keyboard.press("Tab")
        reader.save()
        assert changed.stored("x_day", "x_count") == ["2026-12-11", 7]
        changed.put_back()


def test_numbers_are_typed_in_anyone_s_digits(changed: Readers):
    typed = [("٤٣٢١", "٤٣٢١٫٥"), ("4,321", "4,321.5"), ("۱۲۳۴", "۱٬۲۳۴٫۲۵")]
    persian = [("۴,۳۲۱", "۴,۳۲۱.۵۰")] * 2 + [("۱,۲۳۴", "۱,۲۳۴.۲۵")]
    english = [("4,321", "4,321.50")] * 2 + [("1,234", "1,234.25")]
    for reader, shown in changed.each(persian, english):
        page = reader.open_visit(changed.visits[AZAR_20])
        for texts, numbers in zip(typed, shown, strict=True):
            for name, text, number in zip(
                ("x_count", "x_price"), texts, numbers, strict=True
            ):
                number_input = reader.field(name).locator("input")
                number_input.fill(text)
                page.keyboard.press("Tab")
                expect(number_input).to_have_value(number)
        reader.save()
        assert changed.stored("x_count", "x_price") == [1234, 1234.25]
        changed.put_back()


def test_a_phone_number_is_stored_in_latin_digits(changed: Readers):
    for reader, number in changed.each("۰۹۳۵۱۲۳۴۵۶۷", "٠٩٣٦١٢٣٤٥٦٧"):
        reader.open_visit(changed.visits[AZAR_20])
        typed = reader.field("x_phone").locator("input")
        typed.fill("")
        typed.press_sequentially(number)
        reader.save()
        latin = "".join(str(int(digit)) for digit in number)
        assert changed.stored("x_phone") == [latin]


@pytest.mark.parametrize(
    ("typed", "field"),
    [("كرمان", "x_place"), ("٠٩١٢١٢٣", "x_phone"), ("۲۰ Azar", "x_name")],
)
def test_a_search_finds_what_another_keyboard_wrote(
    readers: Readers, typed: str, field: str
):
    for reader in (readers.persian, readers.english):
        page = reader.open_view("list")
        page.locator(".o_searchview_input").fill(typed)
        label = {"x_name": "Name", "x_place": "Place", "x_phone": "Phone"}[field]
        menu = page.locator(".o_searchview_autocomplete .o-dropdown-item")
        menu.filter(has_text=label).click()
        rows = page.locator(".o_data_row")
        expect(rows).to_have_count(1)
        expect(rows.locator("[name=x_name]")).to_have_text(AZAR_20)


@pytest.fixture
def as_they_were(readers: Readers):
    """Let both readers prefer nothing afterwards."""
    yield
    logins = [["login", "in", [PERSIAN[0], ENGLISH[0]]]]
    users = readers.admin.call("res.users", "search", logins)
    nothing = {"persian_calendar": "language", "persian_digits": "language"}
    readers.admin.call("res.users", "write", users, nothing)


def prefer(reader: Reader, **choices: int) -> None:
    """Choose in the preferences, as the person; each by its place in the menu."""
    page = reader.open_view("list")
    page.locator(".o_user_menu button").first.click()
    page.locator("[data-menu=preferences]").click()
    expect(reader.field("persian_calendar")).to_be_visible()
    for name, place in choices.items():
        reader.field(name).locator("input").click()
        page.locator(".o_select_menu_item").nth(place).click()
        expect(page.locator(".o_select_menu_item")).to_have_count(0)
    # The page is loaded anew a moment after the dialog has gone.
    with page.expect_event("load"):
        page.locator(".modal footer .btn-primary").click()
    expect(page.locator(".o_main_navbar")).to_be_visible()
    expect(page.locator(".modal")).to_have_count(0)


def test_calendar_and_digits_are_a_choice_of_each_without_a_restart(
    readers: Readers, as_they_were: None
):
    gregorian = ("Dec 11", "12/11/2026 12:15:00 AM", "1,250,000")
    shown = [
        # The calendar, the digits: by their places in the menu
        (readers.persian, (2, 2), ("11 دسامبر", "2026/12/11 00:15:00", "1,250,000")),
        (readers.persian, (1, 2), ("20 آذر", "1405/09/20 00:15:00", "1,250,000")),
        (readers.persian, (2, 1), ("۱۱ دسامبر", "۲۰۲۶/۱۲/۱۱ ۰۰:۱۵:۰۰", "۱,۲۵۰,۰۰۰")),
        (readers.english, (1, 2), ("20 Azar", "09/20/1405 12:15:00 AM", "1,250,000")),
        (readers.english, (0, 0), gregorian),
    ]
    for reader, (calendar, digits), (day, moment, count) in shown:
        prefer(reader, persian_calendar=calendar, persian_digits=digits)
        # The client has asked who reads when it was loaded.
        row = reader.open(PATH).locator(".o_data_row").last
        expect(row.locator("[name=x_day]")).to_have_text(day)
        expect(row.locator("[name=x_start]")).to_have_text(moment)
        expect(row.locator("[name=x_count]")).to_have_text(count)
