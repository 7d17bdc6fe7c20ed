import { toLatinDigits } from "../digits/digits";
import { fromJalali, MONTH_NAMES, monthName, toJalali } from "./calendar";
import { partsOf } from "./text";

const NUMBERS = {
    d: "day",
    H: "hour",
    h: "hour",
    L: "month",
    M: "month",
    m: "minute",
    s: "second",
    y: "year",
};
const MERIDIEM = "am|pm|ق\\.ظ\\.|ب\\.ظ\\.";
const AFTERNOON = /^(?:pm|ب)/i;
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Reads a text that was written in a format of the user's language, as a field shows its
 * own value: the inverse of `withJalaliDay`.
 *
 * @param {string} text
 * @param {string} format luxon's
 * @param {luxon.DateTime} now in the zone that is meant
 * @returns {luxon.DateTime | null | undefined} null when there is no such day or time,
 *      undefined when the text is written otherwise
 */
export function readFormatted(text, format, now) {
    const names = [];
    const pattern = partsOf(format)
        .map((part) => patternOf(part, names))
        .join("");
    const found = new RegExp(`^${pattern}$`, "i").exec(toLatinDigits(text).trim());
    const dated =
        names.includes("day") && names.some((name) => name.startsWith("month"));
    if (!found || !dated) {
        return undefined;
    }
    const here = toJalali(now);
    const said = { year: here.year, hour: 0, minute: 0, second: 0 };
    names.forEach((name, index) => (said[name] = found[index + 1]));
    for (const name of Object.values(NUMBERS)) {
        said[name] = Number(said[name]);
    }
    if (said.monthName) {
        said.month = monthNumber(said.monthName);
    }
    if (said.shortYear) {
        said.year = nearYear(Number(said.shortYear), here.year);
    }
    if (said.year >= 1900) {
        return undefined; // Gregorian
    }
    if (said.meridiem) {
        said.hour = (said.hour % 12) + (AFTERNOON.test(said.meridiem) ? 12 : 0);
    }
    const { hour, minute, second } = said;
    if (hour > 23 || minute > 59 || second > 59) {
        return null;
    }
    const day = fromJalali(said.year, said.month, said.day, now.zone);
    return day && day.set({ hour, minute, second });
}

function patternOf(part, names) {
    if (/^[ML]{3,4}$/.test(part)) {
        names.push("monthName");
        const all = MONTH_NAMES.flatMap((name, index) => [
            name,
            monthName(index + 1, "en"),
        ]);
        return `(${all.join("|")})`;
    }
    if (/^(?:ccc|cccc|EEE|EEEE)$/.test(part)) {
        return "[^\\d\\s]+(?:\\s*شنبه)?";
    }
    if (part === "a") {
        names.push("meridiem");
        return `(${MERIDIEM})`;
    }
    if (part === "yy") {
        names.push("shortYear");
        return "(\\d\\d)";
    }
    const name = NUMBERS[part[0]];
    if (name && /^(.)\1*$/.test(part)) {
        names.push(name);
        return name === "year" ? "(\\d{4})" : "(\\d{1,2})";
    }
    return escape(part.replaceAll("'", "")).replace(/\s+/g, "\\s+");
}

function monthNumber(text) {
    const isNamed = (month) =>
        [monthName(month), monthName(month, "en").toLowerCase()].includes(
            text.toLowerCase(),
        );
    return [...Array(12).keys()].map((index) => index + 1).find(isNamed);
}

/** @returns {number} the year that ends in these two digits and is nearest to `year` */
function nearYear(digits, year) {
    return year + ((((digits - year + 50) % 100) + 100) % 100) - 50;
}
