import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { mockAudio, mockBus, SOURCE } from "../review/review_helpers";
import { mockPolicy } from "../voice_helpers";

class Representative extends models.Model {
    _name = "representative";
    name = fields.Char();
    interaction_count = fields.Integer();
    open_task_count = fields.Integer();
    last_interaction_date = fields.Datetime();
    next_follow_up_date = fields.Datetime();
    _records = [{ id: 7, name: "علی" }];
}

defineMailModels();
defineModels([Representative]);

const NOTE = {
    ai: false,
    audio: SOURCE,
    badges: [],
    day: "2026-11-21",
    day_label: "شنبه ۳۰ آبان ۱۴۰۵",
    id: 5,
    kind: "voice",
    may_open: true,
    model: "marfanet.voice.note",
    note_state: { failure: "", state: "transcribing" },
    person: { avatar: false, name: "سارا" },
    seconds: 72,
    time: "۱۰:۰۰",
    title: "Voice note",
};
const ENTRY = ".o-marfanet-TimelineEntry[data-kind=voice]";
const STATE = `${ENTRY} .o-marfanet-NoteState`;

async function openTimeline(...entries) {
    mockPolicy();
    mockAudio();
    const bus = mockBus();
    onRpc("res.partner", "marfanet_timeline", () => {
        expect.step("read");
        return {
            entries,
            kinds: [{ kind: "voice", label: "Voice notes" }],
            next: false,
            pinned: [],
            pinned_more: false,
        };
    });
    await mountView({
        arch: `<form><widget name="marfanet_timeline"/></form>`,
        resId: 7,
        resModel: "representative",
        type: "form",
    });
    await animationFrame();
    expect.verifySteps(["read"]);
    return (news) => bus.tell({ failure: "", id: 5, partner_id: 7, ...news });
}

test("a voice note is heard where it stands, and says where its work stands", async () => {
    await openTimeline(NOTE);
    expect(`${ENTRY} .o-marfanet-Player`).toHaveCount(1);
    expect(`${ENTRY} .o-marfanet-Player`).toHaveText(/01:12/);
    expect(STATE).toHaveAttribute("data-state", "transcribing");
});

test("a note whose sound is gone has no player", async () => {
    await openTimeline({ ...NOTE, audio: false });
    expect(STATE).toHaveCount(1);
    expect(`${ENTRY} .o-marfanet-Player`).toHaveCount(0);
});

test("news of the note is shown at once, with the reason of a failure", async () => {
    const tell = await openTimeline(NOTE);
    await tell({ id: 6, state: "failed", failure: "Another note" });
    expect(STATE).toHaveAttribute("data-state", "transcribing");
    await tell({ state: "failed", failure: "The service is not paid for." });
    expect(STATE).toHaveAttribute("data-state", "failed");
    expect(ENTRY).toHaveText(/The service is not paid for\./);
    // Nothing new stands beside it.
    expect.verifySteps([]);
});

test("what came of a note of this representative is read as soon as it is there", async () => {
    const tell = await openTimeline(NOTE);
    await tell({ partner_id: 8, state: "ready" });
    expect.verifySteps([]);
    await tell({ state: "ready" });
    expect.verifySteps(["read"]);
});
