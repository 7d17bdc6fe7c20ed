import { expect, test } from "@odoo/hoot";
import { registry } from "@web/core/registry";
import "@marfanet_voice/work_log_actions/work_log_actions";

const offers = registry.category("marfanet_work_log_actions");

test("a voice note about the task's representative is one key away", async () => {
    const note = offers.get("voice_note");
    expect(note.key).toBe("v");
    const done = [];
    const services = {
        action: { doAction: (action) => done.push(action.params.partner_id) },
        orm: { call: (model, method, [[id]]) => ({ params: { partner_id: id } }) },
    };
    await note.run({ id: 1, partner: { id: 7 } }, { env: { services }, refresh() {} });
    expect(done).toEqual([7]);
});

test("only what an AI suggested can be confirmed, and then is shown anew", async () => {
    const confirm = offers.get("confirm_suggestion");
    expect(confirm.isShown({ ai_review: "suggested" })).toBe(true);
    expect(confirm.isShown({ ai_review: "confirmed" })).toBe(false);
    const done = [];
    const services = { orm: { call: (...call) => done.push(call) } };
    await confirm.run(
        { id: 1 },
        { env: { services }, refresh: () => done.push("anew") },
    );
    expect(done).toEqual([
        ["marfanet.task", "action_confirm_suggestion", [[1]]],
        "anew",
    ]);
});
