/** Odoo's own levels of the date picker, whose numbers are texts. */
import { toPersianDigits } from "../../digits/digits";

const shown = (item) => ({ ...item, label: toPersianDigits(item.label) });

/**
 * @param {object} level Odoo's PrecisionInfo
 * @returns {object} the same in ۰-۹, for who reads Gregorian dates in them
 */
export function inPersianDigits(level) {
    return {
        ...level,
        getTitle: (...args) => toPersianDigits(level.getTitle(...args)),
        getItems: (...args) =>
            level
                .getItems(...args)
                .map((item) => (item.weeks ? shownMonth(item) : shown(item))),
    };
}

function shownMonth(month) {
    const weeks = month.weeks.map((week) => ({ ...week, days: week.days.map(shown) }));
    return { ...month, weeks };
}
