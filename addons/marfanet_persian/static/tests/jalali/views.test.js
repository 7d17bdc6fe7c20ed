/** Dates in Odoo's own views, for a Persian reader and for everyone else. */
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAll, queryAllAttributes, queryAllTexts } from "@odoo/hoot-dom";
import { mockDate, mockTimeZone } from "@odoo/hoot-mock";
import {
    defineModels,
    defineParams,
    fields,
    models,
    mountView,
    webModels,
} from "@web/../tests/web_test_helpers";
import {
    formatDate,
    formatDateTime,
    toLocaleDateString,
    toLocaleDateTimeString,
} from "@web/core/l10n/dates";
import { resetDateFieldWidths } from "@web/views/list/column_width_hook";
import { persian, readPersian } from "../persian_helpers";

const { DateTime } = luxon;

describe.current.tags("desktop");

class Call extends models.Model {
    _name = "call";

    name = fields.Char();
    day = fields.Date();
    at = fields.Datetime();

    _records = [{ id: 1, name: "تماس", day: "2026-12-11", at: "2026-12-11 20:45:00" }];
}
defineModels([Call, webModels.ResCompany, webModels.ResPartner, webModels.ResUsers]);

const ARCHS = {
    list: `<list><field name="name"/><field name="day"/><field name="at"/></list>`,
    kanban: `<kanban><t t-name="card">
        <field name="day"/><field name="at"/>
        <p t-out="record.at.value"/>
        <field name="day" widget="remaining_days"/>
    </t></kanban>`,
    form: `<form edit="0"><field name="day"/><field name="at"/></form>`,
    pivot: `<pivot sample="1"><field name="day" interval="quarter" type="row"/></pivot>`,
};

const mount = (type, props = {}) =>
    mountView({ type, resModel: "call", arch: ARCHS[type], ...props });
const cells = (name) => queryAllTexts(`.o_data_row td[name=${name}]`);

beforeEach(() => {
    mockTimeZone("Asia/Tehran");
    mockDate("2026-12-08 10:30:00", "Asia/Tehran");
    resetDateFieldWidths();
});

describe("a Persian reader", () => {
    defineParams({
        lang: "fa_IR",
        lang_parameters: {
            date_format: "%Y/%m/%d",
            time_format: "%H:%M:%S",
            direction: "rtl",
            week_start: 6,
        },
    });
    beforeEach(() => readPersian({ digits: "persian" }));

    test("has Jalali dates in a list, whole in their columns", async () => {
        await mount("list");
        expect(cells("day")).toEqual([persian("20 آذر")]);
        // Past midnight in Tehran.
        expect(cells("at")).toEqual([persian("21 آذر، 0:15")]);
        for (const cell of queryAll(".o_data_row td[name=day], .o_data_row td[name=at]")) {
            expect(cell.scrollWidth).toBeLessThan(cell.clientWidth + 1);
        }
    });

    test("has the Gregorian day on hover", async () => {
        await mount("form", { resId: 1 });
        expect(queryAllTexts(".o_field_widget span")).toEqual(
            ["20 آذر", "21 آذر، 0:15"].map(persian),
        );
        expect(queryAllAttributes(".o_field_widget span", "data-tooltip")).toEqual(
            ["11 دسامبر 2026", "12 دسامبر 2026"].map(persian),
        );
    });

    test("has Jalali dates on a card", async () => {
        await mount("kanban");
        expect(queryAllTexts(".o_kanban_record:first > *")).toEqual(
            ["20 آذر", "21 آذر، 0:15", "21 آذر، 0:15", "3 روز دیگر"].map(persian),
        );
    });

    test("has Jalali seasons in the example of an empty pivot", async () => {
        Call._records = [];
        await mount("pivot");
        const rows = queryAllTexts("tbody .o_pivot_header_cell_closed");
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) {
            expect(row).toMatch(/^(?:بهار|تابستان|پاییز|زمستان) ۱۴۰[۵۶]$|^Total$/);
        }
    });
});

describe("everyone else", () => {
    test("has the dates of Odoo", async () => {
        await mount("list");
        expect(cells("day")).toEqual(["Dec 11"]);
        expect(cells("at")).toEqual(["Dec 12, 12:15 AM"]);
        await mount("kanban");
        expect(queryAllTexts(".o_kanban_record:first > *")).toEqual([
            "Dec 11",
            "Dec 12, 12:15 AM",
            "Dec 12, 12:15 AM",
            "In 3 days",
        ]);
    });

    test("has the dates of Odoo on hover", async () => {
        await mount("form", { resId: 1 });
        expect(queryAllAttributes(".o_field_widget span", "data-tooltip")).toEqual([
            "12/11/2026",
            "12/12/2026 00:15:00",
        ]);
    });

    test("has the seasons of Odoo", async () => {
        Call._records = [];
        await mount("pivot");
        for (const row of queryAllTexts("tbody .o_pivot_header_cell_closed")) {
            expect(row).toMatch(/^Q[1-4] \d{4}$|^Total$/);
        }
    });

    test("has columns as wide as Odoo's: their texts are Odoo's, letter by letter", () => {
        for (const month of [...Array(12).keys()]) {
            const moment = DateTime.local(2017, month + 1, 25, 22, 0, 0);
            for (const write of [
                formatDate,
                formatDateTime,
                toLocaleDateString,
                toLocaleDateTimeString,
            ]) {
                expect(write(moment)).toBe(write.original(moment));
            }
        }
    });
});
