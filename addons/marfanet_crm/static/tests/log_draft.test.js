import { destroy, expect, test } from "@odoo/hoot";
import { click, edit, queryOne, unload } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {
    dropDraft,
    listDrafts,
    readDraft,
    writeDraft,
} from "@marfanet_crm/log_draft/drafts";

class Interaction extends models.Model {
    _name = "marfanet.interaction";
    subject = fields.Char();
    summary = fields.Text();
    date = fields.Datetime();
    promise_ids = fields.One2many({
        relation: "marfanet.promise",
        relation_field: "interaction_id",
    });
    outcome_id = fields.Many2one({ relation: "marfanet.outcome" });
    sentiment = fields.Selection({
        selection: [
            ["positive", "Positive"],
            ["negative", "Negative"],
        ],
        onChange: () => {},
    });
    _records = [{ id: 5, summary: "An old one" }];
}

class Outcome extends models.Model {
    _name = "marfanet.outcome";
    name = fields.Char();
    _records = [{ id: 1, name: "No answer" }];
}

class Promise_ extends models.Model {
    _name = "marfanet.promise";
    interaction_id = fields.Many2one({ relation: "marfanet.interaction" });
    text = fields.Text();
    date_due = fields.Date();
}

defineMailModels();
defineModels([Interaction, Outcome, Promise_]);

const KEY = "task:7";

/** Opens the log of task 7, or of another record. */
async function openLog(options = {}) {
    return mountView({
        type: "form",
        resModel: "marfanet.interaction",
        arch: `<form js_class="marfanet_log_form">
            <widget name="marfanet_draft_note"/>
            <field name="subject"/>
            <field name="summary"/>
            <field name="date"/>
            <field name="outcome_id"/>
            <field name="sentiment"/>
            <field name="promise_ids">
                <list editable="bottom">
                    <field name="text"/>
                    <field name="date_due"/>
                </list>
            </field>
            <div>
                <button special="save" string="Store"/>
                <button special="cancel" string="Leave"/>
            </div>
        </form>`,
        context: { default_settled_task_id: 7, default_partner_id: 3 },
        ...options,
    });
}

async function type(name, text) {
    await click(`[name=${name}] :is(input, textarea)`);
    await edit(text, { confirm: false });
    await animationFrame();
}

test("what is being typed is kept before the field is left", async () => {
    await openLog();
    expect(readDraft(KEY)).toBe(null);
    await type("summary", "قول داد");
    await advanceTime(1_000);
    expect(readDraft(KEY).values.summary).toBe("قول داد");
    expect(
        listDrafts().map(({ key, taskId, partnerId }) => [key, taskId, partnerId]),
    ).toEqual([[KEY, 7, 3]]);
});

test("a log that was begun is there on return, until it is begun afresh", async () => {
    writeDraft(KEY, {
        taskId: 7,
        partnerId: 3,
        partnerName: "علی",
        values: {
            date: "2026-11-20 08:00:00",
            outcome_id: { id: 1, display_name: "No answer" },
            sentiment: "negative",
            summary: "قول داد",
        },
    });
    await openLog();
    expect("[name=summary] textarea").toHaveValue("قول داد");
    expect("[name=outcome_id] input").toHaveValue("No answer");
    expect(".o-marfanet-DraftNote").toHaveCount(1);
    await click(".o-marfanet-DraftNote button");
    await animationFrame();
    expect("[name=summary] textarea").toHaveValue("");
    expect(readDraft(KEY)).toBe(null);
});

test("promises of a half-written log are kept, and saved on return", async () => {
    const log = await openLog();
    await click(".o_field_x2many_list_row_add a");
    await animationFrame();
    await click("[name=promise_ids] [name=text] textarea");
    await edit("فاکتور", { confirm: false });
    await click("[name=subject] input");
    await animationFrame();
    await advanceTime(1_000);
    const [kept] = readDraft(KEY).values.promise_ids;
    expect(kept.text).toBe("فاکتور");
    writeDraft(KEY, {
        ...readDraft(KEY),
        values: { promise_ids: [{ ...kept, date_due: "2026-11-28" }] },
    });
    destroy(log);
    onRpc("marfanet.interaction", "web_save", ({ args }) => {
        const [[command, , row]] = args[1].promise_ids;
        expect.step([command, row.text, row.date_due]);
    });
    await openLog();
    expect("[name=promise_ids] .o_data_row").toHaveCount(1);
    await click("button:contains(Store)");
    await animationFrame();
    expect.verifySteps([[0, "فاکتور", "2026-11-28"]]);
});

test("closing the tab half-way keeps the log and saves nothing", async () => {
    onRpc("marfanet.interaction", "web_save", () => {
        throw new Error("a half-written log was saved");
    });
    await openLog();
    await type("summary", "قول");
    await unload();
    await animationFrame();
    expect(readDraft(KEY).values.summary).toBe("قول");
});

test("leaving by Escape keeps it, discarding drops it", async () => {
    const form = await openLog();
    await type("summary", "قول");
    destroy(form);
    expect(readDraft(KEY).values.summary).toBe("قول");
    await openLog();
    await click("button:contains(Leave)");
    await animationFrame();
    expect(readDraft(KEY)).toBe(null);
});

test("a saved log leaves no draft", async () => {
    await openLog();
    await type("summary", "قول داد");
    await advanceTime(1_000);
    await click("button:contains(Store)");
    await animationFrame();
    expect(readDraft(KEY)).toBe(null);
    await advanceTime(1_000);
    expect(readDraft(KEY)).toBe(null);
});

test("an interaction that exists is no draft", async () => {
    await openLog({ resId: 5, context: {} });
    await type("summary", "Another");
    await advanceTime(1_000);
    expect(listDrafts()).toEqual([]);
});

test("drafts that nobody came back to go", async () => {
    await openLog();
    await type("subject", "x");
    await advanceTime(1_000);
    expect(listDrafts().length).toBe(1);
    await advanceTime(8 * 86_400_000);
    expect(listDrafts()).toEqual([]);
    dropDraft(KEY);
    expect(queryOne("[name=subject] input").value).toBe("x");
});
