import { user } from "@web/core/user";

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
 * @param {number} bytes
 * @returns {string} in megabytes
 */
export function formatSize(bytes) {
    return new Intl.NumberFormat(user.lang, {
        maximumFractionDigits: 1,
        style: "unit",
        unit: "megabyte",
    }).format(bytes / 2 ** 20);
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
 * @returns {string} the time of day, as 11:20
 */
export function formatTime(moment) {
    return new Intl.DateTimeFormat(user.lang, {
        hour: "2-digit",
        hourCycle: "h23",
        minute: "2-digit",
        timeZone: user.tz || undefined,
    }).format(moment);
}
