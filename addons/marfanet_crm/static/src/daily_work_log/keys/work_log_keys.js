import { useExternalListener } from "@odoo/owl";

// What takes the keys for itself while it is open.
const OVERLAYS = ".o_dialog, .o-dropdown--menu, .o-marfanet-Postpone, .o_bottom_sheet";
const TYPING = "input, textarea, select, [contenteditable=true], [role=textbox]";

/**
 * The Latin letter of a key, whatever the keyboard writes with it: agents type Persian,
 * and would have to change the layout for every j. A capital stands for Shift.
 *
 * @param {KeyboardEvent} ev
 */
export function keyName(ev) {
    if (ev.key === "?" || ev.key === "؟") {
        return "?";
    }
    const written = /^[a-z]$/i.test(ev.key) && ev.key;
    const [, printed] = /^Key([A-Z])$/.exec(ev.code || "") || [];
    const letter = written || printed;
    if (!letter) {
        return ev.key;
    }
    return ev.shiftKey ? letter.toUpperCase() : letter.toLowerCase();
}

/**
 * Calls what belongs to a key; not while somebody types, nor while a dialog is open.
 *
 * @param {() => Record<string, { run: Function, repeats?: boolean }>} getBindings
 */
export function useWorkLogKeys(getBindings) {
    useExternalListener(document, "keydown", (ev) => {
        if (ev.ctrlKey || ev.altKey || ev.metaKey || ev.defaultPrevented) {
            return;
        }
        if (ev.target.closest?.(TYPING) || document.querySelector(OVERLAYS)) {
            return;
        }
        const name = keyName(ev);
        const binding = getBindings()[name];
        if (!binding || (ev.repeat && !binding.repeats)) {
            return;
        }
        if (name === "Enter" && ev.target.closest("button, a, summary")) {
            return; // it presses that
        }
        ev.preventDefault();
        binding.run();
    });
}
