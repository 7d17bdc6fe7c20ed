/**
 * What `@web/core/utils/numbers` exports to show numbers (fields, amounts, totals, graphs,
 * file sizes), in the digits that the user wants to see.
 */
import { inShownDigits } from "./digits";

export function formatFloat(original, ...args) {
    return inShownDigits(original(...args));
}

export function humanNumber(original, ...args) {
    return inShownDigits(original(...args));
}

export function insertThousandsSep(original, ...args) {
    return inShownDigits(original(...args));
}
