import { browser } from "@web/core/browser/browser";

/**
 * Has the browser ask before the page is left.
 *
 * @param {() => boolean} isNeeded whether something would be cut off or lost
 */
export function guardLeaving(isNeeded) {
    browser.addEventListener("beforeunload", (ev) => {
        if (isNeeded()) {
            ev.preventDefault();
            // Older browsers look at this one.
            ev.returnValue = true;
        }
    });
}
