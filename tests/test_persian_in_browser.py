"""Days, moments and numbers on a page, in a Persian reader's calendar and in English.

For the English reader each page shows what Odoo shows without this project.
"""

import pytest
from playwright.sync_api import expect
from support.persian_pages import Reader, Readers

AZAR_20 = "20 Azar 1405"
CELLS = ".o_date_item_cell:not(.o_out_of_range)"


def texts_of(reader: Reader, selector: str) -> list[str]:
    return [text.strip() for text in reader.page.locator(selector).all_inner_texts()]


def stored(readers: Readers, *names: str) -> list:
    """Return what an integrator reads of the visit of 20 Azar."""
    visit_id = readers.visits[AZAR_20]
    [values] = readers.admin.call("x_visit", "read", [visit_id], list(names))
    return [values[name] for name in names]


@pytest.fixture
def as_before(readers: Readers):
    """Put the visit of 20 Azar back, whatever was written into it."""
    visit_id = readers.visits[AZAR_20]
    names = ["x_day", "x_start", "x_end", "x_count", "x_price", "x_phone"]
    values = dict(zip(names, stored(readers, *names), strict=True))
    yield
    readers.admin.call("x_visit", "write", [visit_id], values)


def test_a_list_shows_each_moment_on_its_day_in_tehran(readers: Readers):
    persian = [
        ("۲۹ اسفند ۱۴۰۴", "۱۴۰۴/۱۲/۲۹ ۲۳:۵۹:۰۰"),
        ("۱ فروردین", "۱۴۰۵/۰۱/۰۱ ۰۰:۰۱:۰۰"),
        ("۳۰ آبان", "۱۴۰۵/۰۸/۳۰ ۲۳:۵۹:۰۰"),
        ("۱ آذر", "۱۴۰۵/۰۹/۰۱ ۰۰:۰۱:۰۰"),
        ("۲۰ آذر", "۱۴۰۵/۰۹/۲۰ ۰۰:۱۵:۰۰"),
    ]
    english = [
        ("Mar 20", "03/20/2026 11:59:00 PM"),
        ("Mar 21", "03/21/2026 12:01:00 AM"),
        ("Nov 21", "11/21/2026 11:59:00 PM"),
        ("Nov 22", "11/22/2026 12:01:00 AM"),
        ("Dec 11", "12/11/2026 12:15:00 AM"),
    ]
    for reader, shown in readers.each(persian, english):
        reader.open_view("list")
        rows = reader.page.locator(".o_data_row")
        expect(rows).to_have_count(len(shown))
        for number, (day, moment) in enumerate(shown):
            row = rows.nth(number)
            expect(row.locator("[name=x_day]")).to_have_text(day)
            expect(row.locator("[name=x_start]")).to_have_text(moment)


def test_a_list_shows_and_sums_numbers_in_the_reader_s_digits(readers: Readers):
    persian = ("۱,۲۵۰,۰۰۰", "۶,۲۵۰,۰۰۰", "۱–۵ / ۵")
    english = ("1,250,000", "6,250,000", "1-5 / 5")
    for reader, (count, total, pages) in readers.each(persian, english):
        page = reader.open_view("list")
        expect(page.locator("[name=x_count]").nth(1)).to_have_text(count)
        expect(page.locator(".o_list_footer")).to_contain_text(total)
        expect(page.locator(".o_pager")).to_have_text(pages)


def test_a_kanban_shows_days(readers: Readers):
    persian = ["۲۹ اسفند ۱۴۰۴", "۱ فروردین", "۳۰ آبان", "۱ آذر", "۲۰ آذر"]
    english = ["Mar 20", "Mar 21", "Nov 21", "Nov 22", "Dec 11"]
    for reader, days in readers.each(persian, english):
        page = reader.open_view("kanban")
        expect(page.locator(".o_kanban_record [name=x_day]")).to_have_text(days)


def test_a_form_shows_a_day_a_range_and_numbers(readers: Readers):
    persian = ["۲۰ آذر", "۲۰ آذر، ۰:۱۵", "۲۲ آذر، ۱۱:۳۰", "۱,۲۵۰,۰۰۰", "۱,۲۳۴.۵۰"]
    english = ["Dec 11", "Dec 11, 12:15 AM", "Dec 13, 11:30 AM", "1,250,000", "1,234.50"]
    for reader, shown in readers.each(persian, english):
        page = reader.open_visit(readers.visits[AZAR_20])
        buttons = page.locator(".o_field_date button, .o_field_daterange button")
        expect(buttons).to_have_text(shown[:3])
        expect(reader.field("x_count").locator("input")).to_have_value(shown[3])
        expect(reader.field("x_price").locator("input")).to_have_value(shown[4])


def test_the_other_calendar_is_on_hover(readers: Readers):
    for reader, shown in readers.each("۱۱ دسامبر ۲۰۲۶", "12/11/2026"):
        page = reader.open_visit(readers.visits[AZAR_20])
        reader.field("x_day").locator("button").hover()
        expect(page.locator(".o-tooltip")).to_have_text(shown)


def test_the_picker_is_a_month_from_saturday_with_its_end_of_the_week(
    readers: Readers,
):
    persian = ("آذر ۱۴۰۵", list("شیدسچپج"), "۳۰ ۱ ۲ ۳ ۴ ۵ ۶", "۲۰")
    english = ("December 2026", list("SMTWTFS"), "29 30 1 2 3 4 5", "11")
    for reader, (title, weekdays, week, day) in readers.each(persian, english):
        reader.open_visit(readers.visits[AZAR_20])
        picker = reader.picker("x_day")
        expect(picker.locator(".o_zoom_out")).to_have_text(title)
        names = picker.locator(".o_day_of_week_cell").all_inner_texts()
        assert [name for name in names if name.strip()] == weekdays
        cells = picker.locator(".o_date_item_cell")
        expect(cells.nth(6)).to_have_text(week.split()[-1])
        assert cells.all_inner_texts()[:7] == week.split()
        expect(picker.locator(".o_selected")).to_have_text(day)
    persian, english = readers.persian, readers.english
    ends = [f"{CELLS}.o_persian_{name}" for name in ("thursday", "friday")]
    assert texts_of(persian, ends[0]) == ["۵", "۱۲", "۱۹", "۲۶"]
    assert texts_of(persian, ends[1]) == ["۶", "۱۳", "۲۰", "۲۷"]
    plain, friday = (
        persian.page.locator(f"{CELLS}{kind}").nth(1)
        for kind in (":not([class*=o_persian])", ".o_persian_friday")
    )
    colour = "cell => getComputedStyle(cell).color"
    assert plain.evaluate(colour) != friday.evaluate(colour)
    expect(persian.page.locator(".o_selected")).to_have_attribute(
        "title", "۱۱ دسامبر ۲۰۲۶"
    )
    expect(english.page.locator("[class*=o_persian]")).to_have_count(0)
    assert english.page.locator(".o_selected").get_attribute("title") is None


def test_the_picker_goes_up_to_months_years_and_decades(readers: Readers):
    persian = [
        ("۱۴۰۵", "فروردین", "اسفند"),
        ("۱۳۹۹ - ۱۴۱۰", "۱۳۹۹", "۱۴۱۰"),
        ("۱۳۹۰ - ۱۵۰۰", "۱۳۹۰", "۱۵۰۰"),
    ]
    english = [
        ("2026", "January", "December"),
        ("2019 - 2030", "2019", "2030"),
        ("1990 - 2100", "1990", "2100"),
    ]
    for reader, levels in readers.each(persian, english):
        reader.open_visit(readers.visits[AZAR_20])
        picker = reader.picker("x_day")
        for title, first, last in levels:
            picker.locator(".o_zoom_out").click()
            expect(picker.locator(".o_zoom_out")).to_have_text(title)
            cells = picker.locator(".o_date_item_cell")
            expect(cells).to_have_count(12)
            expect(cells.first).to_have_text(first)
            expect(cells.last).to_have_text(last)


def test_a_picked_day_is_stored_as_its_gregorian_one(readers: Readers, as_before):
    persian = (["۱۴۰۴", "اسفند", "۲۹"], "2026-03-20")
    english = (["2025", "February", "28"], "2025-02-28")
    for reader, (picked, day) in readers.each(persian, english):
        reader.open_visit(readers.visits[AZAR_20])
        picker = reader.picker("x_day")
        for _level in ("months", "years"):
            picker.locator(".o_zoom_out").click()
        for text in picked:
            cell = picker.locator(CELLS).get_by_text(text, exact=True)
            cell.click()
        reader.save()
        assert stored(readers, "x_day") == [day]


def test_a_range_is_picked_and_stored_with_its_times(readers: Readers, as_before):
    persian = ("۵", "۲۵", "2026-11-25 20:45:00", "2026-12-16 08:00:00")
    english = ("5", "25", "2026-12-04 20:45:00", "2026-12-25 08:00:00")
    for reader, (first, last, start, end) in readers.each(persian, english):
        reader.open_visit(readers.visits[AZAR_20])
        for name, text in (("x_start", first), ("x_end", last)):
            reader.page.locator(f"[data-field={name}]").click()
            picker = reader.page.locator(".o_datetime_picker")
            picker.locator(CELLS).get_by_text(text, exact=True).click()
        picked = picker.locator(".o_selected")
        expect(picked).to_have_count(int(picked.count() > 0) and picked.count())
        reader.save()
        assert stored(readers, "x_start", "x_end") == [start, end]
        readers.admin.call(
            "x_visit",
            "write",
            [readers.visits[AZAR_20]],
            {"x_start": "2026-12-10 20:45:00", "x_end": "2026-12-13 08:00:00"},
        )
