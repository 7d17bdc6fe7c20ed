/**
 * What `@web/core/l10n/dates` exports, in the Jalali calendar. Each function is given
 * Odoo's own first, and is that when the user's dates are Gregorian. What is sent to the
 * server (`serializeDate`, `serializeDateTime`) is Odoo's alone.
 */
import { ConversionError } from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { toLatinDigits } from "../digits/digits";
import { isJalaliOn, toJalali } from "./calendar";
import { readFormatted } from "./formatted";
import { withJalaliDay } from "./text";
import { readSteps } from "./typed/steps";
import { readTyped } from "./typed/typed";

const { DateTime } = luxon;

/** What Odoo reads by itself, in whole: «+7d», «today -1w», a Gregorian ISO date. */
const SMART =
    /^(?:(?:today|now)(?:\s+|$))?(?:[+=-](?:\d+[a-zA-Z]?|[a-z_]+)(?:\s+|$))*$/;
const GREGORIAN = /^(?:19|2[01])\d\d\D/;

export function formatDate(original, value, options = {}) {
    if (!isJalaliOn() || !value?.isValid) {
        return original(value, options);
    }
    const format = options.format || localization.dateFormat;
    return original(value, { ...options, format: withJalaliDay(value, format) });
}

export function formatDateTime(original, value, options = {}) {
    if (!isJalaliOn() || !value?.isValid) {
        return original(value, options);
    }
    const format = options.format || localization.dateTimeFormat;
    const moment = value.setZone(options.tz || "default");
    return original(value, { ...options, format: withJalaliDay(moment, format) });
}

export function toLocaleDateString(original, value) {
    if (!isJalaliOn() || !value?.isValid) {
        return original(value);
    }
    return value.toLocaleString(withoutThisYear(value, DateTime.DATE_MED));
}

export function toLocaleDateTimeString(original, value, options = {}) {
    if (!isJalaliOn() || !value?.isValid) {
        return original(value, options);
    }
    const moment = value.setZone(options.tz || "default");
    const { day, month, year, weekday, ...time } = DateTime.DATETIME_MED_WITH_SECONDS;
    if (!options.showSeconds) {
        delete time.second;
    }
    const date = options.showDate === false ? {} : { day, month, year, weekday };
    const shown = options.showTime === false ? {} : time;
    return moment.toLocaleString(withoutThisYear(moment, { ...date, ...shown }));
}

export function parseDate(original, value, options = {}) {
    const parsed = parse(original, value, options, localization.dateFormat);
    return parsed && parsed.startOf("day");
}

export function parseDateTime(original, value, options = {}) {
    return parse(original, value, options, localization.dateTimeFormat);
}

/**
 * A text that is neither a date of ours nor one that Odoo reads in whole is refused:
 * Odoo would guess, and take 1404/12/30, which there is not, for a day of the year 1404.
 *
 * @throws {ConversionError}
 */
function parse(original, value, options, format) {
    if (!isJalaliOn() || !value) {
        return original(value, options);
    }
    const now = DateTime.local().setZone(options.tz || "default");
    const formatted = readFormatted(value, options.format || format, now);
    const typed = formatted === undefined ? readTyped(value, now) : { at: formatted };
    if (typed?.at) {
        return typed.at;
    }
    const latin = toLatinDigits(value).trim();
    if (!typed && (SMART.test(latin) || GREGORIAN.test(latin))) {
        const stepped = readSteps(latin, now);
        if (stepped !== null) {
            return stepped || original(latin, options);
        }
    }
    throw new ConversionError(_t("“%s” is not a date that can be read", value));
}

function withoutThisYear(moment, format) {
    const { year, ...rest } = format;
    const thisYear = toJalali(DateTime.local().setZone(moment.zone)).year;
    return year && toJalali(moment).year !== thisYear ? { ...rest, year } : rest;
}
