import { markRaw } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";
import { BUCKETS, bucketOf, compareCards } from "./buckets";

export const MODEL = "marfanet.daily.work.log";
const LINGER = 10_000; // milliseconds: how long a finished task can be brought back
const MOST_CARDS = 100; // changed tasks that are worth asking for one by one

export const isTodo = (card) => card.state === "todo";

/**
 * What the daily work log shows, and how it changes: the whole of it in one call, then
 * only the cards of tasks that the bus names.
 *
 * A task is held once, under its id: heard of twice, it is still shown once.
 */
export class WorkLog {
    /** @param {import("@web/core/orm_service").ORM} orm */
    constructor(orm) {
        this.orm = markRaw(orm);
        this.team = false;
        this.isLead = false;
        this.loadedAt = false;
        this.now = luxon.DateTime.local();
        this.today = "";
        this.cards = {};
        this.unsent = {};
        // Ended a moment ago, by id: the timer that takes it away, and whether it was
        // ended here, where it can be undone.
        this.lingering = {};
        this.endedHere = markRaw(new Set());
        this.plan = { order: [], reasons: {}, pinned: [] };
        this.alerts = [];
        this.kpi = {};
        this.teamRows = [];
        this.unassigned = 0;
        this.dismissed = markRaw(new Set());
        this.turn = 0;
        this.planTurn = 0;
    }

    // --- READING

    /** Reads everything anew. An answer that a later one has overtaken is dropped. */
    async load() {
        const turn = ++this.turn;
        const { planTurn } = this;
        const answer = await this.orm.silent.call(MODEL, "retrieve", [], {
            team: this.team,
        });
        if (turn === this.turn) {
            // What the agent has ordered or dismissed meanwhile, it does not know of.
            const plan = planTurn === this.planTurn ? answer.plan : this.plan;
            const alerts = answer.alerts.filter(({ key }) => !this.dismissed.has(key));
            this.take({ ...answer, alerts, plan });
        }
    }

    take(answer) {
        const cards = { ...answer.tasks };
        for (const id of Object.keys(this.lingering)) {
            if (cards[id]) {
                this.forget(id); // somebody has reopened it
            } else {
                cards[id] = this.cards[id];
            }
        }
        this.cards = cards;
        this.now = luxon.DateTime.local();
        this.loadedAt = this.now;
        this.today = answer.today;
        this.isLead = answer.is_lead;
        this.plan = answer.plan;
        this.alerts = answer.alerts;
        this.kpi = answer.kpi;
        this.teamRows = answer.team_rows || [];
        this.unassigned = answer.unassigned || 0;
        // A bucket is sent up to a limit; the rest is only counted.
        this.unsent = Object.fromEntries(
            answer.buckets.map(({ key, count, task_ids }) => [
                key,
                Math.max(0, count - task_ids.length),
            ]),
        );
    }

    /**
     * Reads the named tasks again, and shows what became of them.
     *
     * @param {number[]} ids
     */
    async refresh(ids) {
        if (ids.length > MOST_CARDS) {
            await this.load();
            return;
        }
        const answer = await this.readCards(ids);
        for (const id of ids) {
            this.takeCard(id, answer[id]);
        }
    }

    /** @returns {Promise<Record<number, object>>} */
    readCards(ids) {
        return this.orm.silent.call(MODEL, "task_cards", [ids]);
    }

    takeCard(id, card) {
        const before = this.cards[id];
        if (!card || card.active === false || !this.belongs(card)) {
            this.forget(id);
            delete this.cards[id];
        } else if (isTodo(card)) {
            this.forget(id);
            this.endedHere.delete(id);
            this.cards[id] = card;
        } else if (before) {
            this.cards[id] = card;
            if (isTodo(before)) {
                this.linger(id);
            }
        }
    }

    /** Whether a task is one of those that are shown: mine, or the team's. */
    belongs(card) {
        return this.team || card.user_id === user.userId;
    }

    // --- WHAT IS SHOWN

    /** The task that ended last of those that can be undone here. */
    get lastEnded() {
        const id = Object.keys(this.lingering)
            .filter((key) => this.lingering[key].undoable)
            .sort((key, other) => this.lingering[other].at - this.lingering[key].at)[0];
        return id && this.cards[id];
    }

    isShown(card) {
        return isTodo(card) || card.id in this.lingering;
    }

    get buckets() {
        const byBucket = Object.fromEntries(BUCKETS.map((key) => [key, []]));
        for (const card of Object.values(this.cards)) {
            if (this.isShown(card)) {
                byBucket[bucketOf(card, this.now)].push(card);
            }
        }
        return BUCKETS.map((key) => {
            const cards = byBucket[key].sort(compareCards);
            const unsent = this.unsent[key] || 0;
            return { key, cards, unsent, count: cards.filter(isTodo).length + unsent };
        });
    }

    /** Today's calls, in the order that is proposed or that the agent gave them. */
    get plannedCards() {
        const known = new Set(this.plan.order);
        const planned = this.plan.order.map((id) => this.cards[id]).filter(Boolean);
        // What came in since the plan was made, at its end.
        const added = Object.values(this.cards)
            .filter((card) => !known.has(card.id))
            .filter((card) => ["overdue", "today"].includes(bucketOf(card, this.now)))
            .sort(compareCards);
        return [...planned, ...added].filter((card) => this.isShown(card));
    }

    // --- CHANGING

    /** Notes that a task is being ended here, so that it can be undone here. */
    willEnd(id) {
        this.endedHere.add(id);
    }

    async undo({ id, state }) {
        if (state === "dismissed") {
            await this.orm.call("marfanet.task", "action_reopen", [[id]]);
        } else {
            await this.orm.call(MODEL, "undo_done", [id]);
        }
        await this.refresh([id]);
        await this.load();
    }

    /** Keeps the agent's order of the day; what is pinned stays on top. */
    async setPlan(order, pinned) {
        const top = order.filter((id) => pinned.includes(id));
        const rest = order.filter((id) => !pinned.includes(id));
        this.plan = {
            ...this.plan,
            changed: true,
            order: [...top, ...rest],
            pinned: top,
        };
        this.planTurn++;
        await this.orm.silent.call(MODEL, "set_plan", [this.plan.order, top]);
        this.planTurn++;
    }

    /** Forgets the agent's order, for the one that is proposed. */
    async proposePlan() {
        await this.orm.silent.call(MODEL, "set_plan", [[], []]);
        await this.load();
    }

    async dismissAlert(key) {
        this.dismissed.add(key);
        this.alerts = this.alerts.filter((alert) => alert.key !== key);
        await this.orm.silent.call(MODEL, "dismiss_alert", [key]);
    }

    async reassign(ids, userId) {
        await this.orm.call(MODEL, "reassign", [ids, userId]);
        await this.load();
    }

    // --- LINGERING

    /** What has just ended stays a while, struck through. */
    linger(id) {
        const timer = browser.setTimeout(() => {
            this.forget(id);
            delete this.cards[id];
        }, LINGER);
        const undoable = this.endedHere.has(Number(id));
        this.lingering[id] = { at: Date.now(), timer, undoable };
    }

    forget(id) {
        if (this.lingering[id]) {
            browser.clearTimeout(this.lingering[id].timer);
            delete this.lingering[id];
        }
    }

    stop() {
        Object.keys(this.lingering).forEach((id) => this.forget(id));
    }
}
