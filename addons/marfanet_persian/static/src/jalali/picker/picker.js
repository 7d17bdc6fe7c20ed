import { DateTimePicker } from "@web/core/datetime/datetime_picker";
import { today } from "@web/core/l10n/dates";
import { patch } from "@web/core/utils/patch";
import { showsPersianDigits } from "../../digits/digits";
import { addMonths, isJalaliOn, startOfMonth } from "../calendar";
import { inPersianDigits } from "./gregorian";
import { LEVELS } from "./levels";

patch(DateTimePicker.prototype, {
    get activePrecisionLevel() {
        if (isJalaliOn()) {
            return LEVELS[this.state.precision];
        }
        const level = super.activePrecisionLevel;
        return showsPersianDigits() ? inPersianDigits(level) : level;
    },

    adjustFocus(values, focusedDateIndex) {
        const kept = !this.shouldAdjustFocusDate && this.state.focusDate;
        super.adjustFocus(...arguments);
        if (isJalaliOn() && !kept) {
            const other = focusedDateIndex === 1 ? 0 : 1;
            const date = values[focusedDateIndex] || values[other] || today();
            this.state.focusDate = this.clamp(startOfMonth(date));
        }
    },

    next(ev) {
        return isJalaliOn() ? this.stepJalali(ev, 1) : super.next(...arguments);
    },

    previous(ev) {
        return isJalaliOn() ? this.stepJalali(ev, -1) : super.previous(...arguments);
    },

    /** @param {1 | -1} direction */
    stepJalali(ev, direction) {
        ev.preventDefault();
        const { months } = this.activePrecisionLevel;
        this.state.focusDate = this.clamp(
            addMonths(this.state.focusDate, direction * months),
        );
    },
});
