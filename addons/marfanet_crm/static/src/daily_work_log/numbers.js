import { user } from "@web/core/user";

/**
 * @param {number} value
 * @returns {string} in the reader's digits, with at most one decimal
 */
export function formatNumber(value) {
    return new Intl.NumberFormat(user.lang, { maximumFractionDigits: 1 }).format(value);
}
