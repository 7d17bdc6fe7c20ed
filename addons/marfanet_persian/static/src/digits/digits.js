import { session } from "@web/session";

const ZEROS = [0x06f0, 0x0660];
const FOREIGN_DIGIT = /[۰-۹٠-٩]/g;
const LATIN_DIGIT = /[0-9]/g;

/** @returns {boolean} whether the user chose to see ۰-۹, or their language does */
export function showsPersianDigits() {
    return session.persian?.digits === "persian";
}

/**
 * @param {string} text in Persian, Arabic or Latin digits
 * @returns {string} the same in 0-9
 */
export function toLatinDigits(text) {
    return text.replace(FOREIGN_DIGIT, (digit) => {
        const code = digit.charCodeAt(0);
        return String(code - ZEROS.find((zero) => code >= zero));
    });
}

/**
 * @param {string} text
 * @returns {string} the same in ۰-۹: for display only, never for storing
 */
export function toPersianDigits(text) {
    return text.replace(LATIN_DIGIT, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) - 0x30 + ZEROS[0]),
    );
}

/**
 * @param {string | number} text
 * @returns {string} the same in the digits that the user wants to see
 */
export function inShownDigits(text) {
    return showsPersianDigits() ? toPersianDigits(String(text)) : String(text);
}

/**
 * @param {string} text
 * @returns {string} the same in Persian letters: what an Arabic keyboard writes for ی
 *      and ک is another letter to a computer
 */
export function toPersianLetters(text) {
    return text.replace(/[يى]/g, "ی").replace(/ك/g, "ک");
}
