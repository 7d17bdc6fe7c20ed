import { formatNumber } from "../numbers";

/**
 * How a figure moved against the period before.
 *
 * @param {{ value: number|null, before: number|null }} pair
 * @param {{ lessIsBetter?: boolean }} options
 * @returns {{ icon: string, color: string, before: string }|null} null where nothing
 *     can be compared
 */
export function trend({ value, before }, { lessIsBetter = false } = {}) {
    if (value === null || before === null || before === undefined) {
        return null;
    }
    if (value === before) {
        return { icon: "fa-minus", color: "text-muted", before: formatNumber(before) };
    }
    const rose = value > before;
    return {
        icon: rose ? "fa-caret-up" : "fa-caret-down",
        color: rose === lessIsBetter ? "text-danger" : "text-success",
        before: formatNumber(before),
    };
}
