import { expect, test } from "@odoo/hoot";
import { click, edit, press, queryAll, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { localization } from "@web/core/l10n/localization";
import { makeReview, mockAudio, mockBus } from "./review_helpers";
import { mockPolicy } from "../voice_helpers";

class Note extends models.Model {
    _name = "marfanet.voice.note";
    state = fields.Selection({
        selection: [
            ["ready", "Ready"],
            ["failed", "Needs a look"],
        ],
    });
    _records = [{ id: 5, state: "ready" }];
}

class Interaction extends models.Model {
    _name = "marfanet.interaction";
    summary = fields.Text();
    _records = [{ id: 3, summary: "حل شد" }];
}

defineMailModels();
defineModels([Interaction, Note]);

/**
 * Opens the form of a note.
 *
 * @param {object} review what the server returns of it, now and later
 */
async function openNote(review) {
    mockPolicy();
    const players = mockAudio();
    onRpc("marfanet.voice.note", "marfanet_review", () => [{ ...review }]);
    const bus = mockBus();
    await mountView({
        type: "form",
        resModel: "marfanet.voice.note",
        resId: 5,
        arch: `<form js_class="marfanet_voice_note_form"><field name="state"/>
            <widget name="marfanet_note_review"/></form>`,
    });
    await animationFrame();
    return { players, tell: bus.tell };
}

async function settle() {
    await animationFrame();
    await animationFrame();
}

test("a click on a line plays it, and the line that is heard is marked", async () => {
    const { players } = await openNote(makeReview());
    await click("[data-line='1'] .o-marfanet-Transcript-text");
    await settle();
    expect(players[0].currentTime).toBe(10);
    expect("[aria-current=true]").toHaveAttribute("data-line", "1");
    players[0].reach(25);
    await settle();
    expect("[aria-current=true]").toHaveAttribute("data-line", "2");
});

test("space plays and arrows jump, mirrored from right to left", async () => {
    const { players } = await openNote(makeReview());
    await press(" ");
    await settle();
    expect(players[0].paused).toBe(false);
    await press("ArrowRight");
    await settle();
    expect(players[0].currentTime).toBe(5);
    patchWithCleanup(localization, { direction: "rtl" });
    await press("ArrowLeft");
    await settle();
    expect(players[0].currentTime).toBe(10);
    await press(" ");
    expect(players[0].paused).toBe(true);
});

test("keys belong to whoever types", async () => {
    const { players } = await openNote(makeReview());
    await click("[data-line='0'] .o-marfanet-Transcript-correct");
    await animationFrame();
    await press(" ");
    await press("a");
    await settle();
    expect(players).toHaveLength(0);
});

test("a corrected line is saved, and the note read again", async () => {
    const review = makeReview();
    await openNote(review);
    onRpc("marfanet.voice.note", "correct_line", ({ args }) => {
        expect.step(args);
        review.state = "transcribed";
        return true;
    });
    await click("[data-line='1'] .o-marfanet-Transcript-correct");
    await animationFrame();
    await edit("مشکل حل نشد");
    await press("Enter");
    await settle();
    expect.verifySteps([[[5], 1, "مشکل حل نشد"]]);
    expect(".o-marfanet-NoteState").toHaveAttribute("data-state", "transcribed");
});

test("a note without recording or times is still read and corrected", async () => {
    const review = makeReview({
        audio: false,
        segments: [],
        sound_deleted_on: "2026-11-01 10:00:00",
    });
    await openNote(review);
    expect(".o-marfanet-Player").toHaveCount(0);
    expect("button.o-marfanet-SourceQuote").toHaveCount(0);
    expect(".o-marfanet-NoteReview-sound").toHaveText(/was deleted/);
    onRpc("marfanet.voice.note", "write", ({ args }) => {
        expect.step(args);
        return true;
    });
    await click(".o-marfanet-Transcript [data-action=edit]");
    await animationFrame();
    await edit("از نو");
    await click(".o-marfanet-Transcript [data-action=save]");
    await settle();
    expect.verifySteps([[[5], { transcript: "از نو" }]]);
});

test("a failed note says why, and what it offers does something about it", async () => {
    await openNote(
        makeReview({
            state: "failed",
            failure: "The service did not answer.",
            transcript: "",
            segments: [],
            tasks: [],
            interaction: false,
        }),
    );
    expect(".o-marfanet-NoteReview-trouble").toHaveText(/did not answer/);
    onRpc("marfanet.voice.note", "action_retry", ({ args }) => {
        expect.step(args);
        return true;
    });
    await click("[data-action=retry]");
    await settle();
    expect.verifySteps([[[5]]]);
    expect(".o-marfanet-Transcript textarea").toHaveCount(1);
});

test("the words that a value came from are heard by a click", async () => {
    const { players } = await openNote(makeReview());
    expect("[data-field=summary] .o-marfanet-Suggestion-mark").toHaveAttribute(
        "data-tooltip",
        "مشکل حل شد",
    );
    await click("[data-field=summary] .o-marfanet-SourceQuote");
    await settle();
    expect(players[0].currentTime).toBe(10);
});

test("a value is confirmed, edited or dismissed", async () => {
    const review = makeReview();
    await openNote(review);
    for (const method of ["action_confirm_ai_field", "action_dismiss_ai_field"]) {
        onRpc("marfanet.interaction", method, ({ args }) => {
            expect.step([method, ...args]);
            return true;
        });
    }
    onRpc("marfanet.interaction", "write", ({ args }) => {
        expect.step(args);
        return true;
    });
    await click("[data-field=summary] [data-action=confirm]");
    await settle();
    await click("[data-field=summary] [data-action=dismiss]");
    await settle();
    expect.verifySteps([
        ["action_confirm_ai_field", [3], "summary"],
        ["action_dismiss_ai_field", [3], "summary"],
    ]);
    expect("[data-field=sentiment] [data-action=confirm]").toHaveCount(0);
    await click("[data-field=sentiment] [data-action=edit]");
    await animationFrame();
    const select = queryFirst("[data-field=sentiment] select");
    select.value = "neutral";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await click("[data-field=sentiment] [data-action=save]");
    await settle();
    expect.verifySteps([[[3], { sentiment: "neutral" }]]);
});

test("a doubtful date is settled by choosing what was meant", async () => {
    await openNote(makeReview());
    onRpc("marfanet.task", "write", ({ args }) => {
        expect.step(args);
        return true;
    });
    onRpc("marfanet.task", "action_confirm_suggestion", ({ args }) => {
        expect.step(args);
        return true;
    });
    await click(".o-marfanet-ProposedTask [data-action=other]");
    await settle();
    await click(".o-marfanet-ProposedTask [data-action=words]");
    await settle();
    expect.verifySteps([[[8], { date_due: "2026-11-23 06:30:00" }], [[8]]]);
});

const PROMISE = {
    id: 11,
    side: "them",
    text: "واریز می‌کند",
    due: "2026-11-28",
    state: "open",
    active: true,
    quote: "شنبه واریز می‌کنم",
    start: 20,
    review: "suggested",
    waits: true,
    may_write: true,
};
const OBJECTION = {
    id: 11,
    text: "گران است",
    answer: "",
    active: true,
    quote: "گرونه",
    start: 10,
    review: "suggested",
    waits: true,
    may_write: true,
};

test("promises and objections are confirmed and dismissed one by one", async () => {
    const review = makeReview({ promises: [PROMISE], objections: [OBJECTION] });
    await openNote(review);
    for (const model of ["marfanet.promise", "marfanet.objection"]) {
        for (const method of ["action_confirm_suggestion", "action_archive"]) {
            onRpc(model, method, ({ args }) => {
                expect.step([model, method, ...args]);
                return true;
            });
        }
    }
    const promise = "[data-model='marfanet.promise']";
    expect(`${promise} .o-marfanet-Suggestion-value`).toHaveText(/They promised/);
    expect(`${promise} .o-marfanet-Suggestion-mark`).toHaveText("Suggested by AI");
    await click(`${promise} [data-action=confirm]`);
    await settle();
    await click("[data-model='marfanet.objection'] [data-action=dismiss]");
    await settle();
    expect.verifySteps([
        ["marfanet.promise", "action_confirm_suggestion", [11]],
        ["marfanet.objection", "action_archive", [11]],
    ]);
});

test("an objection that was dismissed can be taken back", async () => {
    await openNote(makeReview({ objections: [{ ...OBJECTION, active: false }] }));
    onRpc("marfanet.objection", "action_unarchive", ({ args }) => {
        expect.step(args);
        return true;
    });
    const objection = ".o-marfanet-ProposedSaid";
    expect(objection).toHaveAttribute("data-review", "dismissed");
    expect(`${objection} [data-action=confirm]`).toHaveCount(0);
    await click(`${objection} [data-action=reopen]`);
    await settle();
    expect.verifySteps([[[11]]]);
});

test("a promise alone is accepted with all, a decided one is not", async () => {
    const review = makeReview({ promises: [PROMISE], tasks: [] });
    review.interaction.fields = [];
    await openNote(review);
    expect(".o-marfanet-AcceptAll").toHaveCount(1);
    onRpc("marfanet.promise", "action_confirm_suggestion", () => {
        review.promises = [{ ...PROMISE, review: "confirmed", waits: false }];
        return true;
    });
    await click("[data-model='marfanet.promise'] [data-action=confirm]");
    await settle();
    expect(".o-marfanet-AcceptAll").toHaveCount(0);
});

test("one key accepts all, and says what still wants a look", async () => {
    await openNote(makeReview());
    onRpc("marfanet.interaction", "action_accept_all", ({ args }) => {
        expect.step(args);
        return { left: 1 };
    });
    expect(".o-marfanet-AcceptAll kbd").toHaveText("A");
    await press("a");
    await settle();
    expect.verifySteps([[[3]]]);
    expect(queryAll(".o_notification").at(-1)).toHaveText(/wants a look/);
});

test("a note whose work moves on is shown as it stands", async () => {
    const review = makeReview({ state: "transcribing" });
    const { tell } = await openNote(review);
    expect(".o-marfanet-NoteState").toHaveAttribute("data-state", "transcribing");
    review.state = "ready";
    await tell({ id: 6, state: "ready", failure: "", partner_id: 1 });
    expect(".o-marfanet-NoteState").toHaveAttribute("data-state", "transcribing");
    await tell({ id: 5, state: "ready", failure: "", partner_id: 1 });
    expect(".o-marfanet-NoteState").toHaveAttribute("data-state", "ready");
});
