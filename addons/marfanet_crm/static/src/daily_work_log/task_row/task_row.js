import { Component, useEffect, useRef } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { formatNumber } from "../numbers";
import { Postpone } from "../postpone/postpone";
import { isTodo } from "../work_log";
import { TaskContactLinks } from "./task_contact_links";

const MOODS = {
    positive: { icon: "fa-smile-o text-success", label: _t("Was satisfied last time") },
    neutral: { icon: "fa-meh-o text-muted", label: _t("Was neutral last time") },
    negative: { icon: "fa-frown-o text-danger", label: _t("Was unhappy last time") },
};
const PRIORITIES = {
    1: { color: "text-warning", label: _t("High priority") },
    2: { color: "text-danger", label: _t("Urgent") },
};
const PURPOSE_ICONS = {
    support: "fa-life-ring",
    sales: "fa-shopping-basket",
    follow_up: "fa-reply",
    inbound: "fa-arrow-circle-down",
};
const REVIEWS = {
    confirmed: _t("AI, confirmed"),
    edited: _t("AI, edited"),
    suggested: _t("AI suggested"),
};

/** One task of the daily work log, with all that can be done about it. */
export class TaskRow extends Component {
    static template = "marfanet_crm.TaskRow";
    static components = { Dropdown, DropdownItem, TaskContactLinks };
    static props = {
        actions: Object,
        bucket: { type: String, optional: true },
        card: Object,
        draft: { type: Boolean, optional: true },
        lingering: { type: [Object, { value: undefined }], optional: true },
        onDragStart: { type: Function, optional: true },
        onSelect: Function,
        reasons: { type: Array, element: String, optional: true },
        selected: { type: Boolean, optional: true },
        showsUser: { type: Boolean, optional: true },
        slots: { type: Object, optional: true },
        // Changes when the key is pressed that opens the choice of another day.
        postponeAsked: { type: Number, optional: true },
    };

    setup() {
        this.root = useRef("root");
        this.postponeButton = useRef("postpone");
        this.postpone = usePopover(Postpone, {
            position: "bottom-end",
            useBottomSheet: this.env.isSmall,
        });
        useEffect(
            (selected) => {
                if (selected) {
                    this.root.el.scrollIntoView({ block: "nearest" });
                    // Not while a dialog has the focus, or somebody types.
                    if (
                        [document.body, null].includes(document.activeElement) ||
                        document.activeElement.closest(".o-marfanet-TaskRow")
                    ) {
                        this.root.el.focus({ preventScroll: true });
                    }
                }
            },
            () => [this.props.selected],
        );
        useEffect(
            (asked) => {
                if (asked) {
                    this.openPostpone();
                }
            },
            () => [this.props.postponeAsked],
        );
    }

    get isTodo() {
        return isTodo(this.props.card);
    }

    get mood() {
        return MOODS[this.props.card.partner.mood];
    }

    get priority() {
        return PRIORITIES[this.props.card.priority];
    }

    get purposeIcon() {
        return PURPOSE_ICONS[this.props.card.purpose];
    }

    get review() {
        const { ai_review: review, origin } = this.props.card;
        return origin === "ai" ? REVIEWS[review] || _t("AI") : "";
    }

    get debt() {
        const { state, balance, overdue_days: days } = this.props.card.partner;
        if (state !== "debtor") {
            return null;
        }
        const number = formatNumber(days);
        // Isolated: the currency may be written the other way than the sentence.
        const amount = ["\u2068", balance, "\u2069"].join("");
        return {
            label: _t("Owes %(amount)s", { amount }),
            // The plan says so among its reasons.
            late: days > 0 && !this.props.reasons && _t("%(number)s days", { number }),
            isLate: days > 0,
            title:
                days > 0
                    ? _t("Payment is %(number)s days late", { number })
                    : undefined,
        };
    }

    get silence() {
        const { silent_days: days } = this.props.card.partner;
        if (!days || days < 14) {
            return "";
        }
        return _t("Silent for %(number)s days", { number: formatNumber(days) });
    }

    get postponed() {
        const { postpone_count: count } = this.props.card;
        return (
            count && _t("Postponed %(number)s times", { number: formatNumber(count) })
        );
    }

    get endedLabel() {
        const { card, lingering } = this.props;
        if (card.state === "dismissed") {
            return _t("Set aside");
        }
        if (!lingering?.undoable && card.done_by_name) {
            return _t("Done by %(user)s", { user: card.done_by_name });
        }
        return _t("Done");
    }

    formatCount(number) {
        return formatNumber(number);
    }

    openPostpone() {
        const { actions, card } = this.props;
        if (actions.mayWrite(card)) {
            this.postpone.open(this.postponeButton.el, {
                actions,
                card,
                close: () => this.postpone.close(),
            });
        }
    }
}
