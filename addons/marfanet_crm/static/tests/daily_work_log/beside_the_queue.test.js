import { describe, expect, test } from "@odoo/hoot";
import { click, press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains } from "@web/../tests/web_test_helpers";
import { openWorkLog, OVERDUE, row, shownIds } from "./work_log_helpers";

defineMailModels();

describe("beside the queue", () => {
    const ALERT = {
        key: "reassigned:1",
        kind: "reassigned",
        title: "Task handed to you",
        partner: "Partner 1",
        detail: "Task 1",
        model: "marfanet.task",
        res_id: 1,
        partner_id: 11,
        date_label: "Today 10:00",
    };

    test("an alert is acted upon or dismissed in one click", async () => {
        const log = await openWorkLog([{ id: 1 }], {
            alerts: [
                ALERT,
                { ...ALERT, key: "mood:2", model: "res.partner", res_id: 12 },
            ],
        });
        await click(".o-marfanet-Alerts-act:contains(Done and log)");
        await animationFrame();
        expect(log.named("action_done_and_log").length).toBe(1);
        await click(".o-marfanet-Alerts-act:contains(Show)");
        expect(log.actions[1].res_id).toBe(12);
        await click(".o-marfanet-Alerts-dismiss:first");
        await animationFrame();
        expect(".o-marfanet-Alerts-alert").toHaveCount(1);
        expect(log.named("dismiss_alert")).toEqual([
            ["dismiss_alert", "reassigned:1", undefined],
        ]);
    });

    test("each figure leads to what it counts, against the period before", async () => {
        const log = await openWorkLog([]);
        expect("[data-figure=calls] .o-marfanet-Kpi-value").toHaveText("3");
        expect("[data-figure=calls] .text-success").toHaveCount(1);
        expect("[data-figure=kept_percent] .text-danger").toHaveCount(1);
        expect("[data-figure=resolved] .o-marfanet-Kpi-trend").toHaveCount(0);
        expect("[data-figure=days_to_follow_up] .o-marfanet-Kpi-value").toHaveText("–");
        await click("[data-period=month]");
        await animationFrame();
        expect("[data-figure=calls] .o-marfanet-Kpi-value").toHaveText("300");
        await click("[data-figure=calls]");
        expect(log.actions[0].res_model).toBe("marfanet.interaction");
        expect(log.actions[0].domain).toEqual([["user_id", "=", 1]]);
    });

    test("the plan has reasons; a pin and a move are kept", async () => {
        const log = await openWorkLog([{ id: 1 }, { id: 2 }, { id: 3, ...OVERDUE }], {
            plan: { order: [2, 1], reasons: { 2: ["Urgent"] }, pinned: [] },
        });
        await click("[role=tab][data-mode=plan]");
        await animationFrame();
        expect(shownIds()).toEqual(["2", "1", "3"]);
        expect(`${row(2)} .o-marfanet-TaskRow-reason`).toHaveText("Urgent");
        await click(`${row(1)} .o-marfanet-PlanDay-pin`);
        await animationFrame();
        expect(shownIds()).toEqual(["1", "2", "3"]);
        expect(log.named("set_plan").at(-1)).toEqual(["set_plan", [1, 2, 3], [1]]);
        await contains(`${row(3)} .o-marfanet-PlanDay-handle`).dragAndDrop(row(2));
        await animationFrame();
        expect(shownIds()).toEqual(["1", "3", "2"]);
        expect(log.named("set_plan").at(-1)).toEqual(["set_plan", [1, 3, 2], [1]]);
        await click(row(3));
        await animationFrame();
        expect(row(3)).toHaveClass("o-marfanet-TaskRow-selected");
        await press(["shift", "j"]);
        await animationFrame();
        expect(shownIds()).toEqual(["1", "2", "3"]);
        await click(".o-marfanet-PlanDay-propose");
        await animationFrame();
        expect(log.named("set_plan").at(-1)).toEqual(["set_plan", [], []]);
    });

    test("leads see the team and hand tasks over", async () => {
        const teamRow = {
            open: 1,
            overdue: 0,
            today: 1,
            done_today: 0,
            interactions_today: 0,
            kept_percent: null,
        };
        const log = await openWorkLog([{ id: 1 }, { id: 2, user_id: false }], {
            is_lead: true,
            team_rows: [{ ...teamRow, user_id: 99, name: "Reza" }],
            unassigned: 1,
        });
        await click("[role=tab][data-mode=team]");
        await animationFrame();
        expect(log.named("retrieve").map((call) => call.at(-1))).toEqual([false, true]);
        await click("[data-filter=unassigned]");
        await animationFrame();
        expect(shownIds()).toEqual(["2"]);
        await click(`${row(2)} .o-marfanet-Team-choose`);
        await animationFrame();
        await click(".o-marfanet-Team-give");
        await animationFrame();
        await click(".o-dropdown-item:contains(Reza)");
        await animationFrame();
        expect(log.named("reassign")).toEqual([["reassign", [2], 99]]);
    });

    test("who is no lead has no team view", async () => {
        await openWorkLog([{ id: 1 }]);
        expect("[role=tab][data-mode=team]").toHaveCount(0);
    });
});
