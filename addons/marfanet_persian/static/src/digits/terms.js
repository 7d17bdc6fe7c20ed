/** What `@web/core/l10n/translation` exports: a number put into a text for people. */
import { mapSubstitutions } from "@web/core/utils/strings";
import { showsPersianDigits, toPersianDigits } from "./digits";

const shown = (value) =>
    typeof value === "number" ? toPersianDigits(String(value)) : value;

export function appTranslateFn(original, source, moduleName, ...substitutions) {
    return showsPersianDigits()
        ? original(source, moduleName, ...mapSubstitutions(substitutions, shown))
        : original(source, moduleName, ...substitutions);
}
