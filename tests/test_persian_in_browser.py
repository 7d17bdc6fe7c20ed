"""Days, moments and numbers on a page, in a Persian reader's calendar and in English.

For the English reader each page shows what Odoo shows without this project.
"""

import re

from playwright.sync_api import expect
from support.persian_pages import Reader, Readers
from support.visits import AZAR_20, REMARK

CELLS = ".o_date_item_cell:not(.o_out_of_range)"


def texts_of(reader: Reader, selector: str) -> list[str]:
    return [text.strip() for text in reader.page.locator(selector).all_inner_texts()]


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
        cards = page.locator(".o_kanban_record:not(.o_kanban_ghost)")
        expect(cards).to_have_count(len(days))
        assert [text.splitlines()[-1] for text in cards.all_inner_texts()] == days


def test_a_form_shows_a_day_a_range_and_numbers(readers: Readers):
    persian = ["۲۰ آذر", "۲۰ آذر، ۰:۱۵", "۲۲ آذر، ۱۱:۳۰", "۱,۲۵۰,۰۰۰", "۱,۲۳۴.۵۰"]
    english = [
        "Dec 11",
        "Dec 11, 12:15 AM",
        "Dec 13, 11:30 AM",
        "1,250,000",
        "1,234.50",
    ]
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


def test_tooltips_and_charts_are_written_in_vazirmatn(readers: Readers):
    for reader, is_persian in readers.each(True, False):
        first = re.compile("^Vazirmatn" if is_persian else "^(?!.*Vazirmatn)")
        page = reader.open_visit(readers.visits[AZAR_20])
        reader.field("x_day").locator("button").hover()
        expect(page.locator(".o-tooltip")).to_have_css("font-family", first)
        page = reader.open_view("graph")
        # The library of charts is there once one is drawn.
        expect(page.locator(".o_graph_canvas_container canvas")).to_be_visible()
        assert first.search(page.evaluate("Chart.defaults.font.family"))


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
        ("2026", "Jan", "Dec"),
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


def test_the_chatter_says_when_in_the_reader_s_calendar(readers: Readers):
    persian = ("۲۰ آبان ۱۴۰۵", "۲۰ آبان، ۰:۱۵", "۱۴۰۵/۸/۲۰، ۰:۱۵:۰۰")
    english = ("Nov 11, 2026", "Nov 11, 12:15 AM", "11/11/2026, 12:15:00 AM")
    for reader, (day, moment, on_hover) in readers.each(persian, english):
        page = reader.open_visit(readers.visits[AZAR_20])
        expect(page.locator(".o-mail-DateSection", has_text=day)).to_be_visible()
        said = page.locator(".o-mail-Message", has_text=REMARK)
        date = said.locator(".o-mail-Message-date")
        expect(date).to_have_text(moment)
        expect(date).to_have_attribute("title", on_hover)


def test_activities_show_their_deadlines(readers: Readers):
    for reader, deadline in readers.each("۱۴۰۵/۰۹/۲۰", "12/11/2026"):
        page = reader.open_view("activity")
        expect(page.locator(".o-mail-ActivityCell-deadline")).to_have_text(deadline)
        page = reader.open_visit(readers.visits[AZAR_20])
        page.locator(".o-mail-Activity-info button").click()
        expect(page.locator(".o-mail-Activity-details")).to_contain_text(deadline)


def test_persian_pages_are_written_in_vazirmatn_from_the_right(readers: Readers):
    for reader, (lang, direction, fonts) in readers.each(
        ("fa-IR", "rtl", True), ("en-US", "ltr", False)
    ):
        page = reader.open_view("list")
        expect(page.locator("html")).to_have_attribute("lang", lang)
        assert style_of(reader, "body", "direction") == direction
        assert ("Vazirmatn NL" in fonts_of(reader, "[name=x_day]")) is fonts
        # Where the first column begins
        name, day = (
            page.locator(f".o_data_row:first-child [name={name}]").bounding_box()
            for name in ("x_name", "x_day")
        )
        assert (name["x"] > day["x"]) is (direction == "rtl")


def test_a_phone_number_reads_from_left_to_right_in_latin_digits(readers: Readers):
    for reader in (readers.persian, readers.english):
        reader.open_visit(readers.visits[AZAR_20])
        expect(reader.field("x_phone").locator("input")).to_have_value("09121234567")
        reader.open_view("list")
        number = "[name=x_phone] a[href^='tel:09']"
        expect(reader.page.locator(number)).to_have_text("09121234567")
        assert style_of(reader, number, "direction") == "ltr"


def style_of(reader: Reader, selector: str, name: str) -> str:
    return reader.page.locator(selector).first.evaluate(
        "(node, name) => getComputedStyle(node).getPropertyValue(name)", name
    )


def fonts_of(reader: Reader, selector: str) -> set[str]:
    """Return the fonts that a node's letters are really drawn in."""
    reader.page.evaluate("document.fonts.ready")
    browser = reader.page.context.new_cdp_session(reader.page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    root = browser.send("DOM.getDocument")["root"]["nodeId"]
    found = browser.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    used = browser.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]})
    browser.detach()
    return {font["familyName"] for font in used["fonts"]}
