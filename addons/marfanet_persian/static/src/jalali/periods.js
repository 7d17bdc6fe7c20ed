/**
 * The periods of date filters that `@web/search/utils/dates` exports: months, seasons and
 * years by Jalali bounds. The options keep Odoo's names («month-1», «first_quarter»,
 * «year»), so that saved favourites and default filters go on to hold.
 */
import { Domain } from "@web/core/domain";
import { serializeDate, serializeDateTime } from "@web/core/l10n/dates";
import { clamp } from "@web/core/utils/numbers";
import { QUARTER_OPTIONS, toGeneratorId } from "@web/search/utils/dates";
import { inShownDigits } from "../digits/digits";
import {
    addMonths,
    fromJalali,
    isJalaliOn,
    monthName,
    quarterName,
    toJalali,
} from "./calendar";

const LENGTHS = { month: 1, quarter: 3, year: 12 };

/** @typedef {{ year: number, month: number, granularity: string }} Period */

export function getPeriodOptions(original, referenceMoment, optionsParams) {
    if (!isJalaliOn()) {
        return original(referenceMoment, optionsParams);
    }
    const { startYear, endYear, startMonth, endMonth, customOptions } = optionsParams;
    const { locale } = referenceMoment;
    const here = toJalali(referenceMoment);
    const yearId = (offset) => toGeneratorId("year", clamp(offset, startYear, endYear));
    const months = numbersFrom(startMonth, endMonth).map((offset) => {
        const { year, month } = shift(here, offset);
        return {
            id: toGeneratorId("month", offset),
            defaultYearId: yearId(year - here.year + clamp(0, startYear, endYear)),
            description: monthName(month, locale),
            granularity: "month",
            groupNumber: 1,
            plusParam: { months: offset },
        };
    });
    const quarters = Object.values(QUARTER_OPTIONS).map((option) => ({
        ...option,
        defaultYearId: yearId(0),
        description: quarterName(option.setParam.quarter, locale),
    }));
    const years = numbersFrom(startYear, endYear).map((offset) => ({
        id: toGeneratorId("year", offset),
        description: inShownDigits(here.year + offset),
        granularity: "year",
        groupNumber: 2,
        plusParam: { years: offset },
    }));
    const custom = customOptions.map(({ id, description, domain }) => ({
        id,
        description,
        granularity: "withDomain",
        groupNumber: 3,
        domain,
    }));
    return [...months.reverse(), ...quarters, ...years.reverse(), ...custom];
}

export function constructDateDomain(
    original,
    referenceMoment,
    searchItem,
    selectedIds,
) {
    const periods = isJalaliOn()
        ? periodsOf(referenceMoment, searchItem, selectedIds)
        : [];
    if (!periods.length) {
        return original(referenceMoment, searchItem, selectedIds);
    }
    const domains = periods.map((period) =>
        domainOf(period, searchItem, referenceMoment),
    );
    return {
        domain: Domain.and([Domain.combine(domains, "OR"), searchItem.domain]),
        description: periods.map((period) => nameOf(period, referenceMoment)).join("/"),
    };
}

/** @returns {Period[]} each part of the year that is selected, in each selected year */
function periodsOf(referenceMoment, { optionsParams }, selectedIds) {
    const here = toJalali(referenceMoment);
    const options = getPeriodOptions(null, referenceMoment, optionsParams).filter(
        ({ id }) => selectedIds.includes(id),
    );
    const of = (...granularities) =>
        options.filter(({ granularity }) => granularities.includes(granularity));
    if (of("withDomain").length) {
        return [];
    }
    const parts = of("month", "quarter")
        .map(({ granularity, plusParam, setParam }) => ({
            granularity,
            month: setParam
                ? setParam.quarter * 3 - 2
                : shift(here, plusParam.months).month,
        }))
        .sort((one, other) => one.month - other.month);
    return of("year")
        .map(({ plusParam }) => here.year + plusParam.years)
        .sort((one, other) => one - other)
        .flatMap((year) =>
            (parts.length ? parts : [{ granularity: "year", month: 1 }]).map(
                (part) => ({
                    ...part,
                    year,
                }),
            ),
        );
}

function domainOf(
    { year, month, granularity },
    { fieldName, fieldType },
    referenceMoment,
) {
    const start = fromJalali(year, month, 1, referenceMoment.zone);
    const end = addMonths(start, LENGTHS[granularity]).minus({ days: 1 }).endOf("day");
    const serialize = fieldType === "date" ? serializeDate : serializeDateTime;
    return new Domain([
        "&",
        [fieldName, ">=", serialize(start)],
        [fieldName, "<=", serialize(end)],
    ]);
}

/**
 * @param {"month" | "quarter" | "year"} granularity
 * @param {luxon.DateTime} moment
 * @returns {string} what the period around it is called: «پاییز ۱۴۰۵»
 */
export function periodName(granularity, moment) {
    return nameOf({ ...toJalali(moment), granularity }, moment);
}

function nameOf({ year, month, granularity }, { locale }) {
    const names = {
        month: () => monthName(month, locale),
        quarter: () => quarterName(Math.ceil(month / 3), locale),
        year: () => "",
    };
    return `${names[granularity]()} ${inShownDigits(year)}`.trim();
}

function shift({ year, month }, months) {
    const all = year * 12 + month - 1 + months;
    const first = Math.floor(all / 12);
    return { year: first, month: all - first * 12 + 1 };
}

function numbersFrom(first, last) {
    return [...Array(last - first + 1).keys()].map((index) => first + index);
}
