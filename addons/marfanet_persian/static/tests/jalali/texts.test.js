import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { mockDate, mockTimeZone } from "@odoo/hoot-mock";
import {
    deserializeDateTime,
    formatDate,
    formatDateTime,
    formatDuration,
    parseDateTime,
    serializeDate,
    serializeDateTime,
    toLocaleDateString,
    toLocaleDateTimeString,
} from "@web/core/l10n/dates";
import {
    defineParams,
    makeMockEnv,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { fromJalali } from "@marfanet_persian/jalali/calendar";
import { gregorianText } from "@marfanet_persian/jalali/text";
import { persian, readPersian } from "../persian_helpers";
import { DAYS_OF_YEARS } from "./year_lengths";

const { DateTime, Settings } = luxon;

describe.current.tags("headless");
defineParams({
    lang: "fa_IR",
    lang_parameters: {
        date_format: "%Y/%m/%d",
        time_format: "%H:%M:%S",
        week_start: 6,
    },
});

beforeEach(async () => {
    await makeMockEnv();
    mockTimeZone("Asia/Tehran");
    mockDate("2026-11-28 10:30:00", "Asia/Tehran");
});

const azar20 = () => DateTime.local(2026, 12, 11, 16, 5);
const last = () => DateTime.local(2025, 12, 11, 16, 5);

test("dates are formatted in the Jalali calendar", () => {
    readPersian();
    expect(formatDate(azar20())).toBe("1405/09/20");
    expect(formatDateTime(azar20())).toBe("1405/09/20 16:05:00");
    expect(formatDate(azar20(), { format: "d MMM yy" })).toBe("20 آذر 05");
    expect(formatDate(azar20(), { format: "DDD" })).toBe("20 آذر 1405");
    expect(formatDate(azar20(), { format: "o q" })).toBe("266 3");
    expect(formatDate(false)).toBe("");
    expect(formatDateTime(azar20(), { tz: "Asia/Tokyo" })).toBe("1405/09/20 21:35:00");
    expect(formatDateTime(azar20(), { tz: "Asia/Tokyo", format: "d" })).toBe("20");
});

test("a moment near midnight is on the day of its zone", () => {
    readPersian();
    const moment = deserializeDateTime("2026-12-11 20:45:00");
    expect(formatDateTime(moment)).toBe("1405/09/21 00:15:00");
    expect(formatDateTime(moment, { tz: "utc" })).toBe("1405/09/20 20:45:00");
});

test("digits are the ones that the user chose", () => {
    readPersian({ digits: "persian" });
    expect(formatDateTime(azar20())).toBe(persian("1405/09/20 16:05:00"));
    expect(azar20().toLocaleString(DateTime.DATE_MED)).toBe(persian("20 آذر 1405"));
    expect(serializeDateTime(azar20())).toBe("2026-12-11 12:35:00");
    expect(serializeDate(azar20())).toBe("2026-12-11");
});

test("long dates leave out this Jalali year", () => {
    readPersian();
    expect(toLocaleDateString(azar20())).toBe("20 آذر");
    expect(toLocaleDateString(last())).toBe("20 آذر 1404");
    expect(toLocaleDateTimeString(azar20())).toBe("20 آذر، 16:05");
    expect(toLocaleDateTimeString(azar20(), { showDate: false })).toBe("16:05");
    expect(toLocaleDateTimeString(last(), { showTime: false })).toBe("20 آذر 1404");
    // The Gregorian year has changed, the Jalali one has not.
    expect(toLocaleDateString(DateTime.local(2027, 2, 1))).toBe("12 بهمن");
});

test("luxon's texts for people are Jalali: chatter, activities, calendar", () => {
    readPersian();
    const moment = azar20();
    expect(moment.toLocaleString()).toBe("1405/9/20");
    expect(moment.toLocaleString(DateTime.DATE_FULL)).toBe("20 آذر 1405");
    expect(moment.toLocaleString(DateTime.DATE_HUGE)).toBe("جمعه 20 آذر 1405");
    expect(moment.toLocaleString(DateTime.DATETIME_MED)).toBe("20 آذر 1405، 16:05");
    expect(moment.toLocaleString(DateTime.TIME_SIMPLE)).toBe("16:05");
    expect(moment.toLocaleString({ month: "long", year: "numeric" })).toBe("آذر 1405");
    expect(moment.toLocaleString({ dateStyle: "short" })).toBe("1405/9/20");
    expect(moment.toFormat("ccc, MMM d, yyyy")).toBe("جمعه, آذر 20, 1405");
    expect(moment.toFormat("MMMM yyyy")).toBe("آذر 1405");
    expect(moment.toFormat("DDD")).toBe("20 آذر 1405");
});

test("numeric formats of luxon, which may be for the server, stay Gregorian", () => {
    readPersian();
    expect(azar20().toFormat("yyyy-MM-dd")).toBe("2026-12-11");
    expect(azar20().toISODate()).toBe("2026-12-11");
    expect(azar20().year).toBe(2026);
    expect(azar20().startOf("month").day).toBe(1);
});

test("who reads Persian and keeps the Gregorian calendar sees no mixture of both", () => {
    readPersian({ calendar: "gregorian" });
    expect(formatDate(azar20())).toBe("2026/12/11");
    expect(azar20().toFormat("MMMM yyyy")).toBe("دسامبر 2026");
    expect(azar20().monthLong).toBe("دسامبر");
    expect(azar20().toLocaleString(DateTime.DATE_MED)).toMatch(/11 دسامبر 2026/);
});

test("a Latin reader may have Jalali dates", () => {
    readPersian();
    patchWithCleanup(Settings, { defaultLocale: "en-US" });
    expect(azar20().toLocaleString(DateTime.DATE_MED)).toBe("20 Azar 1405");
    expect(formatDate(azar20())).toBe("1405/09/20");
});

test("days from now are told by Jalali months and years", () => {
    readPersian();
    const told = (month, day) => DateTime.local(2026, month, day).toRelativeCalendar();
    expect(told(11, 28)).toBe("امروز");
    expect(told(11, 29)).toBe("فردا");
    // Another Gregorian month, the same Jalali one.
    expect(told(12, 3)).toBe("5 روز دیگر");
    expect(told(11, 23)).toBe("5 روز پیش");
    expect(told(11, 21)).toBe("ماه گذشته");
    expect(told(12, 22)).toBe("ماه آینده");
    expect(DateTime.local(2027, 2, 1).toRelativeCalendar()).toBe("2 ماه بعد");
    expect(DateTime.local(2027, 3, 21).toRelativeCalendar()).toBe("سال آینده");
    expect(last().toRelativeCalendar()).toBe("سال گذشته");
    expect(azar20().toRelativeCalendar({ unit: "days" })).toBe("13 روز دیگر");
    readPersian({ calendar: "gregorian" });
    expect(told(12, 3)).toBe("ماه آینده");
});

test("how long ago something was is in the digits that the user chose", () => {
    readPersian({ digits: "persian" });
    const ago = DateTime.now().minus({ minutes: 3 });
    expect(ago.toRelative()).toBe("۳ دقیقه پیش");
    expect(formatDuration(7320, true)).toBe("۲ ساعت،\u200f ۲ دقیقه");
    readPersian({ digits: "latin" });
    expect(DateTime.now().minus({ minutes: 3 }).toRelative()).toBe("3 دقیقه پیش");
});

test("for others nothing changes", () => {
    patchWithCleanup(Settings, {
        defaultLocale: "en-US",
        defaultNumberingSystem: "latn",
    });
    expect(formatDate(azar20())).toBe("2026/12/11");
    expect(azar20().toFormat("MMMM yyyy")).toBe("December 2026");
    expect(azar20().toLocaleString(DateTime.DATE_MED)).toBe("Dec 11, 2026");
    expect(azar20().monthLong).toBe("December");
    expect(DateTime.local(2026, 12, 3).toRelativeCalendar()).toBe("next month");
    expect(DateTime.now().minus({ minutes: 3 }).toRelative()).toBe("3 minutes ago");
    expect(formatDuration(7320, true)).toBe("2 hours, 2 minutes");
});

test("the Gregorian day is named for the hover", () => {
    readPersian();
    expect(gregorianText(azar20())).toBe("11 دسامبر 2026");
});

test("the browser's own Persian calendar says the same", () => {
    readPersian();
    const wrong = [];
    DAYS_OF_YEARS.forEach((days, index) => {
        for (const [month, day] of [
            [1, 1],
            [12, days - 336],
        ]) {
            const moment = fromJalali(1300 + index, month, day);
            const theirs = moment.reconfigure({
                locale: "en",
                outputCalendar: "persian",
                numberingSystem: "latn",
            });
            if (theirs.toFormat("yyyy/MM/dd") !== formatDate(moment)) {
                wrong.push(formatDate(moment));
            }
        }
    });
    expect(wrong).toEqual([]);
});

const FORMATS = [
    "yyyy/MM/dd HH:mm:ss",
    "dd/MM/yy H:m:s",
    "dd MMMM yyyy HH:mm:ss",
    "ccc d MMM yyyy، hh:mm:ss a",
];

test("a year of moments survives being shown and typed back", () => {
    readPersian({ digits: "persian" });
    // A fixed seed: the same moments in every run.
    let seed = 1405;
    const random = (below) => {
        seed = (seed * 48271) % 2147483647;
        return seed % below;
    };
    const start = DateTime.local(2026, 3, 21).toSeconds();
    const wrong = [];
    for (let count = 0; count < 2000; count++) {
        const moment = DateTime.fromSeconds(start + random(366 * 24 * 3600));
        for (const format of FORMATS) {
            const shown = formatDateTime(moment, { format });
            const back = parseDateTime(shown, { format });
            const kept = serializeDateTime(back) === serializeDateTime(moment);
            if (!kept || +deserializeDateTime(serializeDateTime(back)) !== +back) {
                wrong.push([moment.toISO(), shown]);
            }
        }
    }
    expect(wrong).toEqual([]);
});
