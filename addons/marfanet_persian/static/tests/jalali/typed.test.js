import { describe, expect, test } from "@odoo/hoot";
import { mockDate, mockTimeZone } from "@odoo/hoot-mock";
import { readTyped } from "@marfanet_persian/jalali/typed/typed";
import { parseDate, parseDateTime } from "@web/core/l10n/dates";
import { defineParams, makeMockEnv } from "@web/../tests/web_test_helpers";
import { readPersian } from "../persian_helpers";
import { CASES } from "./typed_dates";

const { DateTime } = luxon;

describe.current.tags("headless");

const iso = (moment) => moment && moment.toFormat("yyyy-MM-dd'T'HH:mm");

async function startPersian(preferences) {
    defineParams({
        lang: "fa_IR",
        lang_parameters: {
            date_format: "%Y/%m/%d",
            time_format: "%H:%M:%S",
            week_start: 6,
        },
    });
    await makeMockEnv();
    readPersian(preferences);
    mockTimeZone("Asia/Tehran");
    mockDate("2026-11-28 10:30:00", "Asia/Tehran");
}

test("what is typed means what it means to the Python reader", () => {
    const wrong = [];
    for (const { now, text, due, time_said: timeSaid } of CASES) {
        const zoned = DateTime.fromISO(now, { zone: "Asia/Tehran", locale: "en" });
        const typed = readTyped(text, zoned);
        const length = timeSaid ? 16 : 10;
        const at = iso(typed?.at)?.slice(0, length) ?? null;
        if (
            !typed ||
            at !== (due && due.slice(0, length)) ||
            typed.timeSaid !== timeSaid
        ) {
            wrong.push([text, now, due, at]);
        }
    }
    expect(wrong).toEqual([]);
    expect(CASES.length > 600).toBe(true);
});

test("a field reads what is typed into it", async () => {
    await startPersian();
    const day = (text) => parseDate(text).toISODate();
    expect(day("۱۴۰۵/۹/۲۰")).toBe("2026-12-11");
    expect(day("1405-9-20")).toBe("2026-12-11");
    expect(day("20/9/1405")).toBe("2026-12-11");
    expect(day("٢٠/٩/١٤٠٥")).toBe("2026-12-11");
    expect(day("فردا")).toBe("2026-11-29");
    expect(day("شنبه بعد")).toBe("2026-12-05");
    expect(day("۲۰ آذر")).toBe("2026-12-11");
    expect(day("دیروز")).toBe("2026-11-27");
    expect(day("2026-12-11")).toBe("2026-12-11");
    expect(day("+7d")).toBe("2026-12-05");
    expect(day("+۷d")).toBe("2026-12-05");
    expect(day("today")).toBe("2026-11-28");
});

test("months of a step are Jalali months", async () => {
    await startPersian();
    expect(parseDate("+1m").toISODate()).toBe("2026-12-28"); // 7 Dey
    expect(parseDate("-1y").toISODate()).toBe("2025-11-28"); // 7 Azar 1404
    expect(iso(parseDateTime("today +1m"))).toBe("2026-12-28T00:00");
    expect(iso(parseDateTime("+1m -7d +2H"))).toBe("2026-12-21T16:00"); // 30 Azar
});

test("parts of a date that are set are Jalali parts", async () => {
    await startPersian();
    expect(iso(parseDateTime("=1d"))).toBe("2026-11-22T00:00"); // 1 Azar
    expect(parseDate("=۱d").toISODate()).toBe("2026-11-22");
    expect(parseDate("=20").toISODate()).toBe("2026-12-11"); // 20 Azar
    expect(parseDate("today =1m =1d").toISODate()).toBe("2026-03-21"); // Nowruz
    expect(parseDate("=1406y").toISODate()).toBe("2027-11-28"); // 7 Azar 1406
    expect(parseDate("=1d -1m").toISODate()).toBe("2026-10-23"); // 1 Aban
    for (const text of ["=31d", "=0d", "=13m", "=2026y", "=1y", "=1d =monday"]) {
        expect(() => parseDate(text)).toThrow(/./);
    }
    // What is of no calendar is read by Odoo.
    expect(parseDate("=monday").toISODate()).toBe("2026-11-30");
    expect(parseDate("=week_start").toISODate()).toBe("2026-11-28");
});

test("a date and a time are read together", async () => {
    await startPersian();
    expect(iso(parseDateTime("1405/09/20 16:30:00"))).toBe("2026-12-11T16:30");
    expect(iso(parseDateTime("۱۴۰۵/۰۹/۲۰ ۱۶:۳۰:۰۰"))).toBe("2026-12-11T16:30");
    expect(iso(parseDateTime("1405/9/20 04:30"))).toBe("2026-12-11T04:30");
    expect(iso(parseDateTime("۱۴۰۵/۰۹/۲۰"))).toBe("2026-12-11T00:00");
    expect(iso(parseDateTime("فردا ساعت ۴"))).toBe("2026-11-29T16:00");
    expect(iso(parseDateTime("فردا"))).toBe("2026-11-29T09:00");
    expect(iso(parseDateTime("1405/09/20 16:30", { tz: "utc" }))).toBe(
        "2026-12-11T16:30",
    );
});

test("what is no date is refused, not taken for Gregorian", async () => {
    await startPersian();
    const texts = [
        "1404/12/30",
        "۱۴۰۵/۱۳/۱",
        "31 آذر",
        "1405/07/31",
        "2026-02-30",
        "سلام",
        "1405",
    ];
    for (const text of texts) {
        expect(() => parseDate(text)).toThrow(/./);
        expect(() => parseDateTime(text)).toThrow(/./);
    }
});

test("Gregorian readers' fields read what they read before", async () => {
    defineParams({
        lang_parameters: { date_format: "%m/%d/%Y", time_format: "%H:%M:%S" },
    });
    await makeMockEnv();
    expect(parseDate("12/11/2026").toISODate()).toBe("2026-12-11");
    expect(parseDate("11.12").toISODate().slice(5)).toBe("11-12");
    expect(() => parseDate("فردا")).toThrow(/./);
});
