import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts, queryFirst, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate, mockTimeZone } from "@odoo/hoot-mock";
import {
    defineModels,
    defineParams,
    fields,
    models,
    mountView,
    onRpc,
    preloadBundle,
} from "@web/../tests/web_test_helpers";
import { getFormattedDateSpan } from "@web/views/calendar/utils";
import { readPersian } from "../persian_helpers";

const { DateTime } = luxon;

describe.current.tags("desktop");
preloadBundle("web.fullcalendar_lib");
defineParams({
    lang: "fa_IR",
    lang_parameters: {
        date_format: "%Y/%m/%d",
        time_format: "%H:%M:%S",
        week_start: 6,
    },
});

class Visit extends models.Model {
    _name = "visit";

    name = fields.Char();
    start = fields.Datetime();
    stop = fields.Datetime();

    _records = [
        {
            id: 1,
            name: "بازدید",
            start: "2026-12-11 06:00:00",
            stop: "2026-12-11 07:00:00",
        },
    ];

    has_access() {
        return true;
    }
}
defineModels([Visit]);

beforeEach(() => {
    mockTimeZone("Asia/Tehran");
    mockDate("2026-11-28 10:30:00", "Asia/Tehran");
    readPersian();
});

const title = () => queryOne(".o_calendar_header h5").textContent.trim();
const days = () =>
    queryAllTexts(
        ".o_calendar_widget .fc-daygrid-day:not(.fc-day-other) .fc-daygrid-day-number",
    );

async function mountCalendar(mode) {
    onRpc("visit", "search_read", ({ kwargs }) => {
        expect.step(JSON.stringify(kwargs.domain).replaceAll('"', ""));
    });
    await mountView({
        type: "calendar",
        resModel: "visit",
        arch: `<calendar mode="${mode}" date_start="start" date_stop="stop"/>`,
    });
    await advanceTime(500);
    await animationFrame();
}

test("a Jalali month is shown, loaded and stepped through", async () => {
    await mountCalendar("month");
    expect(title()).toBe("آذر 1405");
    expect(days()).toEqual([...Array(30).keys()].map((day) => `${day + 1}`));
    expect(queryFirst(".fc-col-header-cell").textContent.trim()).toBe("شنبه");
    // Six weeks from the Saturday of 30 Aban.
    expect.verifySteps([
        "[[start,<=,2027-01-01 20:29:59],[stop,>=,2026-11-20 20:30:00]]",
    ]);
    expect(".fc-event").toHaveCount(1);
    expect(queryOne(".fc-event").closest(".fc-daygrid-day").dataset.date).toBe(
        "2026-12-11",
    );
    expect(".fc-day-today .fc-daygrid-day-number").toHaveText("7");

    await click(".o_calendar_button_next");
    await animationFrame();
    expect(title()).toBe("دی 1405");
    expect(days().length).toBe(30);
    await click(".o_calendar_button_prev");
    await animationFrame();
    await click(".o_calendar_button_prev");
    await animationFrame();
    expect(title()).toBe("آبان 1405");
    expect.verifySteps([
        "[[start,<=,2027-01-29 20:29:59],[stop,>=,2026-12-18 20:30:00]]",
        "[[start,<=,2027-01-01 20:29:59],[stop,>=,2026-11-20 20:30:00]]",
        "[[start,<=,2026-11-27 20:29:59],[stop,>=,2026-10-16 20:30:00]]",
    ]);
});

test("a week names its Jalali days", async () => {
    await mountCalendar("week");
    expect(title()).toMatch(/^آذر 1405/);
    expect(queryAllTexts(".fc-col-header-cell .o_cw_day_number")).toEqual([
        ..."789",
        "10",
        "11",
        "12",
        "13",
    ]);
    expect(".o_current_week").toHaveText(/37$/);
    expect.verifySteps([
        "[[start,<=,2026-12-04 20:29:59],[stop,>=,2026-11-27 20:30:00]]",
    ]);
});

test("a day is named", async () => {
    await mountCalendar("day");
    expect(title()).toBe("7 آذر 1405");
    expect.verifySteps([
        "[[start,<=,2026-11-28 20:29:59],[stop,>=,2026-11-27 20:30:00]]",
    ]);
});

const hours = () => queryAllTexts(".fc-timegrid-slot-label").filter(Boolean);

test("hours and weeks are in the digits that the user chose", async () => {
    readPersian({ digits: "persian" });
    await mountCalendar("week");
    expect(hours().slice(0, 2)).toEqual(["۰:۰۰", "۱:۰۰"]);
    expect(".o_current_week").toHaveText(/۳۷$/);
    expect(".fc-timegrid-axis:eq(0)").toHaveText(/۳۷/);
    expect.verifySteps([
        "[[start,<=,2026-12-04 20:29:59],[stop,>=,2026-11-27 20:30:00]]",
    ]);
});

for (const [calendar, days] of [
    ["jalali", "[[start,<=,2027-01-01 20:29:59],[stop,>=,2026-11-20 20:30:00]]"],
    ["gregorian", "[[start,<=,2026-12-11 20:29:59],[stop,>=,2026-10-30 20:30:00]]"],
]) {
    test(`so is what is more on a day of a ${calendar} month`, async () => {
        readPersian({ calendar, digits: "persian" });
        Visit._records = [...Array(9).keys()].map((id) => ({
            id: id + 1,
            name: "بازدید",
            start: "2026-11-24 06:00:00",
            stop: "2026-11-24 07:00:00",
        }));
        await mountCalendar("month");
        expect(".fc-more-link").toHaveText(/^\+[۰-۹]$/);
        expect(".fc-daygrid-week-number:eq(0)").toHaveText(/^[۰-۹]+$/);
        expect.verifySteps([days]);
    });
}

test("who reads Latin digits has Latin hours", async () => {
    await mountCalendar("day");
    expect(hours().slice(0, 2)).toEqual(["0:00", "1:00"]);
    expect.verifySteps([
        "[[start,<=,2026-11-28 20:29:59],[stop,>=,2026-11-27 20:30:00]]",
    ]);
});

test("a Jalali year has its twelve months", async () => {
    await mountCalendar("year");
    expect(title()).toBe("1405");
    expect(queryAllTexts(".fc-toolbar-title")).toEqual(
        "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
            .split(" ")
            .map((name) => `${name} 1405`),
    );
    expect.verifySteps([
        "[[start,<=,2027-03-20 20:29:59],[stop,>=,2026-03-20 20:30:00]]",
    ]);
});

test("the days of an event are named by their Jalali months", () => {
    const day = (date) => DateTime.local(2026, 12, date);
    expect(getFormattedDateSpan(day(11), day(11))).toBe("20 آذر 1405");
    expect(getFormattedDateSpan(day(11), day(14))).toBe("20 - 23 آذر 1405");
    expect(getFormattedDateSpan(day(20), day(23))).toBe("29 آذر 1405 - 2 دی 1405");
});

test("others keep Odoo's months", async () => {
    readPersian({ calendar: "gregorian" });
    await mountCalendar("month");
    expect(title()).toBe("نوامبر 2026");
    expect(days().length).toBe(30);
    expect(".fc-day-today .fc-daygrid-day-number").toHaveText("28");
    expect.verifySteps([
        "[[start,<=,2026-12-11 20:29:59],[stop,>=,2026-10-30 20:30:00]]",
    ]);
});
