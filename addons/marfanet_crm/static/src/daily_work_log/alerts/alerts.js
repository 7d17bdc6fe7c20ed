import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatNumber } from "../numbers";

const FIRST = 3; // as many as do not push the queue off the screen

const KINDS = {
    ai_review: "fa-magic text-info",
    broken_promise: "fa-money text-danger",
    failed_note: "fa-microphone-slash text-danger",
    negative_mood: "fa-frown-o text-danger",
    reassigned: "fa-exchange text-primary",
    reminder: "fa-bell-o text-warning",
};

/** What wants attention besides the queue: act on it or dismiss it, one click each. */
export class Alerts extends Component {
    static template = "marfanet_crm.WorkLogAlerts";
    static props = { actions: Object, workLog: Object };

    setup() {
        this.action = useService("action");
        this.state = useState({ all: false });
    }

    get alerts() {
        const { alerts } = this.props.workLog;
        return this.state.all ? alerts : alerts.slice(0, this.env.isSmall ? 1 : FIRST);
    }

    get hiddenCount() {
        return this.props.workLog.alerts.length - this.alerts.length;
    }

    get moreLabel() {
        return _t("More alerts: %(number)s", {
            number: formatNumber(this.hiddenCount),
        });
    }

    icon(alert) {
        return KINDS[alert.kind] || "fa-exclamation-circle text-warning";
    }

    /** The card of an alert that is about a task of the queue. */
    card(alert) {
        const card =
            alert.model === "marfanet.task" && this.props.workLog.cards[alert.res_id];
        return card && card.state === "todo" ? card : null;
    }

    open(alert) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: alert.model,
            res_id: alert.res_id,
            views: [[false, "form"]],
        });
    }
}
