import { describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { getService, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { openWorkLog, shownIds } from "./work_log_helpers";

defineMailModels();

describe("live", () => {
    test("a new task appears once, however often it is heard of", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        log.server.cards[7] = {
            ...log.server.cards[1],
            id: 7,
            name: "From a voice note",
        };
        await log.hear({ task_ids: [7] });
        await log.hear({ task_ids: [7] });
        await advanceTime(1_500);
        await log.hear({ task_ids: [7] });
        await advanceTime(1_500);
        expect(shownIds()).toEqual(["1", "7"]);
        // The first two were gathered into one question.
        expect(log.named("task_cards").length).toBe(2);
    });

    test("a task that was handed to somebody else goes", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        log.server.cards[1].user_id = 99;
        await log.hear({ task_ids: [1] });
        await advanceTime(1_500);
        expect(shownIds()).toEqual([]);
    });

    test("a tab in the background asks nothing, and catches up when it is shown", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        let visibility = "hidden";
        patchWithCleanup(document, {
            get visibilityState() {
                return visibility;
            },
        });
        log.server.cards[7] = { ...log.server.cards[1], id: 7 };
        await log.hear({ task_ids: [7] });
        await advanceTime(10 * 60_000);
        expect(log.calls.length).toBe(1);
        visibility = "visible";
        document.dispatchEvent(new Event("visibilitychange"));
        await advanceTime(1_500);
        expect(shownIds()).toEqual(["1", "7"]);
    });

    test("after the connection was away everything is read anew", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        log.server.cards[7] = { ...log.server.cards[1], id: 7 };
        getService("bus_service").trigger("BUS:RECONNECT");
        await advanceTime(1_500);
        expect(log.named("retrieve").length).toBe(2);
        expect(shownIds()).toEqual(["1", "7"]);
    });

    test("a batch of tasks is read as a whole, not one by one", async () => {
        const log = await openWorkLog([{ id: 1 }]);
        await log.hear({ task_ids: [...Array(500).keys()] });
        await advanceTime(1_500);
        expect(log.named("task_cards").length).toBe(0);
        expect(log.named("retrieve").length).toBe(2);
    });
});
