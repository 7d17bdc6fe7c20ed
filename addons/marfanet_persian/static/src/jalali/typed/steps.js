/**
 * Odoo's shorthands whose months and years are the calendar's: «+1m», «today -1y», «=1d»
 * (the first of this month), as `parseSmartDateInput` of `@web/core/l10n/dates` has them.
 */
import { addMonths, fromJalali, monthLength, toJalali } from "../calendar";

const TERM = /^([+=-])(\d+)([a-zA-Z]?)$/;
const OF_CALENDAR = /(?:^|\s)(?:[+-]\d+[my]|=\d+[dmy]?)(?:\s|$)/;
const UNITS = { d: "days", w: "weeks", H: "hours", M: "minutes", S: "seconds" };

/**
 * @param {string} text in Latin digits
 * @param {luxon.DateTime} now
 * @returns {luxon.DateTime | null | undefined} undefined when nothing in it is of the
 *      calendar: it is as Odoo reads it; null when there is no such day
 */
export function readSteps(text, now) {
    if (!OF_CALENDAR.test(text)) {
        return undefined;
    }
    const terms = text.split(/\s+/);
    const isToday = terms[0] === "today";
    let moment = now.startOf(isToday ? "day" : "second");
    if (isToday || terms[0] === "now") {
        terms.shift();
    }
    for (const term of terms) {
        const [, sign, digits, unit] = TERM.exec(term) || [];
        moment = sign ? step(moment, sign, Number(digits), unit || "d") : null;
        if (!moment) {
            return null;
        }
    }
    return moment;
}

function step(moment, sign, number, unit) {
    if (sign === "=") {
        return set(moment.startOf("day"), number, unit);
    }
    const count = sign === "-" ? -number : number;
    if (unit === "m" || unit === "y") {
        const moved = addMonths(moment, unit === "y" ? count * 12 : count);
        return moved.isValid ? moved : null;
    }
    return UNITS[unit] ? moment.plus({ [UNITS[unit]]: count }) : null;
}

function set(moment, number, unit) {
    const { year, month, day } = toJalali(moment);
    if (unit === "d") {
        return fromJalali(year, month, number, moment.zone);
    }
    const [newYear, newMonth] = unit === "y" ? [number, month] : [year, number];
    const isNear = newYear >= 1300 && newYear < 1500;
    if (!["m", "y"].includes(unit) || !isNear || newMonth < 1 || newMonth > 12) {
        return null;
    }
    const last = monthLength(newYear, newMonth);
    return fromJalali(newYear, newMonth, Math.min(day, last), moment.zone);
}
