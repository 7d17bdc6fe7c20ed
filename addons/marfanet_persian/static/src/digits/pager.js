/** The records of a page («1-80»), which are shown as one text and may be typed. */
import { Pager } from "@web/core/pager/pager";
import { patch } from "@web/core/utils/patch";
import { showsPersianDigits, toLatinDigits, toPersianDigits } from "./digits";

patch(Pager.prototype, {
    /** A hyphen between digits would turn «۱-۸۰» around in a right-to-left line. */
    get value() {
        return showsPersianDigits()
            ? toPersianDigits(super.value).replace("-", "–")
            : super.value;
    },

    parse(value) {
        return super.parse(toLatinDigits(value).replace("–", "-"));
    },
});
