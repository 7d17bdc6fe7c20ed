import { NEXT, NUMBER, numberOf } from "./words";

const PARTS = [
    ["before noon", 9, "قبلازظهر|صبحزود|صبح|صب"],
    ["afternoon", 15, "بعدازظهر|بعدظهر"],
    ["noon", 12, "دمظهر|ظهر"],
    ["midnight", 24, "نیمهشب|نصفشب|نصفهشب"],
    ["evening", 17, "عصر|دمغروب|غروب"],
    ["night", 20, "اخرشب|سرشب|شب"],
];
const PART = PARTS.map(([, , words]) => words).join("|");
const MINUTES = `:(?<minute>[0-5]\\d)(?::\\d\\d)?|(?<half>ونیم)|(?<quarter>وربع)`;
const TIMES = [
    new RegExp(`^(?<part>${PART})$`),
    new RegExp(`^(?:T|ساعت)?(?<hour>${NUMBER})(?:${MINUTES})(?<part>${PART})?$`),
    new RegExp(`^ساعت(?<hour>${NUMBER})(?<part>${PART})?$`),
    new RegExp(`^(?<hour>${NUMBER})(?<part>${PART})$`),
    new RegExp(`^(?<part>${PART})ساعت(?<hour>${NUMBER})(?:${MINUTES})?$`),
];
const WAIT = new RegExp(
    `^(?:(?<count>${NUMBER})(?<unit>ساعت|دقیقه)(?<half>ونیم)?|(?<few>نیمساعت|ربعساعت|(?:یک|یه)ربع))(?:${NEXT})$`,
);
const LITERAL = /^(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?::[0-5]\d)?$/;
const FEW_MINUTES = { نیم: 30 };
const FULL_DAY = 24;
const HOUR = 60;

/**
 * @typedef Clock
 * @property {number} minutes from the start of the day: 0 to 1439, or beyond it for what
 *      follows midnight («۱۲ شب»)
 *
 * @param {string} text squeezed: «ساعت۵عصر», «16:30», «صبح»
 * @returns {Clock | null} null when it says no time of day
 */
export function readClock(text) {
    for (const pattern of TIMES) {
        const found = pattern.exec(text)?.groups;
        if (found) {
            const [part, start] = PARTS.find(([, , words]) =>
                words.split("|").includes(found.part),
            ) || ["", 0];
            if (!found.hour) {
                return { minutes: start * HOUR };
            }
            const hour = numberOf(found.hour) ?? 0;
            if (hour > FULL_DAY) {
                return null;
            }
            const minute = Number(
                found.minute || (found.half && 30) || (found.quarter && 15),
            );
            return { minutes: toMinutes(hour, part) + (minute || 0) };
        }
    }
    return null;
}

/**
 * @param {string} text squeezed: what follows a date in figures. Beside those «04:30» is
 *      no spoken hour: fields write the morning so.
 * @returns {Clock | null}
 */
export function readClockOfFigures(text) {
    const found = LITERAL.exec(text)?.groups;
    return found
        ? { minutes: found.hour * HOUR + Number(found.minute) }
        : readClock(text);
}

/**
 * @param {string} text squeezed: «دوساعتدیگه», «نیمساعتدیگه»
 * @returns {number | null} minutes from now
 */
export function readWait(text) {
    const found = WAIT.exec(text)?.groups;
    if (!found) {
        return null;
    }
    if (found.few) {
        return FEW_MINUTES[found.few.slice(0, 3)] || 15;
    }
    const count = numberOf(found.count);
    return found.unit === "دقیقه" ? count : count * HOUR + (found.half ? 30 : 0);
}

/** As `to_24_hours` of the Python reader. */
function toMinutes(hour, part) {
    const night = part === "night" || part === "midnight";
    if (hour === FULL_DAY || (night && (hour === 12 || hour < 5))) {
        return (FULL_DAY + (hour % 12)) * HOUR;
    }
    if (hour >= 12) {
        return hour * HOUR;
    }
    const late = night || part === "afternoon" || part === "evening";
    if (late || (part === "noon" && hour < 10) || (!part && hour >= 1 && hour <= 7)) {
        return (hour + 12) * HOUR;
    }
    return hour * HOUR;
}
