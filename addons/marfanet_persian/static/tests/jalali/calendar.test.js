import { describe, expect, test } from "@odoo/hoot";
import {
    addMonths,
    endOfMonth,
    endOfQuarter,
    endOfYear,
    fromJalali,
    isLeap,
    monthLength,
    monthName,
    startOfMonth,
    startOfQuarter,
    startOfYear,
    toJalali,
} from "@marfanet_persian/jalali/calendar";
import { DAYS_OF_YEARS } from "./year_lengths";

const { DateTime } = luxon;

describe.current.tags("headless");

const iso = (moment) =>
    moment.toISO({ includeOffset: false, suppressMilliseconds: true });
const tehran = (text) => DateTime.fromISO(text, { zone: "Asia/Tehran" });
const jalali = ({ year, month, day }) => `${year}/${month}/${day}`;

test("every day from 1300 to 1500 is jdatetime's, both ways", () => {
    const wrong = [];
    let at = DateTime.utc(1921, 3, 21);
    let count = 0;
    DAYS_OF_YEARS.forEach((days, index) => {
        const year = 1300 + index;
        let left = days;
        for (let month = 1; month <= 12; month++) {
            const length = month === 12 ? left : month <= 6 ? 31 : 30;
            left -= length;
            if (monthLength(year, month) !== length) {
                wrong.push(`${year}/${month}`);
            }
            for (let day = 1; day <= length; day++) {
                const there = jalali(toJalali(at));
                const back = fromJalali(year, month, day, "utc");
                if (there !== `${year}/${month}/${day}` || +back !== +at) {
                    wrong.push(`${year}/${month}/${day}`);
                }
                at = at.plus({ days: 1 });
                count += 1;
            }
            if (fromJalali(year, month, length + 1) !== null) {
                wrong.push(`${year}/${month}/${length + 1}`);
            }
        }
        if (isLeap(year) !== (days === 366)) {
            wrong.push(`${year}`);
        }
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(count).toBe(73414);
});

test("what is no day is refused", () => {
    expect(fromJalali(1404, 12, 30)).toBe(null);
    expect(fromJalali(1405, 7, 31)).toBe(null);
    expect(fromJalali(1405, 13, 1)).toBe(null);
    expect(fromJalali(1405, 0, 1)).toBe(null);
    expect(fromJalali(1405, 1, 0)).toBe(null);
    expect(fromJalali(0, 1, 1)).toBe(null);
    expect(fromJalali(1405, 1, NaN)).toBe(null);
    expect(fromJalali(1403, 12, 30)?.toISODate()).toBe("2025-03-20");
});

test("the day is the one on the clock of the zone", () => {
    const beforeMidnight = DateTime.fromISO("2026-12-11T20:29:59Z");
    const afterMidnight = DateTime.fromISO("2026-12-11T20:30:00Z");
    const inTehran = (moment) => jalali(toJalali(moment.setZone("Asia/Tehran")));
    expect(inTehran(beforeMidnight)).toBe("1405/9/20");
    expect(inTehran(afterMidnight)).toBe("1405/9/21");
    expect(jalali(toJalali(afterMidnight.setZone("utc")))).toBe("1405/9/20");
    expect(iso(fromJalali(1405, 9, 20, "Asia/Tehran").toUTC())).toBe(
        "2026-12-10T20:30:00",
    );
});

test("a day that summer time shortened begins when it began", () => {
    // Tehran's clocks went from 24:00 to 01:00 on 2 Farvardin 1401.
    const day = fromJalali(1401, 1, 2, "Asia/Tehran");
    expect(day.toISODate()).toBe("2022-03-22");
    expect(jalali(toJalali(day))).toBe("1401/1/2");
    expect(endOfMonth(day).toISODate()).toBe("2022-04-20");
});

test("months are added with the day cut to their length", () => {
    const moment = tehran("2026-08-22T16:45"); // 31 Mordad 1405
    expect(iso(addMonths(moment, 1))).toBe("2026-09-22T16:45:00"); // 31 Shahrivar
    expect(iso(addMonths(moment, 2))).toBe("2026-10-22T16:45:00"); // 30 Mehr
    expect(iso(addMonths(moment, -6))).toBe("2026-02-19T16:45:00"); // 30 Bahman 1404
    expect(iso(addMonths(moment, 7))).toBe("2027-03-20T16:45:00"); // 29 Esfand
    expect(jalali(toJalali(addMonths(moment, 1200)))).toBe("1505/5/31");
});

test("months, quarters and years begin and end", () => {
    const moment = tehran("2026-11-21T12:00"); // 30 Aban 1405
    expect(iso(startOfMonth(moment))).toBe("2026-10-23T00:00:00");
    expect(endOfMonth(moment).toISODate()).toBe("2026-11-21");
    expect(iso(startOfQuarter(moment))).toBe("2026-09-23T00:00:00");
    expect(endOfQuarter(moment).toISODate()).toBe("2026-12-21");
    expect(iso(startOfYear(moment))).toBe("2026-03-21T00:00:00");
    expect(endOfYear(moment).toISODate()).toBe("2027-03-20");
    expect(endOfYear(moment).hour).toBe(23);
});

test("months are named in the reader's script", () => {
    expect(monthName(9)).toBe("آذر");
    expect(monthName(9, "fa-IR")).toBe("آذر");
    expect(monthName(9, "en-US")).toBe("Azar");
});
