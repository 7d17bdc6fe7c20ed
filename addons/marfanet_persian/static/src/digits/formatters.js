/** What `@web/views/fields/formatters` exports for hours («۱:۳۰») and shares («۴۰٪»). */
import { registry } from "@web/core/registry";
import * as formatters from "@web/views/fields/formatters";
import { inShownDigits, showsPersianDigits } from "./digits";

export function formatFloatTime(original, ...args) {
    return inShownDigits(original(...args));
}

/** The digits are those of `formatFloat`, which Odoo asks. */
export function formatPercentage(original, ...args) {
    const text = original(...args);
    return showsPersianDigits() ? text.replace("%", "٪") : text;
}

// Odoo registers the functions themselves as its module starts, before they are hooked;
// what the list view asks of them is on them.
for (const [type, name] of [
    ["float_time", "formatFloatTime"],
    ["percentage", "formatPercentage"],
]) {
    const hooked = formatters[name];
    hooked.extractOptions = hooked.original?.extractOptions;
    registry.category("formatters").add(type, hooked, { force: true });
}
