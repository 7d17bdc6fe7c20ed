/** What `@web/views/fields/formatters` exports for a duration in hours: «۱:۳۰». */
import { registry } from "@web/core/registry";
import * as formatters from "@web/views/fields/formatters";
import { inShownDigits } from "./digits";

export function formatFloatTime(original, ...args) {
    return inShownDigits(original(...args));
}

// Odoo registers the function itself as its module starts, before it is hooked; what the
// list view asks of it is on it.
const { formatFloatTime: hooked } = formatters;
hooked.extractOptions = hooked.original?.extractOptions;
registry.category("formatters").add("float_time", hooked, { force: true });
