import { expect, test } from "@odoo/hoot";
import {
    click,
    edit,
    hover,
    keyDown,
    press,
    queryAllAttributes,
    queryAllTexts,
    queryOne,
} from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import { Component, xml } from "@odoo/owl";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    getMockEnv,
    getService,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { SIZES, utils as uiUtils } from "@web/core/ui/ui_service";
import { browser } from "@web/core/browser/browser";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import "@marfanet_ai_brief/panel/call_brief_panel";
import {
    makeBrief,
    makeLine,
    makePayload,
    onOpenBrief,
    serveWriting,
    settle,
} from "../brief_helpers";

defineMailModels();

/** A page with the brief beside it. */
class Page extends Component {
    static template = xml`<main><button class="page">Page</button><input class="field"/></main>`;
    static props = {};
}

const PANEL = ".o-marfanet-CallBriefPanel";

async function openPanel(about = { partnerId: 7 }) {
    await mountWithCleanup(Page);
    getService("marfanet_call_brief").open(about);
    await settle();
}

test("what AI suggested, and nobody confirmed, is marked among the facts", async () => {
    const contact = makePayload().facts.recent[0];
    const both = (values) => [
        { ...values, id: 1, suggested: true },
        { ...values, id: 2, suggested: false },
    ];
    onOpenBrief(() =>
        makePayload({
            facts: {
                recent: both(contact),
                promises: { us: both({ text: "ours", due_label: "" }), them: [] },
                unresolved: both({ model: "marfanet.task", label: "open" }),
                tasks: both({ name: "call", due_label: "" }),
            },
        }),
    );
    serveWriting();
    await openPanel();
    for (const fact of ["recent", "promises", "unresolved", "tasks"]) {
        const rows = `${PANEL} [data-fact=${fact}] li`;
        expect(`${rows}:eq(0) [title='Suggested by AI']`).toHaveCount(1);
        expect(`${rows}:eq(1) .fa-magic`).toHaveCount(0);
    }
});

test("the facts are there before a word is written", async () => {
    onOpenBrief(() =>
        makePayload({
            facts: {
                promises: {
                    us: [{ id: 1, text: "ours", due_label: "late", late: true }],
                    them: [{ id: 2, text: "theirs", due_label: "" }],
                },
                mood: {
                    points: [
                        { date: "2026-11-01", value: -1 },
                        { date: "2026-11-05", value: 1 },
                    ],
                    trend: "up",
                    label: "Better than before",
                },
                money: {
                    state: "debtor",
                    balance_label: "12 T",
                    overdue_label: "9 days late",
                },
            },
        }),
    );
    serveWriting();
    await openPanel();
    expect(`${PANEL} h2`).toHaveText("علی رضایی");
    expect(`${PANEL} [data-fact=recent] [data-interaction='31']`).toHaveText(/ایرانسل/);
    expect(`${PANEL} [data-fact=mood] circle`).toHaveCount(2);
    expect(queryAllTexts(`${PANEL} [data-fact=money] dd > *`)).toEqual([
        "12 T",
        "9 days late",
    ]);
    expect(queryAllAttributes(`${PANEL} [data-side]`, "data-side")).toEqual([
        "us",
        "them",
    ]);
    expect(`${PANEL} [role=status]`).toHaveText(/Waiting/);
    expect(`${PANEL} .o-marfanet-BriefSection`).toHaveCount(0);
});

test("what is written appears in its section, marked as AI, until the line is kept", async () => {
    onOpenBrief(() => makePayload());
    const served = serveWriting();
    await openPanel();
    served.event("by", { provider: "Local", model: "chat-model" });
    served.event("begin", { n: 1, section: "questions" });
    served.event("text", { n: 1, text: "Does <b>it</b>" });
    await settle();
    expect(".o-marfanet-BriefView-mark").toHaveText(
        "Written by AI: Local (chat-model)",
    );
    const text = `${PANEL} [data-section=questions] .o-marfanet-BriefSection-text`;
    expect(text).toHaveText("Does <b>it</b>");
    expect(`${PANEL} .o-marfanet-BriefSection-rests`).toHaveCount(0);
    served.event("line", makeLine(1, "questions", { text: "Kept", evidence: [31] }));
    served.event("line", makeLine(2, "questions", { text: "Advice" }));
    await settle();
    expect(queryAllTexts(text)).toEqual(["Kept", "Advice"]);
    expect(queryAllTexts(`${PANEL} .o-marfanet-BriefSection-general`)).toEqual([
        "General advice",
    ]);
    expect(`${PANEL} [data-evidence='31']`).toHaveCount(1);
});

test("what a line rests on opens without leaving the brief", async () => {
    const line = makeLine(1, "summary", { evidence: [31] });
    onOpenBrief(() => makePayload({ brief: makeBrief([line]) }));
    const opened = [];
    mockService("dialog", { add: (dialog, props) => opened.push([dialog, props]) });
    await openPanel();
    await click(`${PANEL} [data-evidence='31']`);
    const [[dialog, { resId, resModel }]] = opened;
    expect(dialog.prototype).toBeInstanceOf(FormViewDialog);
    expect([resModel, resId]).toEqual(["marfanet.interaction", 31]);
    expect(PANEL).toHaveCount(1);
});

test("a principle is named as in the catalogue, and says when not to use it", async () => {
    const principle = {
        key: "peak_end",
        name: "Peak-end",
        when_to_use: "At the end",
        when_not_to_use: "To cover a mistake",
        source: "Kahneman",
    };
    const line = makeLine(1, "principles", { principle: "peak_end" });
    onOpenBrief(() =>
        makePayload({
            advice: { principles: [principle], answers: [], label: "" },
            brief: makeBrief([line]),
        }),
    );
    await openPanel();
    const badge = `${PANEL} [data-section=principles] .o-marfanet-PrincipleBadge`;
    expect(badge).toHaveText("Peak-end");
    await hover(badge);
    await advanceTime(1000);
    expect(".o-marfanet-PrincipleTooltip").toHaveText(/To cover a mistake/);
});

test("opening sentences are copied, objections stand with their answer", async () => {
    onOpenBrief(() =>
        makePayload({
            brief: makeBrief([
                makeLine(1, "objections", { text: "Dear.", answer: "It pays back." }),
                makeLine(2, "opening", { text: "سلام، وقت بخیر" }),
            ]),
        }),
    );
    patchWithCleanup(browser.navigator.clipboard, {
        writeText: (text) => expect.step(text),
    });
    await openPanel();
    expect(`${PANEL} .o-marfanet-BriefSection-answer`).toHaveText("It pays back.");
    await click(`${PANEL} [data-section=opening] .o_clipboard_button`);
    await animationFrame();
    expect.verifySteps(["سلام، وقت بخیر"]);
});

test("a failure says why, offers advice meanwhile, and can be tried again", async () => {
    onOpenBrief(() =>
        makePayload({
            advice: {
                principles: [{ key: "peak_end", name: "Peak-end" }],
                answers: [],
                label: "",
            },
        }),
    );
    const served = serveWriting();
    await openPanel();
    served.event("error", "The budget of today is used up.");
    served.close();
    await settle();
    expect(`${PANEL} .o-marfanet-BriefView-broken`).toHaveText(/used up/);
    expect(`${PANEL} [data-advice=principles]`).toHaveAttribute("open");
    await click(`${PANEL} [data-action=again]`);
    await settle();
    expect(served.requests).toHaveLength(2);
    expect(`${PANEL} .o-marfanet-BriefView-broken`).toHaveCount(0);
});

test("without an AI service, principles and answers are there, and it is said", async () => {
    onOpenBrief(() =>
        makePayload({
            ai: { available: false, label: "No AI service is set up." },
            advice: {
                principles: [
                    {
                        key: "peak_end",
                        name: "Peak-end",
                        when_to_use: "At the end",
                        when_not_to_use: "",
                        example: "",
                        source: "",
                    },
                ],
                answers: [
                    { id: 3, text: "Dear.", answer: "It pays.", interaction_id: 9 },
                ],
                label: "Without AI: what always helps.",
            },
        }),
    );
    const served = serveWriting();
    await openPanel();
    expect(`${PANEL} .o-marfanet-BriefAdvice-note`).toHaveText(/Without AI/);
    expect(`${PANEL} [data-advice=principles] li`).toHaveText(/At the end/);
    expect(`${PANEL} [data-advice=answers] li`).toHaveText(/It pays/);
    expect(`${PANEL} .o-marfanet-BriefView-written`).toHaveCount(0);
    expect(served.requests).toHaveLength(0);
});

test("somebody new is asked first things first", async () => {
    onOpenBrief(() =>
        makePayload({
            ai: { available: false, label: "" },
            facts: { recent: [], last_spoke: false },
        }),
    );
    await openPanel();
    expect(`${PANEL} .o-marfanet-BriefFacts-new li`).toHaveCount(3);
});

test("a section is judged by one click, and the reason is free", async () => {
    onOpenBrief(() => makePayload({ brief: makeBrief([makeLine(1, "summary")]) }));
    onRpc("marfanet.brief.feedback", "rate", ({ args }) => {
        expect.step(args.join());
        return true;
    });
    await openPanel();
    await click(`${PANEL} [data-section=summary] [data-useful='0']`);
    await settle();
    expect.verifySteps(["5,summary,false,"]);
    expect(`${PANEL} [data-useful='0']`).toHaveAttribute("aria-pressed", "true");
    await edit("not true", { confirm: "enter" });
    await settle();
    expect.verifySteps(["5,summary,false,not true"]);
    expect(`${PANEL} .o-marfanet-SectionFeedback-why`).toHaveCount(0);
});

test("another purpose, or another line, asks anew; letters alone do not", async () => {
    const asked = onOpenBrief((partnerId, purpose, line) =>
        makePayload({ purpose: purpose || "support", line }),
    );
    serveWriting();
    await openPanel({ partnerId: 7, taskId: 3 });
    await click(`${PANEL} [data-purpose=sales]`);
    await settle();
    expect(`${PANEL} [data-purpose=sales]`).toHaveAttribute("aria-pressed", "true");
    await click(`${PANEL} input[name=marfanet_brief_line]`);
    await edit("V2Ray");
    await settle();
    expect(asked).toHaveLength(2);
    await press("Enter");
    await settle();
    expect(asked).toEqual([
        [7, false, "", 3],
        [7, "sales", "", 3],
        [7, "sales", "V2Ray", 3],
    ]);
});

test("written anew on demand; what stands there is marked as the one before", async () => {
    onOpenBrief(() => makePayload({ brief: makeBrief([makeLine(1, "summary")]) }));
    const served = serveWriting();
    await openPanel();
    await click(`${PANEL} [data-action=write]`);
    await settle();
    expect(".o-marfanet-BriefView-remade").toHaveCount(1);
    expect(`${PANEL} [role=status]`).toHaveText(/the previous brief/);
    await click(`${PANEL} [data-action=stop]`);
    await settle();
    expect(served.requests[0].signal.aborted).toBe(true);
    expect(`${PANEL} [data-section=summary]`).toHaveCount(1);
});

test("Esc closes it, stops the writing and gives the focus back", async () => {
    onOpenBrief(() => makePayload());
    const served = serveWriting();
    await mountWithCleanup(Page);
    queryOne(".page").focus();
    getService("marfanet_call_brief").open({ partnerId: 7 });
    await settle();
    expect(PANEL).toBeFocused();
    // Whoever writes on the page means their own text.
    await click(".field");
    await press("Escape");
    await settle();
    expect(PANEL).toHaveCount(1);
    await click(".page");
    await keyDown("Escape");
    await settle();
    expect(PANEL).toHaveCount(0);
    expect(served.requests[0].signal.aborted).toBe(true);
    expect(".page").toBeFocused();
});

test("another representative takes the place of the first", async () => {
    const slow = new Deferred();
    onOpenBrief(async (id) => {
        if (id === 8) {
            await slow;
        }
        return makePayload({ partner: { id, name: `Number ${id}` } });
    });
    serveWriting();
    await openPanel();
    getService("marfanet_call_brief").open({ partnerId: 8 });
    await settle();
    expect(`${PANEL} .o-marfanet-BriefView-skeleton`).toHaveCount(1);
    expect(`${PANEL} .o-marfanet-BriefFacts`).toHaveCount(0);
    slow.resolve();
    await settle();
    expect(`${PANEL} h2`).toHaveText("Number 8");
});

test("on a phone, a page that is opened from it comes forward", async () => {
    patchWithCleanup(uiUtils, { getSize: () => SIZES.XS });
    onOpenBrief(() => makePayload());
    serveWriting();
    await openPanel();
    getMockEnv().bus.trigger("ACTION_MANAGER:UI-UPDATED", "new");
    await settle();
    expect(PANEL).toHaveCount(1);
    getMockEnv().bus.trigger("ACTION_MANAGER:UI-UPDATED", "current");
    await settle();
    expect(PANEL).toHaveCount(0);
});

test("who may not read it is told so, and can try again", async () => {
    let refuses = true;
    onOpenBrief(() => {
        if (refuses) {
            throw makeServerError({ type: "AccessError", message: "Not yours." });
        }
        return makePayload();
    });
    serveWriting();
    await openPanel();
    expect(`${PANEL} [role=alert]`).toHaveText("Not yours.");
    refuses = false;
    await click(`${PANEL} .o-marfanet-BriefView-failed .btn`);
    await settle();
    expect(`${PANEL} .o-marfanet-BriefFacts`).toHaveCount(1);
});
