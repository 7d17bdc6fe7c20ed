"""Months, seasons and years of the Jalali calendar: filters, groups, calendars, files.

For the English reader each page shows what Odoo shows without this project.
"""

import csv
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect
from support.persian_pages import Reader, Readers
from support.visits import AZAR_20, BY_START, VISITS

NAMES = list(VISITS)
MONTHS = {
    "persian": ["اسفند ۱۴۰۴", "فروردین ۱۴۰۵", "آبان ۱۴۰۵", "آذر ۱۴۰۵"],
    "english": ["March 2026", "November 2026", "December 2026"],
}

# The names and numbers along a graph's axes, once it is drawn.
DRAWN = """() => {
    const canvas = document.querySelector(".o_graph_canvas_container canvas");
    const chart = canvas && window.Chart?.getChart(canvas);
    const ticks = chart?.scales.y?.ticks.map(({ label }) => label);
    return ticks?.length && [chart.data.labels, ticks];
}"""


def menu_of(reader: Reader, kind: str):
    """Open the filters or groups of the search bar; return the options of days."""
    page = reader.open_view("list")
    page.locator(".o_searchview_dropdown_toggler").click()
    menu = page.locator(f".o_{kind}_menu")
    menu.locator(".o_accordion_toggle").first.click()
    options = menu.locator(".o_item_option")
    expect(options).not_to_have_count(0)
    return options


def shown_names(reader: Reader, names: list[str]) -> None:
    cells = reader.page.locator(".o_data_row [name=x_name]")
    expect(cells).to_have_text(names)


def test_date_filters_offer_jalali_months_seasons_and_years(readers: Readers):
    persian = "آذر آبان مهر زمستان پاییز تابستان بهار ۱۴۰۵ ۱۴۰۴ ۱۴۰۳".split()
    english = "November October September Q4 Q3 Q2 Q1 2026 2025 2024".split()
    for reader, names in readers.each(persian, english):
        expect(menu_of(reader, "filter")).to_have_text(names)


@pytest.mark.parametrize(
    ("option", "persian", "english"),
    [
        (0, ("آذر ۱۴۰۵", NAMES[3:]), ("November 2026", NAMES[2:4])),
        (4, ("پاییز ۱۴۰۵", NAMES[2:]), ("Q3 2026", [])),
        (6, ("بهار ۱۴۰۵", NAMES[1:2]), ("Q1 2026", NAMES[:2])),
        (7, ("۱۴۰۵", NAMES[1:]), ("2026", NAMES)),
        (8, ("۱۴۰۴", NAMES[:1]), ("2025", [])),
    ],
    ids=["month", "autumn", "spring", "this year", "last year"],
)
def test_a_date_filter_has_jalali_bounds(
    readers: Readers, option: int, persian: tuple, english: tuple
):
    for reader, (title, names) in readers.each(persian, english):
        menu_of(reader, "filter").nth(option).click()
        expect(reader.page.locator(".o_facet_value")).to_have_text(f"Day: {title}")
        shown_names(reader, names)


@pytest.mark.parametrize(
    ("option", "persian", "english"),
    [
        (0, ["۱۴۰۴ (۱)", "۱۴۰۵ (۴)"], ["2026 (5)"]),
        (
            1,
            ["زمستان ۱۴۰۴ (۱)", "بهار ۱۴۰۵ (۱)", "پاییز ۱۴۰۵ (۳)"],
            ["Q1 2026 (2)", "Q4 2026 (3)"],
        ),
        (
            2,
            ["اسفند ۱۴۰۴ (۱)", "فروردین ۱۴۰۵ (۱)", "آبان ۱۴۰۵ (۱)", "آذر ۱۴۰۵ (۲)"],
            ["March 2026 (2)", "November 2026 (2)", "December 2026 (1)"],
        ),
        (
            3,
            [
                "۲۳ تا ۲۹ اسفند ۱۴۰۴ (۱)",
                "۱ تا ۷ فروردین ۱۴۰۵ (۱)",
                "۳۰ آبان تا ۶ آذر ۱۴۰۵ (۲)",
                "۱۴ تا ۲۰ آذر ۱۴۰۵ (۱)",
            ],
            ["W12 2026 (2)", "W47 2026 (1)", "W48 2026 (1)", "W50 2026 (1)"],
        ),
    ],
    ids=["year", "quarter", "month", "week"],
)
def test_a_list_is_grouped_by_jalali_periods(
    readers: Readers, option: int, persian: list, english: list
):
    for reader, headings in readers.each(persian, english):
        menu_of(reader, "group_by").nth(option).click()
        expect(reader.page.locator(".o_group_header .o_group_name")).to_have_text(
            headings
        )


def test_a_group_by_moments_keeps_to_the_days_of_tehran(readers: Readers):
    for reader, headings in readers.each(MONTHS["persian"], MONTHS["english"]):
        page = reader.open_view("kanban", BY_START)
        expect(page.locator(".o_kanban_group")).to_have_count(len(headings))
        titles = page.locator(".o_kanban_group .o_column_title")
        for title, heading in zip(titles.all(), headings, strict=True):
            expect(title).to_contain_text(heading)
    last = readers.persian.page.locator(".o_kanban_group").last
    for name in NAMES[3:]:
        expect(last).to_contain_text(name)


def test_a_pivot_has_jalali_months(readers: Readers):
    persian = (MONTHS["persian"], "۲,۵۰۰,۰۰۰")
    english = (MONTHS["english"], "1,250,000")
    for reader, (months, last) in readers.each(persian, english):
        page = reader.open_view("pivot")
        headings = page.locator("tbody .o_pivot_header_cell_closed")
        expect(headings).to_have_text(months)
        expect(page.locator("tbody tr").last).to_contain_text(last)


def test_a_graph_has_jalali_months(readers: Readers):
    for reader, months in readers.each(MONTHS["persian"], MONTHS["english"]):
        page = reader.open_view("graph")
        # What is drawn is no text of the page.
        labels, ticks = page.wait_for_function(DRAWN).json_value()
        assert labels == months
        persian = reader is readers.persian
        assert bool(set("".join(ticks)) & set("۰۱۲۳۴۵۶۷۸۹")) is persian


def at_scale(reader: Reader, name: str):
    """Show the visits' calendar at a scale, as "week"; return its title."""
    page = reader.open_view("calendar")
    # It begins with a month: chosen again, it would be drawn again under the mouse.
    if name != "month":
        page.locator(".scale_button_selection").click()
        page.locator(f".o-dropdown--menu .o_scale_button_{name}").click()
    return page.locator(".o_calendar_header h5")


def test_a_calendar_s_month_is_jalali(readers: Readers):
    persian = ("آذر ۱۴۰۵", "دی ۱۴۰۵", "۱ ۲ ۳", "شنبه", "جمعه")
    english = ("November 2026", "December 2026", "1 2 3", "Sun", "Sat")
    for reader, (month, after, days, first, last) in readers.each(persian, english):
        title = at_scale(reader, "month")
        page = reader.page
        expect(title).to_have_text(month)
        expect(page.locator(".fc-col-header-cell").first).to_have_text(first)
        expect(page.locator(".fc-col-header-cell").last).to_have_text(last)
        inside = page.locator(".o_calendar_widget .fc-daygrid-day:not(.fc-day-other)")
        numbers = inside.locator(".fc-daygrid-day-number")
        expect(numbers).to_have_count(30)
        for number, day in enumerate(days.split()):
            expect(numbers.nth(number)).to_have_text(day)
        page.locator(".o_calendar_button_next").click()
        expect(title).to_have_text(after)
        page.locator(".o_calendar_button_prev").click()
        expect(title).to_have_text(month)


def test_a_calendar_has_each_moment_on_its_day_in_tehran(readers: Readers):
    persian = {
        "2026-11-21": ("۳۰", "۲۳:۵۹"),
        "2026-11-22": ("۱", "۰۰:۰۱"),
    }
    english = {
        "2026-11-21": ("21", "11:59 PM"),
        "2026-11-22": ("22", "12:01 AM"),
    }
    hover = {"persian": "۱ آذر ۱۴۰۵", "english": "November 22, 2026"}
    for reader, days in readers.each(persian, english):
        at_scale(reader, "month")
        page = reader.page
        for date, (day, time) in days.items():
            cell = page.locator(f".o_calendar_widget [data-date='{date}']")
            expect(cell.locator(".fc-daygrid-day-number")).to_have_text(day)
            expect(cell.locator(".fc-event")).to_contain_text(time)
        page.locator("[data-date='2026-11-22'] .fc-event").click()
        said = hover["persian" if reader is readers.persian else "english"]
        expect(page.locator(".o_cw_popover")).to_contain_text(said)


def test_a_calendar_s_week_and_day_are_jalali(readers: Readers):
    persian = {
        "week": ("آذر ۱۴۰۵", ["شنبه ۷", "یکشنبه ۸", "جمعه ۱۳"]),
        "day": ("۷ آذر ۱۴۰۵", ["شنبه ۷"]),
    }
    english = {
        "week": ("November 2026", ["Sun 22", "Mon 23", "Sat 28"]),
        "day": ("28 November 2026", ["Saturday 28"]),
    }
    for reader, scales in readers.each(persian, english):
        for scale, (title, days) in scales.items():
            expect(at_scale(reader, scale)).to_contain_text(title)
            headings = reader.page.locator(".fc-col-header-cell")
            expect(headings).to_have_count(7 if scale == "week" else 1)
            for heading, day in zip(
                (headings.first, headings.nth(1), headings.last), days, strict=False
            ):
                expect(heading).to_have_text(day)


def test_a_calendar_s_year_is_jalali(readers: Readers):
    persian = ("۱۴۰۵", "فروردین ۱۴۰۵", "اسفند ۱۴۰۵")
    english = ("2026", "January 2026", "December 2026")
    for reader, (year, first, last) in readers.each(persian, english):
        expect(at_scale(reader, "year")).to_have_text(year)
        months = reader.page.locator(".fc-month .fc-toolbar-title")
        expect(months).to_have_count(12)
        expect(months.first).to_have_text(first)
        expect(months.last).to_have_text(last)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_exported_file_has_the_reader_s_days(
    readers: Readers, kind: str, tmp_path: Path
):
    persian = ["1405/09/20", "1405/09/20 00:15:00"]
    english = ["2026-12-11", "2026-12-11 00:15:00"]
    for reader, days in readers.each(persian, english):
        page = reader.open_view("list")
        page.locator("thead .o_list_record_selector input").click()
        page.locator(".o_cp_action_menus button").first.click()
        page.locator(".o-dropdown--menu .dropdown-item:has(.fa-upload)").click()
        dialog = page.locator(".o_export_data_dialog")
        dialog.locator(f".o_export_format input[value={kind}]").check()
        with page.expect_download() as download:
            dialog.locator("footer .btn-primary").click()
        dialog.locator(".btn-close").click()
        path = tmp_path / f"{reader.login}.{kind}"
        download.value.save_as(path)
        row = next(row for row in rows_of(path) if row[0] == AZAR_20)
        assert row[1:3] == days


def rows_of(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    sheet = openpyxl.load_workbook(path).active
    # Of a day, the library gives the midnight.
    return [
        [str(cell).removesuffix(" 00:00:00") for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]
