import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { BriefView } from "./brief_view";

/**
 * The brief beside the page: the page stays as it is, and stays usable.
 *
 * It is a part of the web client, not of an action, so that it survives opening what a
 * line of it rests on.
 */
export class CallBriefPanel extends Component {
    static template = "marfanet_ai_brief.CallBriefPanel";
    static components = { BriefView };
    static props = {};

    setup() {
        this.briefs = useService("marfanet_call_brief");
        this.ui = useService("ui");
        this.state = useState(this.briefs.state);
        this.root = useRef("root");
        useEffect(
            (isOpen) => {
                if (!isOpen) {
                    return;
                }
                // Not into a field: the keys of the page go on working.
                const before = document.activeElement;
                this.root.el.focus({ preventScroll: true });
                return () => before?.isConnected && before.focus();
            },
            () => [Boolean(this.state.brief)],
        );
        useHotkey("escape", () => this.close(), {
            bypassEditableProtection: true,
            isAvailable: (target) => this.isOpen && this.mayClose(target),
        });
        // On a phone it covers the page that has just been opened.
        useBus(this.env.bus, "ACTION_MANAGER:UI-UPDATED", ({ detail: mode }) => {
            if (mode !== "new" && this.ui.isSmall) {
                this.close();
            }
        });
    }

    get isOpen() {
        return this.state.brief !== null;
    }

    /** Whoever writes something beside it means that, not this. */
    mayClose(target) {
        const isTyping = target.closest?.(
            "input, textarea, select, [contenteditable=true]",
        );
        return !isTyping || this.root.el.contains(target);
    }

    close() {
        this.briefs.close();
    }
}

registry
    .category("main_components")
    .add("marfanet_ai_brief.CallBriefPanel", { Component: CallBriefPanel });
