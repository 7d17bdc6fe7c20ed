import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    mockService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

class Task extends models.Model {
    _name = "marfanet.task";
    chain = fields.Json();
    _records = [
        {
            id: 2,
            chain: [
                {
                    role: "origin",
                    model: "marfanet.interaction",
                    id: 5,
                    icon: "fa-phone",
                    title: "اتصال V2Ray",
                    when: "۱ آذر",
                    state: "closed",
                },
                {
                    role: "current",
                    model: "marfanet.task",
                    id: 2,
                    icon: "fa-repeat",
                    title: "تماس",
                    when: "",
                    state: "todo",
                },
            ],
        },
        { id: 3, chain: [] },
    ];
}

defineMailModels();
defineModels([Task]);

async function openTask(resId) {
    const actions = [];
    mockService("action", { doAction: (action) => actions.push(action) });
    await mountView({
        type: "form",
        resModel: "marfanet.task",
        resId,
        arch: `<form><field name="chain" widget="marfanet_chain"/></form>`,
    });
    return actions;
}

test("each link says what it is to the task and opens", async () => {
    const actions = await openTask(2);
    expect(queryAllTexts(".o-marfanet-Chain-link small")).toEqual([
        "Came from · ۱ آذر",
        "This task",
    ]);
    expect(".o-marfanet-Chain-link[data-role=current]").not.toBeEnabled();
    await click(".o-marfanet-Chain-link[data-role=origin]");
    await animationFrame();
    expect(actions[0].res_model).toBe("marfanet.interaction");
    expect(actions[0].res_id).toBe(5);
});

test("a task that stands alone shows no chain", async () => {
    await openTask(3);
    expect(".o-marfanet-Chain").toHaveCount(0);
});
