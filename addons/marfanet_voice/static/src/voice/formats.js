import { user } from "@web/core/user";
import { formatDue } from "@marfanet_crm/follow_up_field/due_label";

const { DateTime } = luxon;

/**
 * @param {number} seconds
 * @returns {string} as 03:07, or 1:02:03, in the reader's digits
 */
export function formatSeconds(seconds) {
    const whole = Math.max(0, Math.floor(seconds || 0));
    const digits = new Intl.NumberFormat(user.lang, {
        minimumIntegerDigits: 2,
        useGrouping: false,
    });
    const parts = [Math.floor(whole / 60) % 60, whole % 60];
    if (whole >= 3600) {
        parts.unshift(Math.floor(whole / 3600));
    }
    return parts.map((part) => digits.format(part)).join(":");
}

/**
 * @param {number} count
 * @returns {string} in the reader's digits
 */
export function formatCount(count) {
    return new Intl.NumberFormat(user.lang).format(count);
}

/**
 * @param {number} bytes
 * @returns {string} in megabytes; what is next to nothing, as a tenth of one
 */
export function formatSize(bytes) {
    return new Intl.NumberFormat(user.lang, {
        maximumFractionDigits: 1,
        style: "unit",
        unit: "megabyte",
    }).format(Math.max(bytes / 2 ** 20, 0.1));
}

/**
 * @param {number} done
 * @param {number} all
 * @returns {string} as 40 %
 */
export function formatShare(done, all) {
    return new Intl.NumberFormat(user.lang, { style: "percent" }).format(
        all ? done / all : 0,
    );
}

/**
 * @param {number} moment milliseconds
 * @returns {string} the time of day, as 11:20, and before it the day, if it is not today
 */
export function formatMoment(moment) {
    const then = DateTime.fromMillis(moment);
    const isToday = then.hasSame(DateTime.now(), "day");
    return isToday ? then.toFormat("HH:mm") : formatDue(then, true);
}
