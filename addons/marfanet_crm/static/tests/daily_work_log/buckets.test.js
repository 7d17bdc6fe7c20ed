import { describe, expect, test } from "@odoo/hoot";
import { mockDate, mockTimeZone } from "@odoo/hoot-mock";
import { bucketOf, compareCards } from "@marfanet_crm/daily_work_log/buckets";

const { DateTime } = luxon;

/** @param {string} due in Tehran */
function bucket(due, now, timeSaid = true) {
    mockTimeZone("Asia/Tehran");
    mockDate("2026-11-21 08:30:00");
    const local = (text) => DateTime.fromSQL(text, { zone: "Asia/Tehran" });
    const stored = due && local(due).toUTC().toFormat("yyyy-MM-dd HH:mm:ss");
    return bucketOf({ due: stored, time_said: timeSaid }, local(now));
}

describe("buckets by the agent's clock", () => {
    const SATURDAY = "2026-11-21 12:00:00";

    test("a moment that has passed is overdue, one ahead today is today", () => {
        expect(bucket("2026-11-21 11:59:59", SATURDAY)).toBe("overdue");
        expect(bucket("2026-11-21 12:00:00", SATURDAY)).toBe("today");
        expect(bucket("2026-11-21 23:59:59", SATURDAY)).toBe("today");
    });

    test("a day without a time is overdue only when it is over", () => {
        expect(bucket("2026-11-21 09:00:00", SATURDAY, false)).toBe("today");
        expect(bucket("2026-11-20 09:00:00", SATURDAY, false)).toBe("overdue");
    });

    test("the week ends with Friday", () => {
        expect(bucket("2026-11-22 00:00:00", SATURDAY)).toBe("tomorrow");
        expect(bucket("2026-11-23 00:00:00", SATURDAY)).toBe("week");
        expect(bucket("2026-11-27 23:59:59", SATURDAY)).toBe("week");
        expect(bucket("2026-11-28 00:00:00", SATURDAY)).toBe("later");
    });

    test("on Friday the new week begins tomorrow", () => {
        expect(bucket("2026-11-28 09:00:00", "2026-11-27 12:00:00")).toBe("tomorrow");
        expect(bucket("2026-11-29 09:00:00", "2026-11-27 12:00:00")).toBe("later");
    });

    test("what has no date comes later, and last", () => {
        expect(bucket(false, SATURDAY)).toBe("later");
        const cards = [
            { id: 1, due: false },
            { id: 3, due: "2026-11-30 09:00:00" },
            { id: 2, due: "2026-11-30 09:00:00" },
        ];
        expect(cards.sort(compareCards).map(({ id }) => id)).toEqual([2, 3, 1]);
    });
});
