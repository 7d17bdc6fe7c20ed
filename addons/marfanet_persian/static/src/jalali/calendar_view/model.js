import { patch } from "@web/core/utils/patch";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import { addMonths, isJalaliOn, startOfMonth, startOfYear } from "../calendar";

const MONTHS = { month: 1, year: 12 };
const WEEKS_SHOWN = 6;

patch(CalendarModel.prototype, {
    /** The days to load: those of the Jalali month or year, and of its weeks. */
    computeRange() {
        const { scale, date, firstDayOfWeek } = this.meta;
        if (!isJalaliOn() || !MONTHS[scale]) {
            return super.computeRange();
        }
        let start = scale === "month" ? startOfMonth(date) : startOfYear(date);
        let end = addMonths(start, MONTHS[scale]).minus({ days: 1 });
        if (scale === "month" && this.monthOverflow) {
            start = start.minus({ days: (start.weekday - firstDayOfWeek + 7) % 7 });
            end = start.plus({ weeks: WEEKS_SHOWN, days: -1 });
        }
        return { start: start.startOf("day"), end: end.endOf("day") };
    },
});
