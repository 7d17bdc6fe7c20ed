/**
 * Reads a date as people type it into a field: «۱۴۰۵/۹/۲۰», «1405-9-20 16:30», «۲۰/۹/۱۴۰۵»,
 * «فردا», «شنبه بعد», «۲۰ آذر ساعت ۴».
 */
import { toLatinDigits } from "../../digits/digits";
import { fromJalali, toJalali } from "../calendar";
import { readClock, readClockOfFigures, readWait } from "./clock";
import { DAY_RULES } from "./days";
import { squeeze } from "./words";

const { DateTime } = luxon;

const NUMERIC = /^\s*(\d{1,4})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?![\d/.])(.*)$/s;
const JALALI_YEARS = [1300, 1499];
const GREGORIAN_YEARS = [1900, 2199];
/** When a day is said in words and no hour: the agreed hour of the Python reader. */
const MORNING = 9 * 60;
const TONIGHT = /^امشب(.*)$/;

/**
 * @typedef Typed
 * @property {luxon.DateTime | null} at null when its month has no such day
 * @property {boolean} timeSaid whether a time of day was typed
 *
 * @param {string} text
 * @param {luxon.DateTime} now in the zone that the person lives in
 * @returns {Typed | null} null when it says no date of these kinds
 */
export function readTyped(text, now) {
    return readNumeric(text, now) || readPhrase(squeeze(text), now);
}

function readNumeric(text, now) {
    // Not squeezed: in «1405/09/20 16:30» the space parts day and hour.
    const found = NUMERIC.exec(toLatinDigits(text));
    if (!found) {
        return null;
    }
    const month = Number(found[3]);
    let [year, day] = [found[1], found[4]].map(Number);
    if (day > 1000) {
        [year, day] = [day, year];
    }
    if (found[1].length === 2 && found[3].length === 2 && found[4].length === 2) {
        // «۰۵/۱۰/۰۱»: only a year that is near makes such a run a date.
        const near = 1400 + year - toJalali(now).year;
        year += found[2] === "/" && (near === 0 || near === 1) ? 1400 : 0;
    }
    const rest = squeeze(found[5]).replace(/^-/, "");
    const clock = rest ? readClockOfFigures(rest) : { minutes: 0 };
    if (!clock) {
        return null;
    }
    let start = null;
    if (within(year, JALALI_YEARS)) {
        start = fromJalali(year, month, day, now.zone);
    } else if (within(year, GREGORIAN_YEARS)) {
        const gregorian = DateTime.fromObject({ year, month, day }, { zone: now.zone });
        start = gregorian.isValid ? gregorian : null;
    } else {
        return null;
    }
    return { at: start && atMinutes(start, clock.minutes), timeSaid: Boolean(rest) };
}

function readPhrase(text, now) {
    const wait = readWait(text);
    if (wait !== null) {
        return { at: now.startOf("minute").plus({ minutes: wait }), timeSaid: true };
    }
    const tonight = TONIGHT.exec(text);
    if (tonight) {
        const clock = readClock(tonight[1] ? `${tonight[1]}شب` : "شب");
        return (
            clock && {
                at: atMinutes(now.startOf("day"), clock.minutes),
                timeSaid: true,
            }
        );
    }
    const clock = readClock(text);
    if (clock) {
        return { at: nextTime(now, clock.minutes), timeSaid: true };
    }
    const whole = readDays(text, now);
    if (whole) {
        return { at: choose(whole, MORNING, now), timeSaid: false };
    }
    for (let cut = 1; cut < text.length; cut++) {
        const [head, tail] = [text.slice(0, cut), text.slice(cut)];
        for (const [day, time] of [
            [head, tail],
            [tail, head],
        ]) {
            const said = readClock(time);
            const days = said && readDays(day, now);
            if (days) {
                return { at: choose(days, said.minutes, now), timeSaid: true };
            }
        }
    }
    return null;
}

/** @returns {(luxon.DateTime | null)[] | null} the days that a phrase may mean */
function readDays(text, now) {
    const today = now.startOf("day");
    for (const [pattern, days] of DAY_RULES) {
        const found = pattern.exec(text);
        const meant = found && days(found.groups, today);
        if (meant?.length) {
            return meant;
        }
    }
    return null;
}

function choose(days, minutes, now) {
    const moments = days.map((day) => day && atMinutes(day, minutes));
    const ahead =
        moments.length > 1 && moments.find((moment) => moment && moment > now);
    return ahead || moments[0];
}

function nextTime(now, minutes) {
    const yesterday = now.startOf("day").minus({ days: 1 });
    const days = [0, 1, 2].map((step) => yesterday.plus({ days: step }));
    return days.map((day) => atMinutes(day, minutes)).find((moment) => moment > now);
}

function atMinutes(day, minutes) {
    const time = { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
    return day.plus({ days: Math.floor(minutes / (24 * 60)) }).set(time);
}

function within(number, [first, last]) {
    return first <= number && number <= last;
}
