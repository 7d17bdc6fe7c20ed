import { session } from "@web/session";

const { DateTime } = luxon;

/**
 * The Jalali calendar, by integers alone.
 *
 * The arithmetic rule, `jdatetime`'s: of each 33 years the 1st, 5th, 9th, 13th, 17th,
 * 22nd, 26th and 30th are leap (year modulo 33). The official calendar follows the
 * equinox over Tehran, of which this rule is the usual approximation; a test holds every
 * day from 1300 to 1500 against `jdatetime`. Years outside 1 to 9999 are refused.
 *
 * Days are counted from 1970-01-01; a moment's day is the one on the clock of its zone.
 */
const FIRST_YEAR = 1;
const LAST_YEAR = 9999;
const LEAP_REMAINDERS = new Set([1, 5, 9, 13, 17, 22, 26, 30]);
const DAYS_IN_CYCLE = 33 * 365 + 8;
const LEAPS_BEFORE = [...Array(34).keys()].map(
    (year) => [...LEAP_REMAINDERS].filter((leap) => leap < year).length,
);
const MS_PER_DAY = 86_400_000;
/** 1 Farvardin 1386 is 2007-03-21, and 1386 is 0 modulo 33. */
const CYCLE_YEAR = 1386;
const CYCLE_DAY = Date.UTC(2007, 2, 21) / MS_PER_DAY;

export const MONTH_NAMES = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];
const LATIN_MONTH_NAMES = [
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
];

const SEASONS = ["بهار", "تابستان", "پاییز", "زمستان"];

/** @returns {boolean} whether the user's dates are Jalali */
export function isJalaliOn() {
    return session.persian?.calendar === "jalali";
}

/**
 * @param {number} month 1 to 12
 * @param {string} [locale] of the reader, "fa" if not given
 * @returns {string}
 */
export function monthName(month, locale = "fa") {
    const names = /^fa/i.test(locale) ? MONTH_NAMES : LATIN_MONTH_NAMES;
    return names[month - 1];
}

/**
 * @param {number} quarter 1 to 4: the quarters of the Jalali year are its seasons
 * @param {string} [locale] of the reader, "fa" if not given
 * @returns {string}
 */
export function quarterName(quarter, locale = "fa") {
    return /^fa/i.test(locale) ? SEASONS[quarter - 1] : `Q${quarter}`;
}

/** @param {number} year */
export function isLeap(year) {
    return LEAP_REMAINDERS.has(modulo(year, 33));
}

/**
 * @param {number} year
 * @param {number} month 1 to 12
 * @returns {number} its days: 29, 30 or 31
 */
export function monthLength(year, month) {
    if (month <= 6) {
        return 31;
    }
    return month < 12 || isLeap(year) ? 30 : 29;
}

/**
 * @param {luxon.DateTime} moment
 * @returns {{ year: number, month: number, day: number, dayOfYear: number }} of its day
 *      on the clock of its own zone
 */
export function toJalali(moment) {
    const day = Date.UTC(moment.year, moment.month - 1, moment.day) / MS_PER_DAY;
    let year = moment.year - 621;
    let start = yearStart(year);
    if (day < start) {
        year -= 1;
        start = yearStart(year);
    }
    const index = day - start;
    const month =
        index < 186 ? Math.floor(index / 31) : 6 + Math.floor((index - 186) / 30);
    return {
        year,
        month: month + 1,
        day: index - monthStart(month) + 1,
        dayOfYear: index + 1,
    };
}

/**
 * @param {number} year
 * @param {number} month
 * @param {number} day
 * @param {string | luxon.Zone} [zone] the session's if not given
 * @returns {luxon.DateTime | null} the first moment of that day there, or null when that
 *      month of that year has no such day
 */
export function fromJalali(year, month, day, zone = "default") {
    if (![year, month, day].every(Number.isInteger)) {
        return null;
    }
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) {
        return null;
    }
    if (day < 1 || day > monthLength(year, month)) {
        return null;
    }
    const date = new Date(
        (yearStart(year) + monthStart(month - 1) + day - 1) * MS_PER_DAY,
    );
    return DateTime.fromObject(
        {
            year: date.getUTCFullYear(),
            month: date.getUTCMonth() + 1,
            day: date.getUTCDate(),
        },
        { zone },
    );
}

/**
 * @param {luxon.DateTime} moment
 * @param {number} count of Jalali months, back when negative
 * @returns {luxon.DateTime} the same time of day, the day cut to that month's length
 */
export function addMonths(moment, count) {
    const { year, month, day } = toJalali(moment);
    const months = year * 12 + month - 1 + count;
    const [newYear, newMonth] = [Math.floor(months / 12), modulo(months, 12) + 1];
    return withDay(
        moment,
        newYear,
        newMonth,
        Math.min(day, monthLength(newYear, newMonth)),
    );
}

/** @param {luxon.DateTime} moment */
export function startOfMonth(moment) {
    return startOf(moment, ({ month }) => month);
}

/** @param {luxon.DateTime} moment */
export function startOfQuarter(moment) {
    return startOf(moment, ({ month }) => month - modulo(month - 1, 3));
}

/** @param {luxon.DateTime} moment */
export function startOfYear(moment) {
    return startOf(moment, () => 1);
}

/** @param {luxon.DateTime} moment */
export function endOfMonth(moment) {
    return endOf(startOfMonth(moment), 1);
}

/** @param {luxon.DateTime} moment */
export function endOfQuarter(moment) {
    return endOf(startOfQuarter(moment), 3);
}

/** @param {luxon.DateTime} moment */
export function endOfYear(moment) {
    return endOf(startOfYear(moment), 12);
}

function startOf(moment, firstMonth) {
    const jalali = toJalali(moment);
    return withDay(moment, jalali.year, firstMonth(jalali), 1).startOf("day");
}

function endOf(start, months) {
    return addMonths(start, months).minus({ days: 1 }).endOf("day");
}

/**
 * @param {luxon.DateTime} moment
 * @returns {luxon.DateTime} the start of its week's Saturday
 */
export function startOfWeek(moment) {
    return moment.minus({ days: (moment.weekday + 1) % 7 }).startOf("day");
}

/**
 * Weeks of the Jalali year run from Saturday; its first is the one of 1 Farvardin.
 *
 * @param {luxon.DateTime} moment
 * @returns {number} 1 to 53
 */
export function weekOfYear(moment) {
    const friday = startOfWeek(moment).plus({ days: 6 });
    return Math.ceil(toJalali(friday).dayOfYear / 7);
}

/** Keeps the moment's time of day, zone and locale. */
function withDay(moment, year, month, day) {
    const found = fromJalali(year, month, day, "utc");
    return found
        ? moment.set({ year: found.year, month: found.month, day: found.day })
        : DateTime.invalid("unit out of range");
}

/** @returns {number} the day of 1 Farvardin, counted from 1970-01-01 */
function yearStart(year) {
    const since = year - CYCLE_YEAR;
    const inCycle = modulo(since, 33);
    const cycles = (since - inCycle) / 33;
    return CYCLE_DAY + cycles * DAYS_IN_CYCLE + inCycle * 365 + LEAPS_BEFORE[inCycle];
}

/** @returns {number} the days of a year before its month, counted from 0 */
function monthStart(month) {
    return month <= 6 ? month * 31 : 186 + (month - 6) * 30;
}

function modulo(number, by) {
    return ((number % by) + by) % by;
}
