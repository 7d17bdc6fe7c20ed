import { Component, markup } from "@odoo/owl";
import { timelineKinds } from "./timeline_kinds";

/** One line of the timeline: who, when, what, and what came of it. */
export class TimelineEntry extends Component {
    static template = "marfanet_crm.TimelineEntry";
    static props = {
        entry: Object,
        onDone: { type: Function, optional: true },
        onOpen: Function,
        pinned: { type: Boolean, optional: true },
    };

    get kind() {
        return timelineKinds.get(this.props.entry.kind, {
            icon: "fa-circle-o",
            template: "marfanet_crm.TimelineOther",
        });
    }

    get icon() {
        const { icon } = this.kind;
        return typeof icon === "function" ? icon(this.props.entry) : icon;
    }

    /** The server sends what Odoo sanitised when the message was stored. */
    get html() {
        return markup(this.props.entry.html || "");
    }

    onClick(ev) {
        // Links, players and buttons inside an entry are for themselves; and whoever
        // marks text wants to copy it.
        const ownTarget = ev.target.closest("a, button, audio, input");
        const isMarking = !document.getSelection().isCollapsed;
        if (this.props.entry.may_open && !ownTarget && !isMarking) {
            this.props.onOpen(this.props.entry);
        }
    }
}
