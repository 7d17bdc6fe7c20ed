import { Component, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { SIZES } from "@web/core/ui/ui_service";
import { useBus, useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { draftBus, dropDraft, listDrafts } from "@marfanet_crm/log_draft/drafts";
import { Alerts } from "./alerts/alerts";
import { useShortcuts } from "./keys/shortcuts";
import { KpiPanel } from "./kpi/kpi_panel";
import { formatNumber } from "./numbers";
import { PlanDay } from "./plan/plan_day";
import { useTaskActions } from "./task_actions";
import { TaskRow } from "./task_row/task_row";
import { filterBuckets, TeamView } from "./team/team_view";
import { isTodo, WorkLog } from "./work_log";
import { useWorkLogLive } from "./work_log_live";

const BUCKET_LABELS = {
    overdue: _t("Overdue"),
    today: _t("Today"),
    tomorrow: _t("Tomorrow"),
    week: _t("This week"),
    later: _t("Later"),
};

/** The page that an agent keeps open all day: what is to do, and doing it. */
export class DailyWorkLog extends Component {
    static template = "marfanet_crm.DailyWorkLog";
    static components = { Alerts, KpiPanel, PlanDay, TaskRow, TeamView };
    static props = { ...standardActionServiceProps };
    static displayName = _t("Daily Work Log");
    static path = "work-log";

    setup() {
        this.action = useService("action");
        this.notification = useService("notification");
        this.ui = useService("ui");
        useBus(this.ui.bus, "resize", () => this.render());
        this.root = useRef("root");
        const { mode = "queue", selectedId = false } = this.props.state || {};
        this.state = useState({
            drafts: listDrafts(),
            failed: "",
            mode,
            offline: false,
            postponeAsked: 0,
            selectedId,
            teamFilter: false,
        });
        this.workLog = useState(new WorkLog(useService("orm")));
        this.workLog.team = mode === "team";
        this.actions = useTaskActions(this.workLog, {
            env: this.env,
            next: (id) => this.nextCard(id),
            setLogging: (isLogging) => {
                this.isLogging = isLogging;
                this.readDrafts();
            },
            select: (id) => this.select(id),
        });
        // What children may ask of the page.
        this.page = this;
        useWorkLogLive(this.workLog, this.state);
        this.shortcuts = useShortcuts(this);
        useSetupAction({
            rootRef: this.root,
            getLocalState: () => ({
                mode: this.state.mode,
                selectedId: this.state.selectedId,
            }),
        });
        onWillStart(() => this.workLog.load());
        // Not the draft of the log that is open just now.
        useBus(draftBus, "change", () => !this.isLogging && this.readDrafts());
        onWillUnmount(() => this.workLog.stop());
    }

    // --- WHAT IS SHOWN

    get isWide() {
        return this.ui.size >= SIZES.XL;
    }

    get modes() {
        return [
            { key: "queue", label: _t("Queue"), icon: "fa-list-ul" },
            { key: "plan", label: _t("Plan my day"), icon: "fa-map-o" },
            ...(this.isWide
                ? []
                : [{ key: "figures", label: _t("Figures"), icon: "fa-bar-chart" }]),
            ...(this.workLog.isLead
                ? [{ key: "team", label: _t("Team"), icon: "fa-users" }]
                : []),
        ];
    }

    /** Figures have a place of their own where there is room for it. */
    get mode() {
        const { mode } = this.state;
        return mode === "figures" && this.isWide ? "queue" : mode;
    }

    get shownBuckets() {
        const { buckets } = this.workLog;
        return this.mode === "team"
            ? filterBuckets(buckets, this.state.teamFilter)
            : buckets;
    }

    /** The tasks that the keys walk through, in the order shown. */
    get shownIds() {
        const cards =
            this.mode === "plan"
                ? this.workLog.plannedCards
                : this.shownBuckets.flatMap((bucket) => bucket.cards);
        return cards.map((card) => card.id);
    }

    get isEmpty() {
        return this.workLog.buckets.every(
            ({ cards, unsent }) => !cards.length && !unsent,
        );
    }

    get summary() {
        const counts = Object.fromEntries(
            this.workLog.buckets.map(({ key, count }) => [key, count]),
        );
        if (counts.overdue) {
            return _t("%(today)s for today, %(overdue)s overdue", {
                overdue: formatNumber(counts.overdue),
                today: formatNumber(counts.today),
            });
        }
        return counts.today
            ? _t("%(today)s for today", { today: formatNumber(counts.today) })
            : _t("Nothing left for today");
    }

    get emptyLabel() {
        return _t(
            "Nothing is waiting for you. Log a contact, and what it leaves to do appears here.",
        );
    }

    get offlineLabel() {
        return _t("No connection. This is how it was; it catches up by itself.");
    }

    draftLabel({ partnerName }) {
        return partnerName
            ? _t("You have begun to log a contact with %(name)s.", {
                  name: partnerName,
              })
            : _t("You have begun to log a contact.");
    }

    unsentLabel({ unsent }) {
        return _t("%(number)s more in the list of tasks", {
            number: formatNumber(unsent),
        });
    }

    format(number) {
        return formatNumber(number);
    }

    bucketLabel(key) {
        return BUCKET_LABELS[key];
    }

    /** @param {object} [state] the page's, as the caller observes it */
    rowProps(card, state = this.state) {
        const { drafts, postponeAsked, selectedId } = state;
        const selected = card.id === selectedId;
        return {
            actions: this.actions,
            card,
            draft: drafts.some(({ taskId }) => taskId === card.id),
            lingering: this.workLog.lingering[card.id],
            onSelect: (id) => this.select(id),
            postponeAsked: selected ? postponeAsked : 0,
            selected,
        };
    }

    // --- MOVING ABOUT

    async setMode(mode) {
        const wasTeam = this.workLog.team;
        this.state.mode = mode;
        this.state.teamFilter = false;
        this.workLog.team = mode === "team";
        if (this.workLog.team !== wasTeam) {
            await this.workLog.load();
        }
    }

    setTeamFilter(filter) {
        this.state.teamFilter = filter;
    }

    get selectedCard() {
        const { selectedId } = this.state;
        return this.shownIds.includes(selectedId)
            ? this.workLog.cards[selectedId]
            : null;
    }

    select(id) {
        this.state.selectedId = id;
        this.state.postponeAsked = 0;
    }

    /** Selects the next task or the one before; the first where none is selected. */
    step(by) {
        const ids = this.shownIds;
        if (!ids.length) {
            return;
        }
        const place = ids.indexOf(this.state.selectedId);
        const next = place < 0 ? 0 : Math.min(Math.max(place + by, 0), ids.length - 1);
        this.select(ids[next]);
    }

    /** The next task to do after this one, or else the first one. */
    nextCard(id) {
        const cards = this.shownIds.map((other) => this.workLog.cards[other]);
        const place = cards.findIndex((card) => card.id === id);
        const others = [
            ...cards.slice(place + 1),
            ...cards.slice(0, Math.max(place, 0)),
        ];
        return others.find((card) => isTodo(card) && card.can_write);
    }

    undoLast() {
        const card = this.workLog.lastEnded;
        return card && this.actions.undo(card);
    }

    // --- PLAN, TEAM

    /** Puts a call on top of the plan, or lets it go again. */
    togglePin(id) {
        const { pinned } = this.workLog.plan;
        const isPinned = pinned.includes(id);
        const others = this.shownIds.filter((other) => other !== id);
        return isPinned
            ? this.workLog.setPlan(this.shownIds, without(pinned, id))
            : this.workLog.setPlan(
                  [...pinned, id, ...without(others, ...pinned)],
                  [...pinned, id],
              );
    }

    /** Moves a planned call up or down. */
    movePlanned(id, by) {
        const ids = this.shownIds;
        const place = ids.indexOf(id);
        const target = place + by;
        if (place < 0 || target < 0 || target >= ids.length) {
            return;
        }
        ids.splice(target, 0, ...ids.splice(place, 1));
        return this.workLog.setPlan(ids, this.workLog.plan.pinned);
    }

    async reassign(ids, row) {
        await this.workLog.reassign(ids, row.user_id);
        this.notification.add(
            _t("Tasks handed to %(user)s: %(number)s", {
                number: formatNumber(ids.length),
                user: row.name,
            }),
            { type: "success" },
        );
    }

    // --- DRAFTS

    readDrafts() {
        this.state.drafts = listDrafts();
    }

    continueDraft(draft) {
        const card = draft.taskId && this.workLog.cards[draft.taskId];
        if (card && isTodo(card)) {
            return this.actions.doneAndLog(card);
        }
        return this.actions.continueDraft(draft);
    }

    dropDraft(draft) {
        dropDraft(draft.key);
    }

    // --- NEW RECORDS

    newLog() {
        return this.openDialog("marfanet.interaction", _t("Log an interaction"), {
            form_view_ref: "marfanet_crm.marfanet_interaction_view_form_log",
        });
    }

    newTask() {
        return this.openDialog("marfanet.task", _t("New task"), {});
    }

    openDialog(resModel, name, context) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: name.toString(),
                res_model: resModel,
                target: "new",
                views: [[false, "form"]],
                context,
            },
            { onClose: () => this.workLog.load() },
        );
    }

    /** All tasks to do, where a bucket holds more than fit on a page. */
    openTasks() {
        return this.action.doAction("marfanet_crm.marfanet_task_action");
    }
}

function without(ids, ...others) {
    return ids.filter((id) => !others.includes(id));
}

registry.category("actions").add("marfanet_daily_work_log", DailyWorkLog);
