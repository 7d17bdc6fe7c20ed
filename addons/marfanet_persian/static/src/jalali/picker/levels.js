/**
 * The levels of the date picker, as `PRECISION_LEVELS` of Odoo's `datetime_picker.js`
 * (which it keeps to itself) has them, in the Jalali calendar.
 */
import { isInRange, today } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { inShownDigits } from "../../digits/digits";
import {
    addMonths,
    endOfMonth,
    fromJalali,
    monthName,
    startOfMonth,
    startOfWeek,
    startOfYear,
    toJalali,
    weekOfYear,
} from "../calendar";
import { gregorianText } from "../text";

const { Info } = luxon;
const WEEKS = 6;
const DAYS = 7;
const THURSDAY = 4;
const FRIDAY = 5;
const YEARS = 10;

/**
 * @typedef Level as Odoo's PrecisionInfo
 * @property {number} months how far one step goes
 */

/** @type {Record<"days" | "months" | "years" | "decades", Level>} */
export const LEVELS = {
    days: {
        mainTitle: _t("Select month"),
        nextTitle: _t("Next month"),
        prevTitle: _t("Previous month"),
        months: 1,
        getTitle: (date) => {
            const { year, month } = toJalali(date);
            return `${monthName(month, date.locale)} ${inShownDigits(year)}`;
        },
        getItems: (date, params) => [monthItem(date, params)],
    },
    months: {
        mainTitle: _t("Select year"),
        nextTitle: _t("Next year"),
        prevTitle: _t("Previous year"),
        months: 12,
        getTitle: (date) => inShownDigits(toJalali(date).year),
        getItems: (date, params) =>
            [...Array(12).keys()].map((index) => {
                const start = addMonths(startOfYear(date), index);
                const range = [start, endOfMonth(start)];
                return item(monthName(index + 1, date.locale), range, params);
            }),
    },
    years: {
        mainTitle: _t("Select decade"),
        nextTitle: _t("Next decade"),
        prevTitle: _t("Previous decade"),
        months: 12 * YEARS,
        getTitle: (date) => yearsTitle(date, 1),
        getItems: (date, params) => yearItems(date, 1, params),
    },
    decades: {
        mainTitle: _t("Select century"),
        nextTitle: _t("Next century"),
        prevTitle: _t("Previous century"),
        months: 12 * YEARS * YEARS,
        getTitle: (date) => yearsTitle(date, YEARS),
        getItems: (date, params) => yearItems(date, YEARS, params),
    },
};

function item(label, range, { minDate, maxDate }, rest = {}) {
    return {
        id: range[0].toISODate(),
        includesToday: isInRange(today(), range),
        isOutOfRange: false,
        isValid: isInRange(range, [minDate, maxDate]),
        label,
        range,
        title: "",
        ...rest,
    };
}

function monthItem(date, params) {
    const start = startOfMonth(date);
    const month = [start, endOfMonth(start)];
    const first = startOfWeek(start);
    const weeks = [...Array(WEEKS).keys()].map((week) => {
        const days = [...Array(DAYS).keys()].map((day) =>
            dayItem(first.plus({ days: week * DAYS + day }), month, params),
        );
        return { number: inShownDigits(weekOfYear(days[0].range[0])), days };
    });
    return {
        id: "__month__0",
        number: toJalali(start).month,
        daysOfWeek: weekdayNames(weeks[0].days, params),
        weeks,
    };
}

function dayItem(day, month, params) {
    const { isDateValid, dayCellClass } = params;
    const range = [day, day.endOf("day")];
    const rest = weekendClass(day);
    const shown = item(inShownDigits(toJalali(day).day), range, params, {
        isOutOfRange: !isInRange(day, month),
        extraClass: [dayCellClass?.(day), rest].filter(Boolean).join(" "),
        title: gregorianText(day),
    });
    return { ...shown, isValid: shown.isValid && (isDateValid?.(day) ?? true) };
}

/** Offices close at noon on Thursday and rest on Friday. */
function weekendClass(day) {
    const names = { [THURSDAY]: "o_persian_thursday", [FRIDAY]: "o_persian_friday" };
    return names[day.weekday] || "";
}

function weekdayNames(days, { showWeekNumbers }) {
    const names = days.map(({ range: [day] }) => [
        day.weekdayShort,
        day.weekdayLong,
        Info.weekdays("narrow", { locale: day.locale })[day.weekday - 1],
    ]);
    return showWeekNumbers ? [["", _t("Week numbers"), ""], ...names] : names;
}

/** @returns {number} the first of the ten years or decades that are shown */
function firstYear(date, step) {
    const count = step * YEARS;
    return Math.floor(toJalali(date).year / count) * count;
}

function yearsTitle(date, step) {
    const first = firstYear(date, step);
    const [from, to] = [first - step, first + step * YEARS].map(inShownDigits);
    return `${from} - ${to}`;
}

function yearItems(date, step, params) {
    const first = firstYear(date, step);
    return [...Array(YEARS + 2).keys()].map((index) => {
        const year = first + (index - 1) * step;
        const start = fromJalali(year, 1, 1, date.zone);
        const end = addMonths(start, 12 * step).minus({ milliseconds: 1 });
        return item(inShownDigits(year), [start, end], params, {
            isOutOfRange: index === 0 || index > YEARS,
        });
    });
}
