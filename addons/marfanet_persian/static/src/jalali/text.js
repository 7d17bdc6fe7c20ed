import { inShownDigits, toPersianDigits } from "../digits/digits";
import { monthName, toJalali } from "./calendar";

// Quoted words, runs of one letter, the rest: the parts of a luxon format.
const PARTS = /'[^']*'|([a-zA-Z])\1*|[^a-zA-Z']+/g;
/** luxon's shorthands, each as a Persian reader writes it. */
const SHORTHANDS = {
    D: "y/M/d",
    DD: "d MMM y",
    DDD: "d MMMM y",
    DDDD: "cccc d MMMM y",
    f: "y/M/d، t",
    ff: "d MMM y، t",
    fff: "d MMMM y، t",
    ffff: "cccc d MMMM y، t",
    F: "y/M/d، tt",
    FF: "d MMM y، tt",
    FFF: "d MMMM y، tt",
    FFFF: "cccc d MMMM y، tt",
};
const NAMES_MONTH = /^(?:[ML]{3,}|D+|[fF]+)$/;
const JALALI_PART = /^(?:y|yy|yyyy|[ML]{1,4}|d|dd|o|ooo|q|qq)$/;
const DATE_OPTIONS = ["weekday", "day", "month", "year"];
const DATE_STYLES = { short: "y/M/d", medium: "d MMM y", long: "d MMMM y" };
const LONGEST_STYLE = "cccc d MMMM y";

/** @type {Map<string, string[]>} formats are few, moments many */
const parsed = new Map();

/**
 * @param {string} format luxon's
 * @returns {string[]} its runs of one letter, quoted words and what is between them
 */
export function partsOf(format) {
    let parts = parsed.get(format);
    if (!parts) {
        parts = (format.match(PARTS) || []).flatMap(
            (part) => SHORTHANDS[part]?.match(PARTS) || [part],
        );
        parsed.set(format, parts);
    }
    return parts;
}

/**
 * Tells a text for people from one for a machine («yyyy-MM-dd»): no machine is told the
 * month by its name.
 *
 * @param {string} format luxon's
 */
export function namesMonth(format) {
    return (format.match(PARTS) || []).some((part) => NAMES_MONTH.test(part));
}

/**
 * Writes a moment's Jalali day into a format; what is left of it (weekday, time of day,
 * zone) is for luxon.
 *
 * @param {luxon.DateTime} moment
 * @param {string} format luxon's, e.g. "yyyy/MM/dd HH:mm"
 * @returns {string} luxon's, e.g. "'1405'/'09'/'20' HH:mm"
 */
export function withJalaliDay(moment, format) {
    let jalali = null;
    return partsOf(format)
        .map((part) => {
            if (!JALALI_PART.test(part)) {
                return part;
            }
            jalali ||= toJalali(moment);
            return `'${jalaliPart(part, jalali, moment)}'`;
        })
        .join("");
}

function jalaliPart(part, { year, month, day, dayOfYear }, moment) {
    if (/^[ML]{3,}$/.test(part)) {
        return monthName(month, moment.locale);
    }
    const values = { d: day, L: month, M: month, o: dayOfYear, y: year };
    const value = part[0] === "q" ? Math.ceil(month / 3) : values[part[0]];
    const short = part === "yy" ? value % 100 : value;
    const text = String(short).padStart(part.length, "0");
    return moment.numberingSystem === "arabext" ? toPersianDigits(text) : text;
}

/**
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {string} the date that they ask for as a luxon format; "" when none
 */
export function dateFormatOf({ dateStyle, weekday, day, month, year }) {
    if (dateStyle) {
        return DATE_STYLES[dateStyle] || LONGEST_STYLE;
    }
    const dayPart = day && (day === "2-digit" ? "dd" : "d");
    const yearPart = year && (year === "2-digit" ? "yy" : "y");
    const weekdayPart = weekday && (weekday === "long" ? "cccc" : "ccc");
    if (month === "numeric" || month === "2-digit") {
        const monthPart = month === "numeric" ? "M" : "MM";
        const numbers = [yearPart, monthPart, dayPart].filter(Boolean).join("/");
        return [weekdayPart, numbers].filter(Boolean).join(" ");
    }
    const monthPart = month && (month === "long" ? "MMMM" : "MMM");
    return [weekdayPart, dayPart, monthPart, yearPart].filter(Boolean).join(" ");
}

/**
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {Intl.DateTimeFormatOptions} those that ask for something else than the day
 */
export function withoutDate(options) {
    const rest = { ...options };
    for (const name of ["dateStyle", ...DATE_OPTIONS]) {
        delete rest[name];
    }
    return rest;
}

/**
 * What stands on a Jalali date when the mouse rests on it.
 *
 * @param {luxon.DateTime} moment
 * @returns {string} its Gregorian day with the month's name
 */
export function gregorianText(moment) {
    const [day, year] = [moment.day, moment.year].map(inShownDigits);
    return `${day} ${moment.monthLong} ${year}`;
}
