import { Component, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatNumber, formatPercent } from "../numbers";
import { TaskRow } from "../task_row/task_row";

/**
 * @param {object[]} buckets
 * @param {"overdue"|"unassigned"|number|false} filter a number: an agent's tasks
 */
export function filterBuckets(buckets, filter) {
    if (!filter) {
        return buckets;
    }
    return buckets.map((bucket) => ({
        ...bucket,
        cards: bucket.cards.filter((card) => {
            if (filter === "overdue") {
                return bucket.key === "overdue";
            }
            return filter === "unassigned" ? !card.user_id : card.user_id === filter;
        }),
    }));
}

/** The team's day, for leads: who has what, and what nobody has yet. */
export class TeamView extends Component {
    static template = "marfanet_crm.TeamView";
    static components = { Dropdown, DropdownItem, TaskRow };
    static props = { page: Object, state: Object, workLog: Object };

    setup() {
        this.action = useService("action");
        this.state = useState({ over: false, chosen: {} });
    }

    get rows() {
        return this.props.workLog.teamRows;
    }

    get filter() {
        return this.props.state.teamFilter;
    }

    get filters() {
        const { workLog } = this.props;
        const overdue = workLog.buckets.find(({ key }) => key === "overdue");
        return { overdue: overdue.count, unassigned: workLog.unassigned };
    }

    get buckets() {
        return filterBuckets(this.props.workLog.buckets, this.filter);
    }

    get isEmpty() {
        return this.buckets.every(({ cards }) => !cards.length);
    }

    get chosenIds() {
        return Object.keys(this.state.chosen)
            .map(Number)
            .filter((id) => this.props.workLog.cards[id]);
    }

    get giveLabel() {
        return _t("Hand %(number)s over to…", {
            number: formatNumber(this.chosenIds.length),
        });
    }

    get hint() {
        return _t("Drag a task onto an agent to hand it over, or choose several.");
    }

    format(number) {
        return formatNumber(number);
    }

    percent(value) {
        return value === null ? "–" : formatPercent(value);
    }

    setFilter(filter) {
        this.props.page.setTeamFilter(this.filter === filter ? false : filter);
    }

    choose(id, isChosen) {
        if (isChosen) {
            this.state.chosen[id] = true;
        } else {
            delete this.state.chosen[id];
        }
    }

    /** The dragged task goes with the others that were chosen along with it. */
    onDragStart(ev, card) {
        const ids = this.state.chosen[card.id] ? this.chosenIds : [card.id];
        this.dragged = ids;
        ev.dataTransfer.effectAllowed = "move";
        ev.dataTransfer.setData("text/plain", card.name);
    }

    onDragOver(ev, row) {
        if (this.dragged) {
            ev.preventDefault();
            this.state.over = row.user_id;
        }
    }

    async onDrop(ev, row) {
        ev.preventDefault();
        this.state.over = false;
        const ids = this.dragged;
        this.dragged = undefined;
        if (ids?.length) {
            await this.give(ids, row);
        }
    }

    async give(ids, row) {
        await this.props.page.reassign(ids, row);
        this.state.chosen = {};
    }

    openTasks(row) {
        return this.action.doAction("marfanet_crm.marfanet_task_action", {
            additionalContext: { search_default_user_id: row.user_id },
        });
    }
}
