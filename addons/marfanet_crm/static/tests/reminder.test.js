import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, runAllTimers } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { session } from "@web/session";

defineMailModels();

const REMINDER = {
    task_id: 7,
    title: "تماس برای تمدید",
    partner: "علی رضایی",
    when: "موعد: شنبه ۷ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
};

/** Opens a page; returns what the bus can tell it and what it did. */
async function openPage(unseen = []) {
    const calls = [];
    const actions = [];
    const subscribers = {};
    patchWithCleanup(session, { marfanet_reminders: unseen });
    mockService("bus_service", {
        addEventListener() {},
        start() {},
        subscribe: (type, callback) => (subscribers[type] = callback),
    });
    mockService("action", { doAction: (action) => actions.push(action) });
    onRpc(({ method, model, args }) => {
        if (model.startsWith("marfanet.task")) {
            calls.push([model, method, args[0]]);
            return method === "action_done_and_log" ? { id: "the log" } : true;
        }
    });
    await makeMockEnv();
    await mountWithCleanup(MainComponentsContainer);
    await runAllTimers();
    await animationFrame();
    return {
        actions,
        calls,
        async hear(type, payload) {
            subscribers[type](payload);
            await animationFrame();
        },
    };
}

test("a reminder shows what, with whom and when, and stays", async () => {
    const page = await openPage();
    await page.hear("marfanet_task_reminder", REMINDER);
    await runAllTimers();
    expect(".o-marfanet-Reminder").toHaveCount(1);
    expect(".o-marfanet-Reminder .o_notification_content").toHaveText(
        /تماس برای تمدید.*علی رضایی.*موعد: شنبه ۷ آذر/s,
    );
    expect(queryAllTexts(".o-marfanet-Reminder .o_notification_buttons .btn")).toEqual([
        "Open task",
        "Done and log",
        "In one hour",
    ]);
});

test("hearing of the same task again shows it once", async () => {
    const page = await openPage();
    await page.hear("marfanet_task_reminder", REMINDER);
    await page.hear("marfanet_task_reminder", { ...REMINDER, when: "دیر شد" });
    expect(".o-marfanet-Reminder").toHaveCount(1);
    expect(".o-marfanet-Reminder").toHaveText(/دیر شد/);
    expect(page.calls).toEqual([]);
});

test("what came while no page was open is shown on opening one", async () => {
    await openPage([REMINDER, { ...REMINDER, task_id: 8 }]);
    expect(".o-marfanet-Reminder").toHaveCount(2);
});

test("the first button opens the task and puts the reminder away", async () => {
    const page = await openPage([REMINDER]);
    await click(".o-marfanet-Reminder .btn:contains(Open task)");
    await animationFrame();
    expect(page.actions[0].res_id).toBe(7);
    expect(page.calls).toEqual([["marfanet.task.reminder", "mark_seen", [7]]]);
    expect(".o-marfanet-Reminder").toHaveCount(0);
});

test("done and log opens the log that the server fills in", async () => {
    const page = await openPage([REMINDER]);
    await click(".o-marfanet-Reminder .btn:contains(Done and log)");
    await animationFrame();
    expect(page.calls).toEqual([["marfanet.task", "action_done_and_log", [7]]]);
    expect(page.actions).toEqual([{ id: "the log" }]);
    expect(".o-marfanet-Reminder").toHaveCount(0);
});

test("snoozing leaves the rest to the server", async () => {
    const page = await openPage([REMINDER]);
    await click(".o-marfanet-Reminder .btn:contains(In one hour)");
    await animationFrame();
    expect(page.calls).toEqual([["marfanet.task", "action_snooze", [7]]]);
    expect(".o-marfanet-Reminder").toHaveCount(0);
});

test("the cross puts it away for good", async () => {
    const page = await openPage([REMINDER]);
    await click(".o-marfanet-Reminder .o_notification_close");
    await animationFrame();
    expect(page.calls).toEqual([["marfanet.task.reminder", "mark_seen", [7]]]);
});

test("a task done elsewhere takes its reminder away", async () => {
    const page = await openPage([REMINDER, { ...REMINDER, task_id: 8 }]);
    await page.hear("marfanet_task_reminder_over", { task_ids: [7, 9] });
    expect(".o-marfanet-Reminder").toHaveCount(1);
    expect(page.calls).toEqual([]);
});
