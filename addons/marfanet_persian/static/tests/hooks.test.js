/**
 * What this addon hooks is still there, and is asked: fails when Odoo changes it.
 */
import { describe, expect, test } from "@odoo/hoot";
import { App } from "@odoo/owl";
import * as currency from "@web/core/currency";
import { DateTimePicker } from "@web/core/datetime/datetime_picker";
import * as dates from "@web/core/l10n/dates";
import { localizationService } from "@web/core/l10n/localization_service";
import * as translation from "@web/core/l10n/translation";
import { Pager } from "@web/core/pager/pager";
import { registry } from "@web/core/registry";
import { getTemplate } from "@web/core/templates";
import * as operators from "@web/core/tree_editor/virtual_operators";
import * as numbers from "@web/core/utils/numbers";
import { SampleServer } from "@web/model/sample_server";
import { SearchModel } from "@web/search/search_model";
import * as periods from "@web/search/utils/dates";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";
import * as formatters from "@web/views/fields/formatters";
import * as parsers from "@web/views/fields/parsers";
import { PhoneField } from "@web/views/fields/phone/phone_field";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarController } from "@web/views/calendar/calendar_controller";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import * as calendarUtils from "@web/views/calendar/utils";
import { CalendarYearRenderer } from "@web/views/calendar/calendar_year/calendar_year_renderer";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { makeMockEnv, preloadBundle } from "@web/../tests/web_test_helpers";

const { DateTime, Info } = luxon;

describe.current.tags("headless");
preloadBundle("web.fullcalendar_lib");

const HOOKED = [
    [
        "@web/core/l10n/dates",
        dates,
        [
            "formatDate",
            "formatDateTime",
            "parseDate",
            "parseDateTime",
            "toLocaleDateString",
            "toLocaleDateTimeString",
        ],
    ],
    ["@web/core/currency", currency, ["formatCurrency"]],
    [
        "@web/core/utils/numbers",
        numbers,
        ["formatFloat", "humanNumber", "insertThousandsSep"],
    ],
    [
        "@web/views/fields/parsers",
        parsers,
        [
            "parseFloat",
            "parseFloatTime",
            "parseInteger",
            "parseMonetary",
            "parsePercentage",
        ],
    ],
    [
        "@web/views/fields/formatters",
        formatters,
        ["formatFloatTime", "formatPercentage"],
    ],
    [
        "@web/core/tree_editor/virtual_operators",
        operators,
        ["eliminateVirtualOperators", "introduceVirtualOperators"],
    ],
    ["@web/search/utils/dates", periods, ["constructDateDomain", "getPeriodOptions"]],
    ["@web/views/calendar/utils", calendarUtils, ["getFormattedDateSpan"]],
    [
        "luxon.DateTime",
        DateTime.prototype,
        ["toFormat", "toLocaleString", "toRelativeCalendar"],
    ],
    ["@web/core/l10n/translation", translation, ["appTranslateFn"]],
    ["luxon.Info", Info, ["months"]],
];

for (const [name, owner, functions] of HOOKED) {
    test(`${name} asks this addon`, () => {
        for (const exported of functions) {
            expect(owner[exported].original).toBeInstanceOf(Function, {
                message: `${exported} is a function of Odoo's, replaced by ours`,
            });
        }
    });
}

test("the server is never told by a replaced function", () => {
    for (const exported of ["serializeDate", "serializeDateTime", "deserializeDate"]) {
        expect(dates[exported]).toBeInstanceOf(Function);
        expect(dates[exported].original).toBe(undefined);
    }
});

test("parsers are registered under the names that are replaced", async () => {
    await makeMockEnv();
    const registered = registry.category("parsers");
    for (const type of ["float", "integer", "monetary", "percentage", "float_time"]) {
        expect(registered.get(type)("۱۲")).toBe(type === "percentage" ? 0.12 : 12);
    }
});

test("what is patched is there", () => {
    const quarter = { type: "date", interval: "quarter" };
    expect(SampleServer.prototype._formatValue("2026-12-11", quarter)).toEqual([
        "2026-10-01",
        "Q4 2026",
    ]);
    for (const name of ["formatValue", "getTooltipItems"]) {
        expect(GraphRenderer.prototype[name]).toBeInstanceOf(Function);
    }
    expect(SearchModel.prototype._getFieldDomain).toBeInstanceOf(Function);
    expect(localizationService.start).toBeInstanceOf(Function);
    expect(PhoneField.prototype.setup).toBeInstanceOf(Function);
    expect(DateTimeField.prototype.getFormattedValue).toBeInstanceOf(Function);
    for (const name of ["adjustFocus", "clamp", "next", "previous"]) {
        expect(DateTimePicker.prototype[name]).toBeInstanceOf(Function);
    }
    const { get } = Object.getOwnPropertyDescriptor(
        DateTimePicker.prototype,
        "activePrecisionLevel",
    );
    expect(get).toBeInstanceOf(Function);
    expect(DateTimePicker.props.maxPrecision.type.map(({ value }) => value)).toEqual([
        "days",
        "months",
        "years",
        "decades",
    ]);
});

test("templates that say more of a date have the places for it", () => {
    const days = getTemplate("web.DateTimePicker.Days");
    expect(days.querySelectorAll(".o_date_item_cell[t-att-title]").length).toBe(1);
    const field = getTemplate("web.DateTimeField");
    expect(field.querySelectorAll("[t-att-data-tooltip*='true']").length).toBe(4);
});

test("OWL compiles templates into functions that are given what writes texts", () => {
    const { prototype } = Object.getPrototypeOf(App);
    expect(prototype._compileTemplate).toBeInstanceOf(Function);
    const compile = (template) =>
        String(prototype._compileTemplate.call({}, "test", template));
    const block = compile(`<b t-att-title="a"><t t-esc="b"/></b>`);
    expect(block).toInclude("bdom, helpers");
    expect(block).toInclude("createBlock(`<b block-attribute-0=");
    expect(block).toInclude("<block-text-1/>");
    expect(compile(`<t t-esc="a"/>`)).toInclude("return text(");
    expect(compile(`<t t-out="a"/>`)).toInclude("return safeOutput(");
});

test("the pager's records are one text", () => {
    const { get } = Object.getOwnPropertyDescriptor(Pager.prototype, "value");
    expect(get.call({ minimum: 1, maximum: 80, props: { limit: 80 } })).toBe("1-80");
    expect(Pager.prototype.parse).toBeInstanceOf(Function);
});

test("the calendar view's parts have the members that are patched", () => {
    expect(CalendarModel.prototype.computeRange).toBeInstanceOf(Function);
    expect(CalendarController.prototype.setDate).toBeInstanceOf(Function);
    for (const [component, getters] of [
        [CalendarCommonRenderer, ["options"]],
        [CalendarYearRenderer, ["options"]],
        [
            CalendarController,
            [
                "currentDate",
                "currentMonth",
                "currentWeek",
                "currentYear",
                "dayHeader",
                "today",
                "weekHeader",
            ],
        ],
    ]) {
        for (const name of getters) {
            const chain = [
                component.prototype,
                Object.getPrototypeOf(component.prototype),
            ];
            const found = chain.map((part) =>
                Object.getOwnPropertyDescriptor(part, name),
            );
            expect(found.find(Boolean)?.get).toBeInstanceOf(Function, {
                message: name,
            });
        }
    }
    for (const name of ["getDateWithMonth", "getOptionsForMonth"]) {
        expect(CalendarYearRenderer.prototype[name]).toBeInstanceOf(Function);
    }
    expect(CalendarCommonRenderer.prototype.headerTemplateProps).toBeInstanceOf(
        Function,
    );
});

test("FullCalendar lets a plugin say which days a view shows", () => {
    const { FullCalendar } = window;
    const { TableDateProfileGenerator } = FullCalendar.DayGrid.Internal;
    expect(TableDateProfileGenerator.prototype.buildCurrentRangeInfo).toBeInstanceOf(
        Function,
    );
    expect(FullCalendar.createPlugin).toBeInstanceOf(Function);
});
