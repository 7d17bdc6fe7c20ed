/**
 * FullCalendar in the Jalali calendar. It has no other calendars; but the class that says
 * which days a view shows may be replaced in a view of a plugin's own.
 */
import { inShownDigits, toLatinDigits } from "../../digits/digits";
import {
    addMonths,
    isJalaliOn,
    monthName,
    startOfMonth,
    toJalali,
    weekOfYear,
} from "../calendar";

const { DateTime } = luxon;

const VIEW = "jalaliMonth";
let plugin = null;

/** FullCalendar's days are UTC midnights, whatever the zone. */
const asDay = (marker) => DateTime.fromJSDate(marker, { zone: "utc" });

function monthPlugin() {
    if (plugin) {
        return plugin;
    }
    const { FullCalendar } = window;
    const { TableDateProfileGenerator } = FullCalendar.DayGrid.Internal;
    class JalaliMonthGenerator extends TableDateProfileGenerator {
        buildCurrentRangeInfo(marker) {
            const start = startOfMonth(asDay(marker));
            const range = {
                start: start.toJSDate(),
                end: addMonths(start, 1).toJSDate(),
            };
            return { duration: this.props.duration, unit: "month", range };
        }
    }
    plugin = FullCalendar.createPlugin({
        name: "marfanet_persian",
        views: {
            [VIEW]: {
                type: "dayGrid",
                duration: { months: 1 },
                dateProfileGeneratorClass: JalaliMonthGenerator,
            },
        },
    });
    return plugin;
}

/**
 * @param {object} options of FullCalendar, as Odoo's renderers make them
 * @returns {object} the same in the user's calendar and digits
 */
export function inCalendarOfUser(options) {
    const persian = /^fa/i.test(luxon.Settings.defaultLocale);
    const shown = persian ? { ...options, ...IN_DIGITS_OF_USER } : options;
    if (isJalaliOn()) {
        return inJalali(shown);
    }
    return persian ? inGregorian(shown) : options;
}

/** A browser writes Persian hours in digits of its own, and the library in Latin ones. */
const inDigits = ({ text }) => inShownDigits(toLatinDigits(text));
const IN_DIGITS_OF_USER = {
    slotLabelContent: inDigits,
    weekNumberContent: inDigits,
    // In Persian the library says «بیش از 6»: more than six, where it means six more.
    moreLinkContent: ({ shortText }) => inShownDigits(toLatinDigits(shortText)),
};

/** A browser writes Persian days in its own calendar, which the user did not choose. */
function inGregorian(options) {
    if (options.initialView !== "dayGridMonth") {
        return options;
    }
    return {
        ...options,
        dayCellContent: ({ date }) => inShownDigits(DateTime.fromJSDate(date).day),
        titleFormat: ({ date }) => asDay(date.marker).toFormat("MMMM yyyy"),
    };
}

function inJalali(options) {
    const common = {
        ...options,
        weekNumberCalculation: (date) => weekOfYear(DateTime.fromJSDate(date)),
    };
    if (options.initialView !== "dayGridMonth") {
        return common;
    }
    return {
        ...common,
        initialView: VIEW,
        // Odoo's style sheets know the view by its name.
        viewClassNames: ["fc-dayGridMonth-view"],
        dayCellContent: ({ date }) =>
            inShownDigits(toJalali(DateTime.fromJSDate(date)).day),
        titleFormat: ({ date }) => monthTitle(asDay(date.marker)),
        // The library is there only once the component is mounted.
        get plugins() {
            return [monthPlugin()];
        },
    };
}

function monthTitle(day) {
    const { year, month } = toJalali(day);
    return `${monthName(month)} ${inShownDigits(year)}`;
}
