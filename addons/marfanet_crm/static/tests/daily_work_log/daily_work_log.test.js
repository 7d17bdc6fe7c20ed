import { describe, expect, test } from "@odoo/hoot";
import { click, edit, press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { registry } from "@web/core/registry";
import { SAVE_AND_NEXT } from "@marfanet_crm/log_draft/log_form";
import { openWorkLog, OVERDUE, row, shownIds } from "./work_log_helpers";

defineMailModels();

const TOMORROW = { due: "2026-11-22 08:00:00", due_label: "Tomorrow" };

describe("queue", () => {
    test("one call shows it all, in buckets by due moment", async () => {
        const log = await openWorkLog([
            { id: 1 },
            { id: 2, ...TOMORROW },
            { id: 3, ...OVERDUE },
        ]);
        expect(log.calls.length).toBe(1);
        expect(log.calls[0][0]).toBe("retrieve");
        expect(shownIds()).toEqual(["3", "1", "2"]);
        expect(queryAllTexts(".o-marfanet-Queue-head")).toEqual([
            "Overdue\n1",
            "Today\n1",
            "Tomorrow\n1",
        ]);
    });

    test("a row says what an agent needs to know before the call", async () => {
        await openWorkLog([
            {
                id: 1,
                name: "Explain the invoice",
                origin: "ai",
                ai_review: "suggested",
                postpone_count: 2,
                priority: "2",
                partner: {
                    state: "debtor",
                    balance: "5,000 Toman",
                    overdue_days: 12,
                    mood: "negative",
                    silent_days: 20,
                },
            },
        ]);
        expect(`${row(1)} .o-marfanet-TaskRow-partner`).toHaveText("Partner 1");
        expect(`${row(1)} .o-marfanet-TaskRow-name`).toHaveText("Explain the invoice");
        expect(`${row(1)} .o-marfanet-TaskRow-debt`).toHaveText(
            "Owes \u20685,000 Toman\u2069· 12 days",
        );
        expect(`${row(1)} .fa-frown-o`).toHaveCount(1);
        expect(`${row(1)} .fa-flag.text-danger`).toHaveCount(1);
        expect(`${row(1)} .o-marfanet-TaskRow-ai`).toHaveText("AI suggested");
        expect(row(1)).toHaveText(/Silent for 20 days/);
        expect(row(1)).toHaveText(/Support/);
        expect(`${row(1)} .o-marfanet-TaskRow-due`).toHaveText(
            "Today 14:00\n1405/08/30",
        );
    });

    test("a way to reach somebody that is missing is dimmed, and says so", async () => {
        await openWorkLog([{ id: 1 }]);
        expect(`${row(1)} a[data-type=call]`).toHaveAttribute("href", /^tel:/);
        expect(`${row(1)} button[data-type=telegram]`).toHaveClass(
            "o-marfanet-ContactLinks-missing",
        );
        expect(`${row(1)} button[data-type=telegram]`).toHaveAttribute(
            "title",
            "Add a Telegram username to write",
        );
    });

    test("an empty queue says what to do next", async () => {
        const log = await openWorkLog([]);
        expect(".o-marfanet-Empty").toHaveText(/Nothing is waiting for you/);
        await click(".o-marfanet-Empty .btn-primary");
        expect(log.actions[0].res_model).toBe("marfanet.interaction");
    });

    test("as time passes a task becomes overdue, without the server", async () => {
        const log = await openWorkLog([{ id: 1, due: "2026-11-21 08:31:30" }]);
        expect(queryAllTexts(".o-marfanet-Queue-head")).toEqual(["Today\n1"]);
        await advanceTime(3 * 60_000);
        expect(queryAllTexts(".o-marfanet-Queue-head")).toEqual([
            "Overdue\n1",
            "Today\n0",
        ]);
        expect(log.calls.length).toBe(1);
    });

    test("more than is sent is counted, and a click away", async () => {
        await openWorkLog([{ id: 1 }], {
            buckets: ["overdue", "today", "tomorrow", "week", "later"].map((key) => ({
                key,
                count: key === "today" ? 51 : 0,
                task_ids: key === "today" ? [1] : [],
            })),
        });
        expect(".o-marfanet-Queue-bucket[data-bucket=today]").toHaveText(
            /50 more in the list of tasks/,
        );
        expect(".o-marfanet-Queue-head[data-bucket=today]").toHaveText("Today\n51");
    });
});

describe("the cycle", () => {
    test("done opens the log; with the log saved the task lingers, struck through", async () => {
        const log = await openWorkLog([{ id: 1 }, { id: 2 }]);
        await click(`${row(1)} .o-marfanet-TaskRow-check`);
        await animationFrame();
        expect(log.actions[0].context.default_settled_task_id).toBe(1);
        log.server.cards[1].state = "done";
        await log.closeDialog();
        expect(row(1)).toHaveClass("o-marfanet-TaskRow-ended");
        expect(`${row(1)} .o-marfanet-TaskRow-undo`).toHaveCount(1);
        expect(row(2)).toHaveClass("o-marfanet-TaskRow-selected");
        await advanceTime(10_000);
        expect(shownIds()).toEqual(["2"]);
    });

    test("a log that is left changes nothing", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        await press("d");
        await animationFrame();
        await log.closeDialog({ saved: false });
        expect(row(1)).not.toHaveClass("o-marfanet-TaskRow-ended");
        expect(log.named("retrieve").length).toBe(1);
    });

    test("save and next opens the log of the next task, and of no other twice", async () => {
        const log = await openWorkLog([{ id: 1 }, { id: 2 }]);
        await press("d");
        await animationFrame();
        log.server.cards[1].state = "done";
        await log.closeDialog({ name: SAVE_AND_NEXT });
        expect(log.named("action_done_and_log").map(([, ids]) => ids)).toEqual([
            [1],
            [2],
        ]);
        log.server.cards[2].state = "done";
        await log.closeDialog({ name: SAVE_AND_NEXT });
        expect(".o_notification").toHaveText(/That was the last one/);
        expect(log.named("action_done_and_log").length).toBe(2);
    });

    test("undo brings the task back", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        await press("d");
        await animationFrame();
        log.server.cards[1].state = "done";
        await log.closeDialog();
        await click(".o-marfanet-TaskRow-undo");
        await animationFrame();
        expect(log.named("undo_done")).toEqual([["undo_done", 1, undefined]]);
        expect(row(1)).not.toHaveClass("o-marfanet-TaskRow-ended");
        await advanceTime(20_000);
        expect(shownIds()).toEqual(["1"]);
    });

    test("what a colleague has done cannot be undone here, nor done again", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        Object.assign(log.server.cards[1], { state: "done", done_by_name: "Reza" });
        await log.hear({ task_ids: [1] });
        await advanceTime(1_500);
        expect(row(1)).toHaveText(/Done by Reza/);
        expect(".o-marfanet-TaskRow-undo").toHaveCount(0);
        expect(`${row(1)} .o-marfanet-TaskRow-check`).not.toBeEnabled();
        await press("d");
        await animationFrame();
        expect(log.named("action_done_and_log").length).toBe(0);
    });

    test("a call is logged as what the task is done by", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        queryOne(`${row(1)} a[data-type=call]`).setAttribute("href", "#");
        await click(`${row(1)} a[data-type=call]`);
        await animationFrame();
        expect(log.actions[0].context).toInclude(["default_settled_task_id", 1]);
        expect(log.actions[0].context).toInclude(["default_type", "call"]);
    });

    test("a task is postponed by a click or by words", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        await click(".o-marfanet-TaskRow-postpone");
        await animationFrame();
        await click("[data-until=tomorrow]");
        await animationFrame();
        expect(log.named("action_postpone_tomorrow").length).toBe(1);
        expect(".o-marfanet-Postpone").toHaveCount(0);
        await press("s");
        await animationFrame();
        await animationFrame();
        await click(".o-marfanet-Postpone [name=phrase]");
        await edit("هیچ");
        await advanceTime(400);
        expect(".o-marfanet-Postpone-answer").toHaveText(/No date in these words/);
        await edit("دوشنبه ۱۰ صبح");
        await advanceTime(400);
        expect(".o-marfanet-Postpone-answer").toHaveText("دوشنبه ۲ آذر");
        await press("Enter");
        await animationFrame();
        expect(log.named("action_postpone")[0][1]).toEqual([1]);
    });
});

describe("keys", () => {
    test("j and k move, whatever the keyboard writes", async () => {
        await openWorkLog([{ id: 1 }, { id: 2 }]);
        await press("j");
        await animationFrame();
        expect(row(1)).toHaveClass("o-marfanet-TaskRow-selected");
        document.dispatchEvent(
            new KeyboardEvent("keydown", { key: "ت", code: "KeyJ", bubbles: true }),
        );
        await animationFrame();
        expect(row(2)).toHaveClass("o-marfanet-TaskRow-selected");
        await press("k");
        await animationFrame();
        expect(row(1)).toHaveClass("o-marfanet-TaskRow-selected");
    });

    test("Enter opens the task, l logs and leaves it to do", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        await press("j");
        await press("Enter");
        await animationFrame();
        expect(log.actions[0].res_id).toBe(1);
        await press("l");
        await animationFrame();
        expect(log.actions[1].context.default_settled_task_id).toBe(undefined);
    });

    test("? shows them all, and they rest while that is open", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        await press("?");
        await animationFrame();
        expect(".o-marfanet-Shortcuts").toHaveCount(1);
        await press("d");
        await animationFrame();
        expect(log.named("action_done_and_log").length).toBe(0);
    });

    test("they rest while somebody types", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        const input = document.createElement("input");
        queryOne(".o-marfanet-DailyWorkLog").append(input);
        await click(input);
        await press("d");
        await animationFrame();
        expect(log.named("action_done_and_log").length).toBe(0);
    });

    test("another addon's action has its place in the row and its key", async () => {
        const actions = registry.category("marfanet_work_log_actions");
        const ran = [];
        const offer = {
            icon: "fa-microphone",
            isShown: (card) => card.id !== 2,
            key: "v",
            label: "Voice note",
            run: (card) => ran.push(card.id),
        };
        patchWithCleanup(actions, { getAll: () => [offer] });
        await openWorkLog([{ id: 1 }, { id: 2 }]);
        expect(`${row(1)} .fa-microphone`).toHaveCount(1);
        expect(`${row(2)} .fa-microphone`).toHaveCount(0);
        await press("j");
        await press("v");
        await animationFrame();
        expect(ran).toEqual([1]);
    });
});
