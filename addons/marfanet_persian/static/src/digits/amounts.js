/**
 * What `@web/core/currency` exports to show amounts of money.
 */
import { localization } from "@web/core/l10n/localization";
import { session } from "@web/session";

// A letter: the digits ۰-۹ are of the same block.
const RIGHT_TO_LEFT = /(?=\p{L})[\u0590-\u08ff]/u;
const SPACE = "\u00a0";

/**
 * Odoo shows amounts from left to right, in every language. «۲٬۰۰۰ تومان» reads from
 * right to left, and its number, with the sign, from left to right: the marks around
 * them (isolates of Unicode) say so wherever the amount is shown.
 */
export function formatCurrency(original, ...args) {
    const formatted = original(...args);
    if (!session.persian || localization.direction !== "rtl") {
        return formatted;
    }
    const parts = formatted.split(SPACE);
    if (parts.length < 2 || !parts.some((part) => RIGHT_TO_LEFT.test(part))) {
        return formatted;
    }
    const isolated = parts.map((part) =>
        RIGHT_TO_LEFT.test(part) ? part : `\u2066${part}\u2069`,
    );
    return `\u2067${isolated.join(SPACE)}\u2069`;
}
