/**
 * luxon's own texts. Odoo's chatter, activities and calendar ask luxon itself; a format
 * that names the month is for people, and a numeric one («yyyy-MM-dd») may be for the
 * server and is left alone.
 */
import { isJalaliOn, toJalali } from "./calendar";
import { dateFormatOf, namesMonth, withJalaliDay, withoutDate } from "./text";

const { DateTime } = luxon;

/** @type {Map<string, string[]>} a picker asks for them many times */
const gregorianMonths = new Map();
const isPersian = (locale) => /^fa/i.test(locale || "");

/** As `luxon.DateTime.prototype.toFormat`. */
export function toFormat(original, format, options = {}) {
    if (this.isValid && !this.outputCalendar && namesMonth(format)) {
        if (isJalaliOn()) {
            const moment = this.reconfigure(options);
            return original.call(moment, withJalaliDay(moment, format));
        }
        if (isPersian(options.locale || this.locale)) {
            return original.call(inGregorian(this), format, options);
        }
    }
    return original.call(this, format, options);
}

/** As `luxon.DateTime.prototype.toLocaleString`. */
export function toLocaleString(original, format = DateTime.DATE_SHORT, options = {}) {
    if (!this.isValid || this.outputCalendar || options.outputCalendar) {
        return original.call(this, format, options);
    }
    const persian = isPersian(options.locale || this.locale);
    const date = isJalaliOn() ? dateFormatOf(format) : "";
    if (!date) {
        return original.call(persian ? inGregorian(this) : this, format, options);
    }
    const moment = this.reconfigure(options);
    const texts = [moment.toFormat(withJalaliDay(moment, date))];
    const rest = withoutDate(format);
    if ("hour" in rest || "timeStyle" in rest) {
        texts.push(original.call(this, rest, options));
    }
    return texts.join(persian ? "، " : ", ");
}

/**
 * As `luxon.DateTime.prototype.toRelativeCalendar`: «next month» is the next Jalali month,
 * and not the fourth day from 28 November.
 */
export function toRelativeCalendar(original, options = {}) {
    if (!this.isValid || options.unit || !isJalaliOn()) {
        return original.call(this, options);
    }
    const base = options.base || DateTime.local().setZone(this.zone);
    const [from, to] = [toJalali(base), toJalali(this)];
    const years = to.year - from.year;
    const months = years * 12 + to.month - from.month;
    if (!months) {
        return original.call(this, { ...options, unit: "days" });
    }
    // luxon counts Gregorian ones: it is asked about as many of those.
    const [unit, count] = years ? ["years", years] : ["months", months];
    const start = this.startOf("year");
    return original.call(start.plus({ [unit]: count }), {
        ...options,
        base: start,
        unit,
    });
}

/**
 * As `luxon.Info.months`: the names of Gregorian months, which `monthLong` looks up by a
 * Gregorian number; a Persian browser would answer with those of its own calendar.
 */
export function months(original, length = "long", options = {}) {
    const { locObj } = options;
    if (!locObj || !isPersian(locObj.locale) || locObj.outputCalendar) {
        return original.call(this, length, options);
    }
    const key = [locObj.locale, locObj.numberingSystem, length].join();
    if (!gregorianMonths.has(key)) {
        const gregorian = locObj.clone({ outputCalendar: "gregory" });
        gregorianMonths.set(
            key,
            original.call(this, length, { ...options, locObj: gregorian }),
        );
    }
    return gregorianMonths.get(key);
}

function inGregorian(moment) {
    return moment.reconfigure({ outputCalendar: "gregory" });
}
