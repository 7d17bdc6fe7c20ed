import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, edit, press, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame, mockDate, mockTimeZone } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    defineParams,
    fields,
    models,
    mountView,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { DateTimePicker } from "@web/core/datetime/datetime_picker";
import { toJalali } from "@marfanet_persian/jalali/calendar";
import { persian, readPersian } from "../persian_helpers";

const { DateTime } = luxon;

describe.current.tags("desktop");
defineParams({
    lang: "fa_IR",
    lang_parameters: {
        date_format: "%Y/%m/%d",
        time_format: "%H:%M:%S",
        week_start: 6,
    },
});

class Meeting extends models.Model {
    _name = "meeting";

    day = fields.Date();
    start = fields.Datetime();
    end = fields.Datetime();

    _records = [
        {
            id: 1,
            day: "2026-12-11",
            start: "2026-12-11 20:45:00",
            end: "2026-12-14 08:00:00",
        },
    ];
}
defineModels([Meeting]);

beforeEach(() => {
    mockTimeZone("Asia/Tehran");
    mockDate("2026-11-28 10:30:00", "Asia/Tehran");
    readPersian();
});

const azar20 = () => DateTime.local(2026, 12, 11);
const title = () => queryOne(".o_zoom_out").textContent.trim();
const cells = () => queryAllTexts(".o_date_item_cell");
const inMonth = () => queryAllTexts(".o_date_item_cell:not(.o_out_of_range)");

async function openPicker(props = {}) {
    const selected = [];
    await mountWithCleanup(DateTimePicker, {
        props: {
            value: azar20(),
            type: "date",
            onSelect: (date) => selected.push(date),
            ...props,
        },
    });
    return selected;
}

const mountForm = (arch) =>
    mountView({
        type: "form",
        resModel: "meeting",
        resId: 1,
        arch: `<form>${arch}</form>`,
    });

test("days: a Jalali month from Saturday, with its end of the week marked", async () => {
    await openPicker();
    expect(title()).toBe("آذر 1405");
    expect(queryAllTexts(".o_day_of_week_cell").filter(Boolean)).toEqual([
        ..."شیدسچپج",
    ]);
    expect(inMonth()).toEqual([...Array(30).keys()].map((day) => `${day + 1}`));
    expect(cells()[0]).toBe("30"); // Aban's last Saturday
    expect(".o_selected").toHaveText("20");
    expect(".o_selected").toHaveAttribute("title", "11 دسامبر 2026");
    expect(".o_today").toHaveText("7");
    expect(queryAllTexts(".o_persian_friday:not(.o_out_of_range)")).toEqual([
        "6",
        "13",
        "20",
        "27",
    ]);
    expect(queryAllTexts(".o_persian_thursday:not(.o_out_of_range)")).toEqual([
        "5",
        "12",
        "19",
        "26",
    ]);
    expect(queryAllTexts(".o_week_number_cell")[0]).toBe("36");
});

test("a day that is clicked is the Gregorian day of the same name", async () => {
    const selected = await openPicker();
    await click(".o_date_item_cell:not(.o_out_of_range):contains(/^15$/)");
    await animationFrame();
    expect(selected[0].toISODate()).toBe("2026-12-06");
});

test("next and previous go by Jalali months, over the year's end too", async () => {
    await openPicker();
    const seen = [];
    for (let count = 0; count < 4; count++) {
        await click(".o_next");
        await animationFrame();
        seen.push(`${title()}: ${inMonth().length}`);
    }
    expect(seen).toEqual([
        "دی 1405: 30",
        "بهمن 1405: 30",
        "اسفند 1405: 29",
        "فروردین 1406: 31",
    ]);
    for (let count = 0; count < 5; count++) {
        await click(".o_previous");
        await animationFrame();
    }
    expect(title()).toBe("آبان 1405");
});

test("months, years and decades are zoomed out to and in from", async () => {
    const selected = await openPicker();
    await click(".o_zoom_out");
    await animationFrame();
    expect(title()).toBe("1405");
    expect(cells().slice(0, 3)).toEqual(["فروردین", "اردیبهشت", "خرداد"]);
    expect(cells().length).toBe(12);
    expect(".o_selected").toHaveText("آذر");
    await click(".o_next");
    await animationFrame();
    expect(title()).toBe("1406");

    await click(".o_zoom_out");
    await animationFrame();
    expect(title()).toBe("1399 - 1410");
    expect(cells()[0]).toBe("1399");
    expect(".o_selected").toHaveText("1405");
    await click(".o_previous");
    await animationFrame();
    expect(title()).toBe("1389 - 1400");

    await click(".o_zoom_out");
    await animationFrame();
    expect(title()).toBe("1290 - 1400");
    expect(cells().at(-1)).toBe("1400");
    expect(".o_zoom_out").toHaveClass("disabled");

    await click(".o_date_item_cell:contains(1380)");
    await animationFrame();
    await click(".o_date_item_cell:contains(1383)");
    await animationFrame();
    await click(".o_date_item_cell:contains(اسفند)");
    await animationFrame();
    expect(title()).toBe("اسفند 1383");
    await click(".o_date_item_cell:not(.o_out_of_range):contains(/^30$/)");
    await animationFrame();
    expect(selected[0].toISODate()).toBe("2005-03-20");
});

test("limits hold in every level", async () => {
    await openPicker({
        maxDate: DateTime.local(2026, 12, 11),
        minDate: DateTime.local(2026, 11, 22),
    });
    expect(queryAll(".o_date_item_cell:not([disabled])").length).toBe(20);
    await click(".o_next");
    await animationFrame();
    expect(title()).toBe("آذر 1405");
    await click(".o_zoom_out");
    await animationFrame();
    expect(queryAllTexts(".o_date_item_cell:not([disabled])")).toEqual(["آذر"]);
});

test("a range is picked", async () => {
    const selected = await openPicker({
        range: true,
        value: [azar20(), DateTime.local(2026, 12, 15)],
        focusedDateIndex: 1,
    });
    expect(queryAllTexts(".o_selected")).toEqual(["20", "21", "22", "23", "24"]);
    await click(".o_date_item_cell:not(.o_out_of_range):contains(/^28$/)");
    await animationFrame();
    expect(selected[0].map((date) => date.toISODate())).toEqual([
        "2026-12-11",
        "2026-12-19",
    ]);
});

test("digits are the ones that the user chose", async () => {
    readPersian({ digits: "persian" });
    await openPicker({
        type: "datetime",
        value: azar20().set({ hour: 16, minute: 30 }),
    });
    expect(title()).toBe(persian("آذر 1405"));
    expect(".o_selected").toHaveText(persian("20"));
    expect(".o_time_picker_input").toHaveValue(persian("16:30"));
});

test("Gregorian days are in the digits that the user chose, too", async () => {
    readPersian({ calendar: "gregorian", digits: "persian" });
    await openPicker({ value: azar20() });
    expect(title()).toBe(persian("دسامبر 2026"));
    expect(inMonth()).toEqual(
        [...Array(31).keys()].map((day) => persian(String(day + 1))),
    );
    for (const years of ["2026", "2019 - 2030", "1990 - 2100"]) {
        await contains(".o_zoom_out").click();
        expect(title()).toBe(persian(years));
    }
    expect(cells()[1]).toBe(persian("2000"));
});

test("a field shows the Jalali day and the Gregorian one on hover", async () => {
    await mountForm(`<field name="day" readonly="1" options="{'numeric': true}"/>
        <field name="start" readonly="1"/>`);
    expect(".o_field_widget[name=day] span").toHaveText("1405/09/20");
    expect(".o_field_widget[name=day] span").toHaveAttribute(
        "data-tooltip",
        "11 دسامبر 2026",
    );
    // 20:45 in UTC is a quarter past midnight in Tehran.
    expect(".o_field_widget[name=start] span").toHaveText("21 آذر، 0:15");
});

test("a day picked in a form is stored as the Gregorian day", async () => {
    onRpc("web_save", ({ args }) => expect.step(args[1]));
    await mountForm(`<field name="day"/>`);
    await contains(".o_field_widget[name=day] button").click();
    await animationFrame();
    expect(".o_field_widget[name=day] input").toHaveValue("1405/09/20");
    await contains(".o_date_item_cell:not(.o_out_of_range):contains(/^15$/)").click();
    await contains(".o_form_button_save").click();
    expect.verifySteps([{ day: "2026-12-06" }]);
});

test("what is typed in a form is stored, and the impossible is not", async () => {
    onRpc("web_save", ({ args }) => expect.step(args[1]));
    await mountForm(`<field name="day"/>`);
    await contains(".o_field_widget[name=day] button").click();
    await animationFrame();
    await edit("۱۴۰۴/۱۲/۳۰");
    await press("Enter");
    await animationFrame();
    expect(".o_field_widget[name=day] button").toHaveText("20 آذر");
    await contains(".o_field_widget[name=day] button").click();
    await animationFrame();
    await edit("شنبه بعد");
    await press("Enter");
    await animationFrame();
    expect(".o_field_widget[name=day] button").toHaveText("14 آذر");
    await contains(".o_form_button_save").click();
    expect.verifySteps([{ day: "2026-12-05" }]);
});

test("a range field keeps both of its moments", async () => {
    onRpc("web_save", ({ args }) => expect.step(args[1]));
    await mountForm(
        `<field name="start" widget="daterange" options="{'end_date_field': 'end'}"/>`,
    );
    await contains(".o_field_daterange button:eq(1)").click();
    await animationFrame();
    await contains(".o_date_item_cell:not(.o_out_of_range):contains(/^28$/)").click();
    await contains(".o_form_view").click();
    await animationFrame();
    await contains(".o_form_button_save").click();
    expect.verifySteps([{ end: "2026-12-19 08:00:00" }]);
});

test("every day of a year comes back from the picker as it went in", async () => {
    const selected = await openPicker({ value: DateTime.local(2026, 3, 21) });
    const wrong = [];
    let count = 0;
    for (let month = 1; month <= 12; month++) {
        for (const cell of queryAll(".o_date_item_cell:not(.o_out_of_range)")) {
            cell.click(); // Without a mouse over 365 cells it takes a second.
            const there = toJalali(selected.at(-1));
            if (there.month !== month || `${there.day}` !== cell.textContent.trim()) {
                wrong.push(selected.at(-1).toISODate());
            }
            count += 1;
        }
        await click(".o_next");
        await animationFrame();
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(365);
});
