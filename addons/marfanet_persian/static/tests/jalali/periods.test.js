import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { mockDate, mockTimeZone } from "@odoo/hoot-mock";
import {
    defineModels,
    defineParams,
    fields,
    getFacetTexts,
    makeMockEnv,
    models,
    mountWithSearch,
    toggleMenuItem,
    toggleMenuItemOption,
    toggleSearchBarMenu,
} from "@web/../tests/web_test_helpers";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { constructDateDomain, getPeriodOptions } from "@web/search/utils/dates";
import { readPersian } from "../persian_helpers";

const { DateTime } = luxon;

describe.current.tags("desktop");
defineParams({ lang: "fa_IR", lang_parameters: { week_start: 6 } });

class Call extends models.Model {
    _name = "call";

    at = fields.Datetime({ string: "زمان" });
    day = fields.Date({ string: "روز" });
}
defineModels([Call]);

beforeEach(() => {
    mockTimeZone("Asia/Tehran");
    mockDate("2026-11-28 10:30:00", "Asia/Tehran");
    readPersian();
});

const params = {
    startYear: -2,
    endYear: 0,
    startMonth: -2,
    endMonth: 0,
    customOptions: [],
};
const item = (fieldType) => ({
    fieldName: "at",
    fieldType,
    optionsParams: params,
    domain: "[]",
});
const domainOf = (ids, type = "date") => {
    const { domain, description } = constructDateDomain(
        DateTime.local(),
        item(type),
        ids,
    );
    return [description, domain.toString().replaceAll(/\s+/g, "").replaceAll('"', "")];
};

test("options are Jalali months, seasons and years under Odoo's names", () => {
    const options = getPeriodOptions(DateTime.local(), params);
    expect(options.map(({ id, description }) => `${id} ${description}`)).toEqual([
        "month آذر",
        "month-1 آبان",
        "month-2 مهر",
        "fourth_quarter زمستان",
        "third_quarter پاییز",
        "second_quarter تابستان",
        "first_quarter بهار",
        "year 1405",
        "year-1 1404",
        "year-2 1403",
    ]);
});

test("a month before this year brings its own year", () => {
    mockDate("2026-03-25 10:30:00", "Asia/Tehran"); // 5 Farvardin 1405
    const [month, before] = getPeriodOptions(DateTime.local(), params);
    expect([month.description, month.defaultYearId]).toEqual(["فروردین", "year"]);
    expect([before.description, before.defaultYearId]).toEqual(["اسفند", "year-1"]);
});

test("domains have Jalali bounds", () => {
    expect(domainOf(["month", "year"])).toEqual([
        "آذر 1405",
        "[&,(at,>=,2026-11-22),(at,<=,2026-12-21)]",
    ]);
    expect(domainOf(["third_quarter", "year-1"])).toEqual([
        "پاییز 1404",
        "[&,(at,>=,2025-09-23),(at,<=,2025-12-21)]",
    ]);
    // 1403 was leap.
    expect(domainOf(["year-2"])).toEqual([
        "1403",
        "[&,(at,>=,2024-03-20),(at,<=,2025-03-20)]",
    ]);
    expect(domainOf(["month-1", "month", "year-1", "year"])[0]).toBe(
        "آبان 1404/آذر 1404/آبان 1405/آذر 1405",
    );
});

test("moments are bounded at the midnights of the user's zone", () => {
    expect(domainOf(["month", "year"], "datetime")[1]).toBe(
        "[&,(at,>=,2026-11-2120:30:00),(at,<=,2026-12-2120:29:59)]",
    );
});

test("others get Odoo's own", async () => {
    await makeMockEnv();
    readPersian({ calendar: "gregorian" });
    expect(domainOf(["month", "year"])[1]).toBe(
        "[&,(at,>=,2026-11-01),(at,<=,2026-11-30)]",
    );
});

test("the filter menu offers them and the facet names them", async () => {
    await mountWithSearch(SearchBar, {
        resModel: "call",
        searchMenuTypes: ["filter"],
        searchViewId: false,
        searchViewArch: `<search><filter name="day" string="روز" date="day"/></search>`,
    });
    await toggleSearchBarMenu();
    await toggleMenuItem("روز");
    expect(queryAllTexts(".o_accordion_values .o_item_option").slice(0, 4)).toEqual([
        "آذر",
        "آبان",
        "مهر",
        "زمستان",
    ]);
    await toggleMenuItemOption("روز", "آذر");
    expect(getFacetTexts()).toEqual(["روز: آذر 1405"]);
});
