import { expect, test } from "@odoo/hoot";
import { click, edit, press, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    getService,
    makeMockEnv,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { readDraft } from "@marfanet_crm/log_draft/drafts";
import "@marfanet_ai_brief/card/card_widget";
import {
    makeBrief,
    makeLine,
    makePayload,
    onOpenBrief,
    serveWriting,
    settle,
} from "../brief_helpers";

class Interaction extends models.Model {
    _name = "marfanet.interaction";
    partner_id = fields.Many2one({ relation: "res.partner" });
    purpose = fields.Selection({
        selection: [
            ["support", "Support"],
            ["sales", "Sales"],
        ],
    });
    settled_task_id = fields.Many2one({ relation: "res.partner" });
    questions_asked = fields.Text();
    objection_ids = fields.One2many({
        relation: "marfanet.objection",
        relation_field: "interaction_id",
    });
}

class Objection extends models.Model {
    _name = "marfanet.objection";
    interaction_id = fields.Many2one({ relation: "marfanet.interaction" });
    text = fields.Text();
    answer = fields.Text();
}

defineMailModels();
defineModels([Interaction, Objection]);

const ASK = "آیا روی ایرانسل هم قطع می‌شود؟";
const ASK_MORE = "چند کاربر دارید؟";
const OBJECTION = "قیمتش بالاست";
const ANSWER = "برای هر کاربر ده هزار تومان می‌شود.";
const TEAM_ANSWER = {
    id: 3,
    text: "گران است",
    answer: "ماه اول را نصف حساب می‌کنیم.",
    good: 7,
    used: 9,
    date_label: "دیروز",
    agent: "رضا",
    interaction_id: 12,
};
const BRIEF = makeBrief([
    makeLine(1, "questions", { text: ASK, evidence: [31] }),
    makeLine(2, "questions", { text: ASK_MORE }),
    makeLine(3, "objections", { text: OBJECTION, answer: ANSWER }),
    makeLine(4, "opening", { text: "سلام آقای رضایی" }),
]);

const CARD = ".o-marfanet-BriefCard";
const QUESTION = `${CARD}-question input`;
const OBJECTED = `${CARD}-objection input[type=checkbox]`;
const SAID_IT = `${CARD}-suggested button`;
const KEY = "task:17";

/** Opens a log of which the server tells `payload`; returns what is saved. */
async function openLog(payload, { isShut = false } = {}) {
    const saved = [];
    const asked = [];
    const aside = [];
    onRpc("marfanet.call.brief", "open_brief", ({ args, kwargs }) => {
        asked.push(args);
        aside.push(Boolean(kwargs.context.marfanet_brief_aside));
        return makePayload({ purpose: args[1] || "support", ...payload });
    });
    onRpc("marfanet.interaction", "web_save", ({ args }) => {
        saved.push(JSON.parse(JSON.stringify(args[1])));
    });
    await mountView({
        type: "form",
        resModel: "marfanet.interaction",
        arch: `<form js_class="marfanet_log_form">
            <widget name="marfanet_brief_card"/>
            <field name="partner_id"/><field name="purpose"/>
            <field name="settled_task_id"/><field name="questions_asked"/>
            <field name="objection_ids">
                <list editable="bottom"><field name="text"/><field name="answer"/></list>
            </field>
            <button special="save" string="Store" data-hotkey="q"/>
        </form>`,
        context: {
            default_partner_id: 17,
            default_purpose: "support",
            default_settled_task_id: 17,
        },
    });
    await settle();
    if (!isShut) {
        await click(`${CARD}-toggle`);
        await settle();
    }
    return { aside, asked, saved };
}

async function save() {
    await click("button:contains(Store)");
    await settle();
}

test("a question that is ticked is written into the log, and taken out again", async () => {
    const { saved } = await openLog({ brief: BRIEF });
    for (const number of [0, 1, 0]) {
        await click(`${QUESTION}:eq(${number})`);
        await settle();
    }
    expect(`${QUESTION}:eq(0)`).not.toBeChecked();
    expect(`${QUESTION}:eq(1)`).toBeChecked();
    expect(`${CARD}-toggle`).toHaveText(/1 of 2 questions asked/);
    await click(`${QUESTION}:eq(0)`);
    await settle();
    await save();
    expect(saved.map((values) => values.questions_asked)).toEqual([
        `${ASK_MORE}\n${ASK}`,
    ]);
});

test("an objection that is ticked is saved without what AI would answer", async () => {
    const { saved } = await openLog({ brief: BRIEF });
    expect(`${CARD}-suggested`).toHaveText(ANSWER);
    expect(SAID_IT).toHaveCount(0);
    await click(OBJECTED);
    await settle();
    expect(`${CARD}-answer textarea`).toHaveValue("");
    expect(`${CARD}-suggested span`).toHaveText(ANSWER);
    expect(`${CARD}-suggested .fa-magic`).toHaveCount(1);
    await save();
    expect(saved[0].objection_ids.map(([, , values]) => values)).toEqual([
        { text: OBJECTION, answer: false },
    ]);
});

test("one click says that it was answered so; it is saved as it was corrected", async () => {
    const { saved } = await openLog({ brief: BRIEF });
    await click(OBJECTED);
    await settle();
    await click(SAID_IT);
    await settle();
    expect(`${CARD}-answer textarea`).toHaveValue(ANSWER);
    expect(`${CARD}-suggested`).toHaveCount(0);
    await click(`${CARD}-answer textarea`);
    await edit("کمتر از ده هزار تومان", { confirm: "blur" });
    await settle();
    await save();
    expect(saved[0].objection_ids.map(([, , values]) => values)).toEqual([
        { text: OBJECTION, answer: "کمتر از ده هزار تومان" },
    ]);
});

test("a save by the keyboard takes what is still being typed as an answer", async () => {
    const { saved } = await openLog({ brief: BRIEF });
    await click(OBJECTED);
    await settle();
    await click(`${CARD}-answer textarea`);
    await edit("کمتر", { confirm: false });
    await press(["alt", "q"]);
    await settle();
    expect(saved[0].objection_ids.map(([, , values]) => values.answer)).toEqual([
        "کمتر",
    ]);
});

test("an objection ticked by mistake leaves nothing", async () => {
    const { saved } = await openLog({ brief: BRIEF });
    await click(OBJECTED);
    await settle();
    await click(OBJECTED);
    await settle();
    await save();
    expect(saved[0].objection_ids).toEqual([]);
});

test("an objection that was heard finds the team's best answer, and takes it over", async () => {
    const searched = [];
    onRpc("marfanet.objection", "find_answers", ({ args }) => {
        searched.push(args);
        return [TEAM_ANSWER];
    });
    const { saved } = await openLog({});
    await click(".o-marfanet-AnswerSearch input");
    await edit("خیلی گرونه", { confirm: false });
    await advanceTime(400);
    await settle();
    expect(searched).toEqual([["خیلی گرونه", 17]]);
    const answer = ".o-marfanet-AnswerSearch-answer";
    expect(answer).toHaveText(/7 of 9 times with a good outcome/);
    await click(answer);
    await settle();
    expect(answer).toHaveCount(0);
    expect(`${CARD}-answer textarea`).toHaveValue(TEAM_ANSWER.answer);
    await save();
    expect(saved[0].objection_ids.map(([, , values]) => values)).toEqual([
        { text: "خیلی گرونه", answer: TEAM_ANSWER.answer },
    ]);
});

test("another answer takes the place of the one that was prepared", async () => {
    onRpc("marfanet.objection", "find_answers", () => [TEAM_ANSWER]);
    const { saved } = await openLog({ brief: BRIEF });
    await click(OBJECTED);
    await settle();
    await click(`${CARD}-answer button:contains(The team)`);
    await settle();
    expect(".o-marfanet-AnswerSearch input").toHaveValue(OBJECTION);
    await click(".o-marfanet-AnswerSearch-answer");
    await settle();
    await save();
    expect(saved[0].objection_ids.map(([, , values]) => values)).toEqual([
        { text: OBJECTION, answer: TEAM_ANSWER.answer },
    ]);
});

test("Enter writes an objection down that nobody has answered yet; Escape leaves", async () => {
    onRpc("marfanet.objection", "find_answers", () => []);
    await openLog({});
    await click(".o-marfanet-AnswerSearch input");
    await edit("سرور کند است", { confirm: false });
    await press("Enter");
    await settle();
    expect(queryAllTexts(`${CARD}-objection label`)).toEqual(["سرور کند است"]);
    await click(".o-marfanet-AnswerSearch input");
    await animationFrame();
    expect(".o-marfanet-AnswerSearch-found").toHaveCount(1);
    await press("Escape");
    await animationFrame();
    expect(".o-marfanet-AnswerSearch-found").toHaveCount(0);
});

test("what is ticked outlives a closed tab", async () => {
    await openLog({ brief: BRIEF });
    await click(`${QUESTION}:eq(1)`);
    await click(OBJECTED);
    await settle();
    await advanceTime(400);
    const { values } = readDraft(KEY);
    expect(values.questions_asked).toBe(ASK_MORE);
    expect(values.objection_ids).toEqual([{ text: OBJECTION, answer: "" }]);
});

test("the facts and the principles are there without a brief, which one click begins", async () => {
    const served = serveWriting();
    const { asked } = await openLog({
        facts: {
            money: { overdue_label: "۲٬۰۰۰٬۰۰۰ تومان عقب‌افتاده" },
            promises: { us: [{ id: 1, text: "تماس دوباره", late: true }], them: [] },
        },
        advice: {
            answers: [],
            label: "",
            principles: [
                {
                    key: "silence",
                    name: "Silence",
                    when_to_use: "After a question",
                    when_not_to_use: "On a bad line",
                    example: "…",
                    source: "",
                },
            ],
        },
    });
    expect(queryAllTexts(`${CARD}-facts li`)).toEqual([
        "۲٬۰۰۰٬۰۰۰ تومان عقب‌افتاده",
        "Our promise is late: تماس دوباره",
    ]);
    expect(`${CARD}-principle summary`).toHaveText("Silence: After a question");
    expect(served.requests).toHaveLength(0);
    expect(asked[0]).toEqual([17, "support", "", 17]);
    await click("[data-action=write]");
    await settle();
    expect(served.requests[0].body.partner_id).toBe("17");
    served.event("line", makeLine(1, "opening", { text: "سلام" }));
    await settle();
    expect(`${CARD}-say`).toHaveText(/سلام/);
    expect(`${CARD}-writing .badge`).toHaveText("Written by AI");
});

test("a late promise that only AI has heard of says so, also while the card is shut", async () => {
    const promise = { id: 1, text: "تماس دوباره", late: true };
    const own = { ...promise, id: 2, suggested: false, text: "ارسال فاکتور" };
    await openLog(
        {
            facts: {
                promises: { us: [{ ...promise, suggested: true }, own], them: [] },
            },
        },
        { isShut: true },
    );
    expect(`${CARD}-toggle .fa-magic`).toHaveAttribute("title", "Suggested by AI");
    await click(`${CARD}-toggle`);
    await settle();
    expect(`${CARD}-facts li:eq(0) .fa-magic`).toHaveCount(1);
    expect(`${CARD}-facts li:eq(1) .fa-magic`).toHaveCount(0);
});

test("without AI the card says so", async () => {
    await openLog({ ai: { available: false, label: "No AI service is set up." } });
    expect(`${CARD}-writing`).toHaveText("No AI service is set up.");
    expect("[data-action=write]").toHaveCount(0);
});

test("a card that only stands there is no opening of a brief; one that is used is", async () => {
    const { aside } = await openLog({ brief: BRIEF }, { isShut: true });
    expect(aside).toEqual([true]);
    await click(`${QUESTION}:eq(0)`);
    await click(`${QUESTION}:eq(1)`);
    await settle();
    expect(aside).toEqual([true, false]);
});

test("the card shows what was prepared before the call, for whatever purpose", async () => {
    onOpenBrief((_partner, purpose) => makePayload({ purpose }));
    await makeMockEnv();
    const briefs = getService("marfanet_call_brief");
    const brief = briefs.hold(17);
    const about = { partnerId: 17, purpose: "sales", line: "پنل جدید" };
    await brief.load(about, { writes: false });
    briefs.release(brief);
    const { asked } = await openLog({ brief: BRIEF });
    expect(asked[0]).toEqual([17, "sales", "پنل جدید", false]);
    expect(briefs.recall(18, false)).toEqual({});
});

test("another purpose brings its principles while nothing is written", async () => {
    const { asked } = await openLog({}, { isShut: true });
    await click("[name=purpose] :is(input, select)");
    await animationFrame();
    await click(".o_select_menu_item:contains(Sales)");
    await settle();
    expect(asked.map(([, purpose]) => purpose)).toEqual(["support", "sales"]);
});
