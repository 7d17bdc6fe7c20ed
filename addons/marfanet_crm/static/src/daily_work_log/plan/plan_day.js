import { Component, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useSortable } from "@web/core/utils/sortable_owl";
import { formatNumber } from "../numbers";
import { TaskRow } from "../task_row/task_row";

/** Today's calls in a sensible order, each with why it stands there. */
export class PlanDay extends Component {
    static template = "marfanet_crm.PlanDay";
    static components = { TaskRow };
    static props = {
        page: Object,
        state: Object,
        workLog: Object,
    };

    setup() {
        this.list = useRef("list");
        useSortable({
            ref: this.list,
            elements: ".o-marfanet-TaskRow",
            handle: ".o-marfanet-PlanDay-handle",
            cursor: "grabbing",
            onDrop: ({ element, next }) =>
                this.move(
                    Number(element.dataset.taskId),
                    next ? Number(next.dataset.taskId) : false,
                ),
        });
    }

    get cards() {
        return this.props.workLog.plannedCards;
    }

    get ids() {
        return this.cards.map((card) => card.id);
    }

    get hint() {
        return _t(
            "Ordered by due time, promised hours, debt, mood and silence. What you drag stays there today, what you pin stays on top.",
        );
    }

    format(number) {
        return formatNumber(number);
    }

    isPinned(id) {
        return this.props.workLog.plan.pinned.includes(id);
    }

    reasons(id) {
        return this.props.workLog.plan.reasons[id] || [];
    }

    /** @param {number|false} beforeId the call that it is put before; false: the last */
    move(id, beforeId) {
        const order = this.ids.filter((other) => other !== id);
        order.splice(beforeId ? order.indexOf(beforeId) : order.length, 0, id);
        return this.props.workLog.setPlan(order, this.props.workLog.plan.pinned);
    }
}
