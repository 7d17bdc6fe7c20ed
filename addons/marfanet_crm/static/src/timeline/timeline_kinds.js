import { registry } from "@web/core/registry";

/**
 * How each kind of entry of a representative's timeline looks: `icon` (a function of
 * the entry, or a class), and `template` for what is inside it. Other addons add theirs.
 */
export const timelineKinds = registry.category("marfanet_timeline_kinds");

const INTERACTION_ICONS = {
    call: "fa-phone",
    email: "fa-envelope-o",
    meeting: "fa-users",
    other: "fa-comment-o",
    telegram: "fa-paper-plane",
};

timelineKinds.add("interaction", {
    icon: (entry) => INTERACTION_ICONS[entry.type] || "fa-comment-o",
    template: "marfanet_crm.TimelineInteraction",
});
timelineKinds.add("task", {
    icon: (entry) => (entry.state === "dismissed" ? "fa-ban" : "fa-check"),
    template: "marfanet_crm.TimelineTask",
});
timelineKinds.add("message", {
    icon: (entry) => (entry.is_note ? "fa-sticky-note-o" : "fa-comments-o"),
    template: "marfanet_crm.TimelineMessage",
});
timelineKinds.add("invoice", {
    icon: "fa-file-text-o",
    template: "marfanet_crm.TimelineMoney",
});
timelineKinds.add("payment", {
    icon: "fa-money",
    template: "marfanet_crm.TimelineMoney",
});
