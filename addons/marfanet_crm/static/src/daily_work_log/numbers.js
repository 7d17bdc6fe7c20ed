import { user } from "@web/core/user";

/**
 * @param {number} value
 * @returns {string} in the reader's digits, with at most one decimal
 */
export function formatNumber(value) {
    return new Intl.NumberFormat(user.lang, { maximumFractionDigits: 1 }).format(value);
}

/**
 * @param {number} value in hundredths
 * @returns {string} as in ۸۰٪
 */
export function formatPercent(value) {
    return new Intl.NumberFormat(user.lang, { style: "percent" }).format(value / 100);
}
