import { EventBus } from "@odoo/owl";
import { animationFrame, mockDate, mockTimeZone } from "@odoo/hoot-mock";
import {
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { DailyWorkLog } from "@marfanet_crm/daily_work_log/daily_work_log";
import { KpiChart } from "@marfanet_crm/daily_work_log/kpi/kpi_chart";

/** Saturday, noon in Tehran. */
export const NOW = "2026-11-21 08:30:00";

export const ROW = ".o-marfanet-TaskRow";
export const row = (id) => `${ROW}[data-task-id="${id}"]`;
export const OVERDUE = { due: "2026-11-20 08:00:00", due_label: "Yesterday" };
export const shownIds = () =>
    [...document.querySelectorAll(ROW)].map((el) => el.dataset.taskId);

export function makeCard(values) {
    const { partner, ...others } = values;
    return {
        name: `Task ${values.id}`,
        state: "todo",
        partner: {
            id: 10 + values.id,
            name: `Partner ${values.id}`,
            state: "settled",
            balance: "",
            overdue_days: 0,
            mood: false,
            status: "active",
            silent_days: 2,
            ...partner,
        },
        contact_links: {
            partner_id: 10 + values.id,
            name: `Partner ${values.id}`,
            call: "tel:+989120000000",
            telegram: false,
            phone: "+98 912 000 0000",
            telegram_username: "",
            can_edit: true,
        },
        due: "2026-11-21 10:30:00",
        due_label: "Today 14:00",
        due_jalali: "1405/08/30",
        time_said: true,
        purpose: "support",
        purpose_label: "Support",
        subject: "",
        priority: "0",
        origin: "person",
        user_id: serverState.userId,
        user_name: "Mitchell",
        done_by_name: "",
        repeat: false,
        postpone_count: 0,
        can_write: true,
        ...others,
    };
}

function makeKpi() {
    const pair = (value, before, model = "marfanet.interaction") => ({
        value,
        before,
        model,
        domain: [["user_id", "=", 1]],
    });
    const period = (calls) => ({
        calls: pair(calls, 1),
        interactions: pair(calls, 1),
        resolved: pair(2, 2),
        sales_presented: pair(0, 0),
        sales_won: pair(0, 0),
        by_type: Object.fromEntries(
            ["call", "telegram", "email", "meeting", "other"].map((name) => [
                name,
                pair(1, 0),
            ]),
        ),
        mood: {
            positive: pair(1, 0),
            neutral: pair(0, 0),
            negative: pair(0, 0),
        },
        kept_percent: pair(80, 90, "marfanet.task"),
        days_to_follow_up: pair(null, 2, "marfanet.task"),
        tasks_done: pair(4, 3, "marfanet.task"),
        tasks_open: pair(5, null, "marfanet.task"),
    });
    return { today: period(3), week: period(30), month: period(300), series: [] };
}

/**
 * Opens the daily work log over a server that holds the given tasks.
 *
 * @param {object[]} cards see `makeCard`
 * @param {object} [answer] other parts of what `retrieve` returns
 */
export async function openWorkLog(cards, answer = {}) {
    mockTimeZone("Asia/Tehran");
    mockDate(NOW);
    patchWithCleanup(KpiChart.prototype, { draw() {} });
    const calls = [];
    const actions = [];
    const server = {
        cards: Object.fromEntries(cards.map((values) => [values.id, makeCard(values)])),
        answer,
    };
    const bus = Object.assign(new EventBus(), {
        listeners: {},
        start() {},
        stop() {},
        addChannel() {},
        deleteChannel() {},
        subscribe(type, callback) {
            bus.listeners[type] = callback;
        },
        unsubscribe(type) {
            delete bus.listeners[type];
        },
    });
    mockService("bus_service", bus);
    // What the dialog of an action would do, for a test to call.
    let dialog = null;
    mockService("action", {
        doAction(action, options = {}) {
            actions.push(action);
            dialog = options;
        },
    });
    onRpc(({ model, method, args, kwargs }) => {
        if (!model.startsWith("marfanet.") && model !== "res.partner") {
            return;
        }
        calls.push(
            [method, ...args, ...Object.values({ team: kwargs.team })].slice(0, 3),
        );
        return reply(server, method, args, kwargs);
    });
    await mountWithCleanup(MainComponentsContainer);
    const page = await mountWithCleanup(DailyWorkLog, {
        props: { action: {}, actionId: 1, className: "" },
    });
    await animationFrame();
    return {
        actions,
        bus,
        calls,
        page,
        server,
        named: (method) => calls.filter(([name]) => name === method),
        async hear(payload) {
            bus.listeners.marfanet_work_log(payload);
            await animationFrame();
        },
        /** Ends the dialog that is open: saved by a button, or left. */
        async closeDialog({ saved = true, name } = {}) {
            if (saved) {
                dialog.props.onSave({ data: { settled_task_id: { id: 1 } } }, { name });
            }
            dialog.onClose();
            await animationFrame();
            await animationFrame();
        },
    };
}

function reply({ answer, cards }, method, args) {
    switch (method) {
        case "retrieve": {
            const todo = Object.values(cards).filter(({ state }) => state === "todo");
            return {
                now: NOW,
                today: "Saturday",
                is_lead: false,
                buckets: ["overdue", "today", "tomorrow", "week", "later"].map(
                    (key) => ({
                        key,
                        count: 0,
                        task_ids: [],
                    }),
                ),
                tasks: Object.fromEntries(todo.map((card) => [card.id, card])),
                plan: { order: [], reasons: {}, pinned: [] },
                alerts: [],
                kpi: makeKpi(),
                unassigned: 0,
                ...answer,
            };
        }
        case "task_cards":
            return Object.fromEntries(
                args[0].filter((id) => cards[id]).map((id) => [id, cards[id]]),
            );
        case "action_done_and_log":
            return { id: "the log", context: { default_settled_task_id: args[0][0] } };
        case "action_log_interaction":
            return { id: "the log", context: { default_partner_id: args[0][0] } };
        case "action_done":
            cards[args[0][0]] = { ...cards[args[0][0]], state: "done" };
            return true;
        case "undo_done":
            cards[args[0]] = { ...cards[args[0]], state: "todo" };
            return {};
        case "read_due_phrase":
            return args[0].includes("دوشنبه")
                ? {
                      date: "2026-11-23 06:30:00",
                      time_said: true,
                      label: "دوشنبه ۲ آذر",
                  }
                : false;
        default:
            return true;
    }
}
