import { patch } from "@web/core/utils/patch";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarYearRenderer } from "@web/views/calendar/calendar_year/calendar_year_renderer";
import { inShownDigits } from "../../digits/digits";
import { addMonths, isJalaliOn, startOfYear, toJalali } from "../calendar";
import { inCalendarOfUser } from "./full_calendar";

const { DateTime } = luxon;

patch(CalendarCommonRenderer.prototype, {
    get options() {
        return inCalendarOfUser(super.options);
    },

    headerTemplateProps(date) {
        const props = super.headerTemplateProps(...arguments);
        if (!isJalaliOn()) {
            return props;
        }
        return {
            ...props,
            day: inShownDigits(toJalali(DateTime.fromJSDate(date)).day),
        };
    },
});

patch(CalendarYearRenderer.prototype, {
    get options() {
        return inCalendarOfUser(super.options);
    },

    /** The twelve small months are known by the names of Gregorian ones: their order counts. */
    getDateWithMonth(month) {
        if (!isJalaliOn()) {
            return super.getDateWithMonth(...arguments);
        }
        const start = startOfYear(this.props.model.date);
        return addMonths(start, this.months.indexOf(month)).toISO();
    },

    getOptionsForMonth(month) {
        if (!isJalaliOn()) {
            return super.getOptionsForMonth(...arguments);
        }
        // Not spread: that would ask for the plugin before the library is there.
        const { options } = this;
        options.initialDate = this.getDateWithMonth(month);
        return options;
    },
});
