import { addMonths, fromJalali, monthLength, toJalali } from "../calendar";
import {
    MONTH,
    MONTH_WORD,
    monthOf,
    NEXT,
    NUMBER,
    numberOf,
    ORDINAL,
    WEEKDAY,
    weekdayOf,
} from "./words";

const THURSDAY = 5;
const TUESDAY = 3;
const POINTS = {
    start: "اولینروز|اول|سر|ابتدای|اوایل",
    middle: "وسط|نیمهی|نیمه|اواسط",
    end: "اخرینروز|اخر|اواخر|پایان|ته",
};
const POINT = Object.values(POINTS).join("|");
const WORDS = { امروز: 0, فردا: 1, پسفردا: 2, پسونفردا: 2, دیروز: -1, پریروز: -2 };
const DAY_WORD = "امروز|پسفردا|پسونفردا|فردا|دیروز|پریروز";
const DAY_NUMBER = `${ORDINAL}|\\d{1,2}|${NUMBER}`;

const weekStart = (today) => today.minus({ days: (today.weekday + 1) % 7 });
const inWeek = (today, weeks, index) =>
    weekStart(today).plus({ days: 7 * weeks + index });
const pointOf = (word) =>
    Object.keys(POINTS).find((point) => POINTS[point].split("|").includes(word));

/**
 * The rules for days: what is said, and the days that it may mean, best first; null for
 * one that its month does not have. The first rule that takes the whole phrase counts.
 *
 * @type {[RegExp, (words: object, today: luxon.DateTime) => (luxon.DateTime | null)[]][]}
 */
export const DAY_RULES = [
    [`(?<word>${DAY_WORD})`, ({ word }, today) => [today.plus({ days: WORDS[word] })]],
    [
        `(?:(?:${WEEKDAY}))?(?<day>${DAY_NUMBER})(?<month>${MONTH})(?:ماه)?(?:سال)?(?<year>1[34]\\d\\d)?`,
        ({ day, month, year }, today) => [
            dayOfNamedMonth(today, monthOf(month), numberOf(day), year),
        ],
    ],
    [
        `(?<point>${POINT})(?<month>${MONTH})(?:ماه)?`,
        ({ point, month }, today) => [
            pointOfNamedMonth(today, pointOf(point), monthOf(month)),
        ],
    ],
    [
        `(?:این|همین)?(?<weekday>${WEEKDAY})(?:ی)?(?:${NEXT})?`,
        ({ weekday }, today) => {
            const ahead = (weekdayOf(weekday) - ((today.weekday + 1) % 7) + 6) % 7;
            return [today.plus({ days: ahead + 1 })];
        },
    ],
    [
        `(?<weekday>${WEEKDAY})(?:ی)?(?<count>${NUMBER})?هفته(?:ی)?(?:${NEXT})`,
        ({ weekday, count }, today) => [
            inWeek(today, count ? numberOf(count) : 1, weekdayOf(weekday)),
        ],
    ],
    [
        `(?<count>${NUMBER})?هفته(?:ی)?(?:${NEXT})(?:روز)?(?<weekday>${WEEKDAY})`,
        ({ weekday, count }, today) => [
            inWeek(today, count ? numberOf(count) : 1, weekdayOf(weekday)),
        ],
    ],
    [
        `(?:(?<weekday>${WEEKDAY})(?:ی)?اینهفته|اینهفته(?<later>${WEEKDAY}))`,
        ({ weekday, later }, today) => [inWeek(today, 0, weekdayOf(weekday || later))],
    ],
    [
        `(?<point>${POINT})(?<next>)(?:این|همین)?هفته`,
        ({ point }, today) => [pointOfWeek(today, pointOf(point), false)],
    ],
    [
        `(?<point>${POINT})هفته(?:ی)?(?:${NEXT})`,
        ({ point }, today) => [pointOfWeek(today, pointOf(point), true)],
    ],
    [
        `(?<count>${NUMBER})?(?<unit>روز|هفته|ماه|سال)(?:ی)?(?:${NEXT})`,
        ({ count, unit }, today) => {
            const alone = !count && unit === "روز";
            return alone ? [] : [later(today, unit, count ? numberOf(count) : 1)];
        },
    ],
    [
        `(?<point>${POINT})(?<this>این|همین)?(?:${MONTH_WORD})(?<next>${NEXT})?`,
        (words, today) => pointOfMonth(today, pointOf(words.point), words),
    ],
    [
        `(?<day>${ORDINAL})(?:این|همین)(?:${MONTH_WORD})`,
        ({ day }, today) => [dayOfMonth(today, 0, numberOf(day))],
    ],
    [
        `(?<day>${ORDINAL})(?:${MONTH_WORD})(?:${NEXT})`,
        ({ day }, today) => [dayOfMonth(today, 1, numberOf(day))],
    ],
    [
        `(?:${WEEKDAY})?(?<day>${ORDINAL})(?:${MONTH_WORD})?`,
        ({ day }, today) => {
            const here = dayOfMonth(today, 0, numberOf(day));
            return here ? [here, dayOfMonth(today, 1, numberOf(day))] : [null];
        },
    ],
].map(([source, days]) => [new RegExp(`^${source}$`), days]);

function dayOfNamedMonth(today, month, day, year) {
    const jalali = toJalali(today);
    if (year) {
        return fromJalali(Number(year), month, day, today.zone);
    }
    const here = fromJalali(jalali.year, month, day, today.zone);
    return here && here < today
        ? fromJalali(jalali.year + 1, month, day, today.zone)
        : here;
}

function pointOfNamedMonth(today, point, month) {
    const { year } = toJalali(today);
    const day = (of) => ({ start: 1, middle: 15 })[point] || monthLength(of, month);
    const here = fromJalali(year, month, day(year), today.zone);
    return here < today ? fromJalali(year + 1, month, day(year + 1), today.zone) : here;
}

function pointOfWeek(today, point, next) {
    const index = { start: 0, middle: TUESDAY, end: THURSDAY }[point];
    const day = inWeek(today, 0, index);
    const ahead = point === "end" ? day >= today : day > today;
    return next || !ahead ? day.plus({ days: 7 }) : day;
}

function pointOfMonth(today, point, { next, this: thisMonth }) {
    if (point === "start") {
        return [dayOfMonth(today, thisMonth ? 0 : 1, 1)];
    }
    const months = next ? 1 : 0;
    if (point === "end") {
        const { year, month } = toJalali(addMonths(startOfJalaliMonth(today), months));
        return [dayOfMonth(today, months, monthLength(year, month))];
    }
    const here = dayOfMonth(today, months, 15);
    return next || thisMonth ? [here] : [here, dayOfMonth(today, 1, 15)];
}

function dayOfMonth(today, months, day) {
    const { year, month } = toJalali(addMonths(startOfJalaliMonth(today), months));
    return fromJalali(year, month, day, today.zone);
}

function startOfJalaliMonth(today) {
    return today.minus({ days: toJalali(today).day - 1 });
}

function later(today, unit, count) {
    if (unit === "روز" || unit === "هفته") {
        return today.plus({ days: unit === "روز" ? count : 7 * count });
    }
    return addMonths(today, unit === "ماه" ? count : 12 * count);
}
