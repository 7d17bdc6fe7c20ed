import { expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { makeReview, mockAudio, mockBus } from "./review_helpers";
import { mockPolicy } from "../voice_helpers";

class Interaction extends models.Model {
    _name = "marfanet.interaction";
    ai_review = fields.Selection({ selection: [["suggested", "Suggested by AI"]] });
    ai_sources = fields.Json();
    feedback = fields.Text();
    ai_written_from = fields.Char();
    summary = fields.Text();
    _records = [
        {
            id: 3,
            ai_review: "suggested",
            ai_sources: {
                summary: {
                    note: 5,
                    quote: "مشکل حل شد",
                    review: "suggested",
                    start: 10,
                },
            },
            ai_written_from: "21 Nov 2026, 13:30 (01:00)",
            feedback: "خوب",
            summary: "حل شد",
        },
    ];
}

defineMailModels();
defineModels([Interaction]);

async function openInteraction() {
    mockPolicy();
    mockBus();
    const players = mockAudio();
    onRpc("marfanet.interaction", "marfanet_voice_review", () => [makeReview()]);
    await mountView({
        type: "form",
        resModel: "marfanet.interaction",
        resId: 3,
        arch: `<form><widget name="marfanet_accept_banner"/>
            <field name="summary"/><widget name="marfanet_ai_mark" field="summary"/>
            <field name="feedback"/><widget name="marfanet_ai_mark" field="feedback"/>
            <widget name="marfanet_interaction_notes"/></form>`,
    });
    await animationFrame();
    return players;
}

test("a field that AI wrote says so, and only that one", async () => {
    await openInteraction();
    expect(".o-marfanet-AiMark").toHaveCount(1);
    expect(".o-marfanet-AiMark").toHaveAttribute("data-review", "suggested");
    expect(".o-marfanet-AiMark-source").toHaveAttribute(
        "data-tooltip",
        "“مشکل حل شد” Click to listen (00:10).",
    );
});

test("a click on the mark plays the words, from the note on the page", async () => {
    const players = await openInteraction();
    await click(".o-marfanet-AiMark-source");
    await animationFrame();
    await animationFrame();
    expect(players[0].currentTime).toBe(10);
    expect(players[0].paused).toBe(false);
});

test("the mark confirms and dismisses its field", async () => {
    await openInteraction();
    for (const method of ["action_confirm_ai_field", "action_dismiss_ai_field"]) {
        onRpc("marfanet.interaction", method, ({ args }) => {
            expect.step([method, ...args]);
            return true;
        });
    }
    await click(".o-marfanet-AiMark [data-action=confirm]");
    await animationFrame();
    await click(".o-marfanet-AiMark [data-action=dismiss]");
    await animationFrame();
    expect.verifySteps([
        ["action_confirm_ai_field", [3], "summary"],
        ["action_dismiss_ai_field", [3], "summary"],
    ]);
});

test("the banner names the notes, and accepts all that the page proposes", async () => {
    await openInteraction();
    expect(".o-marfanet-AcceptBanner").toHaveText(/21 Nov 2026, 13:30 \(01:00\)/);
    onRpc("marfanet.interaction", "action_accept_all", ({ args }) => {
        expect.step(args);
        return { left: 0 };
    });
    await click(".o-marfanet-AcceptBanner .o-marfanet-AcceptAll");
    await animationFrame();
    expect.verifySteps([[[3]]]);
});
