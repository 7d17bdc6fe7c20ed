import { numberFormat } from "@marfanet_persian/digits/digits";

/**
 * @param {number} value
 * @returns {string} in the reader's digits, with at most one decimal
 */
export function formatNumber(value) {
    return numberFormat({ maximumFractionDigits: 1 }).format(value);
}

/**
 * @param {number} value in hundredths
 * @returns {string} as in ۸۰٪
 */
export function formatPercent(value) {
    return numberFormat({ style: "percent" }).format(value / 100);
}
