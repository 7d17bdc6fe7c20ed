import { patch } from "@web/core/utils/patch";
import { CalendarController } from "@web/views/calendar/calendar_controller";
import { inShownDigits } from "../../digits/digits";
import { addMonths, isJalaliOn, monthName, toJalali, weekOfYear } from "../calendar";

const { DateTime } = luxon;

const MONTHS = { month: 1, year: 12 };
const STEPS = { next: 1, previous: -1 };

function monthTitle(date) {
    const { year, month } = toJalali(date);
    return `${monthName(month, date.locale)} ${inShownDigits(year)}`;
}

function weekTitle(start, end) {
    const [from, to] = [toJalali(start), toJalali(end)];
    if (from.month === to.month) {
        return monthTitle(end);
    }
    const first =
        from.year === to.year ? monthName(from.month, start.locale) : monthTitle(start);
    return `${first} - ${monthTitle(end)}`;
}

patch(CalendarController.prototype, {
    get currentDate() {
        const { scale } = this.model.meta;
        if (!isJalaliOn() || !super.currentDate) {
            return super.currentDate;
        }
        const title = scale === "week" ? this.weekHeader : this.currentMonth;
        return ` - ${title}`;
    },

    get today() {
        return isJalaliOn() ? inShownDigits(toJalali(DateTime.now()).day) : super.today;
    },

    get currentYear() {
        return isJalaliOn()
            ? inShownDigits(toJalali(this.date).year)
            : super.currentYear;
    },

    get dayHeader() {
        return isJalaliOn() ? this.date.toFormat("DDD") : super.dayHeader;
    },

    get weekHeader() {
        const { rangeStart, rangeEnd } = this.model;
        return isJalaliOn() ? weekTitle(rangeStart, rangeEnd) : super.weekHeader;
    },

    get currentMonth() {
        return isJalaliOn() ? monthTitle(this.date) : super.currentMonth;
    },

    get currentWeek() {
        return isJalaliOn()
            ? inShownDigits(weekOfYear(this.model.rangeStart))
            : super.currentWeek;
    },

    async setDate(move) {
        const months = MONTHS[this.model.scale];
        if (isJalaliOn() && months && STEPS[move]) {
            const date = addMonths(this.model.date, STEPS[move] * months);
            return this.model.load({ date });
        }
        return super.setDate(...arguments);
    },
});
