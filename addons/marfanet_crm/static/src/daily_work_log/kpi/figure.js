/**
 * How a figure moved against the period before.
 *
 * @param {{ value: number|null, before: number|null }} pair
 * @param {{ lessIsBetter?: boolean }} options
 * @returns {{ icon: string, color: string }|null} null where nothing can be compared
 */
export function trend({ value, before }, { lessIsBetter = false } = {}) {
    if ([value, before].some((number) => number === null || number === undefined)) {
        return null;
    }
    if (value === before) {
        return { icon: "", color: "" };
    }
    const rose = value > before;
    return {
        icon: rose ? "fa-caret-up" : "fa-caret-down",
        color: rose === lessIsBetter ? "text-danger" : "text-success",
    };
}
