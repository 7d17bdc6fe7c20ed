import { patch } from "@web/core/utils/patch";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";
import { isJalaliOn } from "./calendar";
import { gregorianText } from "./text";

patch(DateTimeField.prototype, {
    /**
     * The template asks for the numeric text only to show it on hover; a Persian reader
     * finds the Gregorian day there.
     */
    getFormattedValue(valueIndex, ...numeric) {
        const value = this.values[valueIndex];
        if (isJalaliOn() && value && numeric[0]) {
            return gregorianText(value);
        }
        return super.getFormattedValue(...arguments);
    },
});
