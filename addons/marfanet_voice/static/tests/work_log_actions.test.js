import { expect, test } from "@odoo/hoot";
import { registry } from "@web/core/registry";
import "@marfanet_voice/work_log_actions/work_log_actions";
import { mockPolicy } from "./voice_helpers";

const offers = registry.category("marfanet_work_log_actions");

test("a recording about the task and its representative is one key away", () => {
    mockPolicy();
    const note = offers.get("voice_note");
    expect(note.key).toBe("v");
    expect(note.isShown({})).toBe(true);
    const about = [];
    const services = { marfanet_voice: { record: (known) => about.push(known) } };
    const partner = { id: 7, name: "علی رضایی" };
    note.run({ id: 1, partner, purpose: "sales" }, { env: { services } });
    expect(about).toEqual([{ partner, purpose: "sales", taskId: 1 }]);
});

test("where recording is switched off, no task offers it", () => {
    mockPolicy({ recording: false });
    expect(offers.get("voice_note").isShown({})).toBe(false);
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
