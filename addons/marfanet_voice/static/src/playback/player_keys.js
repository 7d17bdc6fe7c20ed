import { useExternalListener } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { keyName } from "@marfanet_crm/daily_work_log/keys/work_log_keys";

/** Seconds that an arrow jumps. */
export const JUMP = 5;

const OVERLAYS = ".o_dialog, .o-dropdown--menu, .o_bottom_sheet, .o_popover";
const TYPING =
    "input:not([type=range]), textarea, select, [contenteditable=true], [role=textbox]";
/** What a space presses, unless it is a part of the player. */
const PRESSED = "button, a, summary, [role=button]";
const PLAYER = ".o-marfanet-Player, .o-marfanet-Transcript";

/**
 * What an arrow means: onward is where reading goes, to the left in Persian.
 *
 * @param {string} key
 * @param {string} [direction] of the page
 * @returns {number} seconds to jump; 0 for other keys
 */
export function jumpOf(key, direction = localization.direction) {
    const [onward, back] =
        direction === "rtl" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    return { [onward]: JUMP, [back]: -JUMP }[key] || 0;
}

/**
 * Space plays, arrows jump, «a» accepts; not while somebody types or a dialog is open.
 *
 * @param {object} on
 * @param {() => (string|false)} on.getSource the recording that the keys are for
 * @param {import("./playback_service").Playback} on.playback
 * @param {() => void} on.acceptAll
 */
export function usePlayerKeys({ getSource, playback, acceptAll }) {
    useExternalListener(document, "keydown", (ev) => {
        if (ev.ctrlKey || ev.altKey || ev.metaKey || ev.defaultPrevented) {
            return;
        }
        const { target } = ev;
        if (target.closest?.(TYPING) || document.querySelector(OVERLAYS)) {
            return;
        }
        const key = keyName(ev);
        const source = getSource();
        const jump = jumpOf(key);
        if (key === "a" && !ev.repeat) {
            ev.preventDefault();
            acceptAll();
        } else if (source && jump) {
            ev.preventDefault();
            playback.jump(source, jump);
        } else if (source && key === " " && !ev.repeat && isFree(target)) {
            ev.preventDefault();
            playback.toggle(source);
        }
    });
    // Firefox presses a button when the space is let go of.
    useExternalListener(document, "keyup", (ev) => {
        if (
            ev.key === " " &&
            ev.target.closest?.(PLAYER) &&
            !ev.target.closest(TYPING)
        ) {
            ev.preventDefault();
        }
    });
}

function isFree(target) {
    return !target.closest?.(PRESSED) || Boolean(target.closest(PLAYER));
}
