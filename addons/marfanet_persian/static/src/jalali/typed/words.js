/**
 * The words of dates typed into a field, on text that `squeeze` has made one word of:
 * «سه شنبه», «سه‌شنبه» and «سهشنبه» are the same. The rules are those of the Python reader
 * (`persian/dates`), as far as somebody types them into a date field; one table of cases
 * holds both to it.
 */
import { toLatinDigits, toPersianLetters } from "../../digits/digits";

const UNITS = ["یک|یه", "دو", "سه", "چهار|چار", "پنج", "شش|شیش", "هفت", "هشت", "نه"];
const TEENS = [
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده|پونزده",
    "شانزده|شونزده",
    "هفده|هیفده",
    "هجده|هیجده",
    "نوزده",
];
const TENS = { 20: "بیست|بیس", 30: "سی", 40: "چهل", 50: "پنجاه" };
const MONTHS = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد|امرداد",
    "شهریور",
    "مهر",
    "ابان",
    "اذر",
    "دی",
    "بهمن",
    "اسفند",
];
const WEEKDAYS = ["", "یک|یه|1", "دو|2", "سه|3", "چهار|چار|4", "پنج|5"];

/** @type {Map<string, number>} number words, 1 to 59 */
const NUMBERS = new Map();
/** @type {Map<string, number>} «پنجم», «بیست‌وسوم» */
const ORDINALS = new Map([["یکم", 1]]);
/** @type {Map<string, number>} 1 to 12 */
const MONTH_NUMBERS = new Map();
/** @type {Map<string, number>} 0 is Saturday */
const WEEKDAY_NUMBERS = new Map([
    ["جمعه", 6],
    ["ادینه", 6],
]);

function addNumber(words, value) {
    for (const word of words.split("|")) {
        NUMBERS.set(word, value);
        if (value > 1) {
            ORDINALS.set(
                word.endsWith("سه") ? `${word.slice(0, -1)}وم` : `${word}م`,
                value,
            );
            ORDINALS.set(`${word}ام`, value);
        }
    }
}

UNITS.forEach((words, index) => addNumber(words, index + 1));
TEENS.forEach((words, index) => addNumber(words, index + 10));
for (const [tens, words] of Object.entries(TENS)) {
    addNumber(words, Number(tens));
    for (const ten of words.split("|")) {
        UNITS.forEach((units, index) => {
            const all = units.split("|").map((unit) => `${ten}و${unit}`);
            addNumber(all.join("|"), Number(tens) + index + 1);
        });
        ORDINALS.set(`${ten}ویکم`, Number(tens) + 1);
    }
}
MONTHS.forEach((names, index) =>
    names.split("|").forEach((name) => MONTH_NUMBERS.set(name, index + 1)),
);
WEEKDAYS.forEach((numbers, index) =>
    numbers.split("|").forEach((number) => {
        WEEKDAY_NUMBERS.set(`${number}شنبه`, index);
        WEEKDAY_NUMBERS.set(`${number}شمبه`, index);
    }),
);

const anyOf = (words) =>
    [...words.keys()].sort((one, other) => other.length - one.length).join("|");

/** Sources of regular expressions. */
export const NUMBER = `\\d{1,3}|${anyOf(NUMBERS)}`;
export const ORDINAL = `\\d{1,2}(?:ام|م)|${anyOf(ORDINALS)}`;
export const MONTH = anyOf(MONTH_NUMBERS);
export const WEEKDAY = anyOf(WEEKDAY_NUMBERS);
export const NEXT = "بعدی|بعد|دیگه|دیگر|ایندهی|اینده";
export const MONTH_WORD = "ماه|برج";

/**
 * @param {string} word one that NUMBER or ORDINAL matches
 * @returns {number}
 */
export function numberOf(word) {
    return parseInt(word, 10) || NUMBERS.get(word) || ORDINALS.get(word);
}

/** @returns {number} 1 to 12 */
export function monthOf(word) {
    return MONTH_NUMBERS.get(word);
}

/** @returns {number} 0 for Saturday to 6 for Friday */
export function weekdayOf(word) {
    return WEEKDAY_NUMBERS.get(word);
}

/**
 * @param {string} text as typed
 * @returns {string} in one spelling, without spaces, vowel marks, commas and ZWNJ
 */
export function squeeze(text) {
    return toPersianLetters(toLatinDigits(text))
        .replace(/[آأإ]/g, "ا")
        .replace(/[\u064b-\u0652\u0640\u200b-\u200f\s،,]/g, "")
        .replace(/هۀ|هٔ/g, "ه");
}
