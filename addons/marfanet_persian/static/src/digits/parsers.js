/**
 * What `@web/views/fields/parsers` exports, for numbers typed on any keyboard: ۱٬۲۰۰٫۵ and
 * ١٢٠٠ as well as 1,200.5. Whatever the user's preferences: other digits were refused.
 */
import { localization } from "@web/core/l10n/localization";
import { registry } from "@web/core/registry";
import * as parsers from "@web/views/fields/parsers";
import { toLatinDigits } from "./digits";

const MARKS = {
    "٫": () => localization.decimalPoint,
    "٬": () => localization.thousandsSep,
};

/**
 * @param {any} value
 * @returns {any} a text as Odoo's parsers know it; anything else as it is
 */
export function toPlainNumber(value) {
    if (typeof value !== "string") {
        return value;
    }
    return toLatinDigits(value)
        .replace(/[٫٬]/g, (mark) => MARKS[mark]() || "")
        .replace(/٪/g, "%")
        .replace(/[−–]/g, "-")
        .replace(/[\u200e\u200f\u2066-\u2069]/g, "");
}

const reading = (original, value, ...args) => original(toPlainNumber(value), ...args);

export {
    reading as parseFloat,
    reading as parseFloatTime,
    reading as parseInteger,
    reading as parseMonetary,
    reading as parsePercentage,
};

// Odoo registers the functions themselves as their module starts, before they are hooked.
const REGISTERED = {
    float: "parseFloat",
    float_time: "parseFloatTime",
    integer: "parseInteger",
    many2one_reference: "parseInteger",
    monetary: "parseMonetary",
    percentage: "parsePercentage",
};
for (const [type, name] of Object.entries(REGISTERED)) {
    registry.category("parsers").add(type, parsers[name], { force: true });
}
