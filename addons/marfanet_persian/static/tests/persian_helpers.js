import { clearProcessedTemplates } from "@web/core/templates";
import { session } from "@web/session";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";

const { Settings } = luxon;

/**
 * Makes the user one who reads Persian, as the server's session does.
 *
 * @param {object} [preferences] of the session
 */
export function readPersian(preferences = {}) {
    // Hoot keeps compiled templates from one suite to the next, which has an addon of its own.
    clearProcessedTemplates();
    const persian = { calendar: "jalali", digits: "latin", ...preferences };
    patchWithCleanup(session, { persian });
    patchWithCleanup(Settings, {
        defaultLocale: "fa-IR",
        defaultNumberingSystem: persian.digits === "persian" ? "arabext" : "latn",
    });
}

/**
 * @param {string} text in Latin digits
 * @returns {string} in Persian ones
 */
export function persian(text) {
    return text.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);
}
