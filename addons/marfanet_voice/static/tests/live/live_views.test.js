import { expect, test } from "@odoo/hoot";
import { click, edit, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    MockServer,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { mockBus } from "../review/review_helpers";

class Note extends models.Model {
    _name = "marfanet.voice.note";
    language = fields.Char();
    state = fields.Selection({
        selection: [
            ["transcribing", "Transcribing…"],
            ["ready", "Ready"],
        ],
    });
    _records = [
        { id: 5, language: "fa", state: "transcribing" },
        { id: 6, language: "fa", state: "transcribing" },
    ];
}

defineMailModels();
defineModels([Note]);

const LIST = `<list js_class="marfanet_voice_note_list"><field name="state"/></list>`;
const KANBAN = `<kanban js_class="marfanet_voice_note_kanban"><templates>
    <t t-name="card"><field name="state"/></t></templates></kanban>`;
const FORM = `<form js_class="marfanet_voice_note_form">
    <field name="language"/><field name="state"/></form>`;

/** Opens a view, and returns how the server tells that a note is ready. */
async function openView(type, arch, resId) {
    const bus = mockBus();
    onRpc("marfanet.voice.note", "web_search_read", () => expect.step("read"));
    onRpc("marfanet.voice.note", "web_read", () => expect.step("read"));
    await mountView({ arch, resId, resModel: "marfanet.voice.note", type });
    expect.verifySteps(["read"]);
    return async (id) => {
        await bus.tell({ failure: "", id, state: "ready" });
        await advanceTime(500);
        await animationFrame();
    };
}

for (const [type, arch, shown] of [
    ["list", LIST, ".o_data_row .o_data_cell"],
    ["kanban", KANBAN, ".o_kanban_record:not(.o_kanban_ghost)"],
]) {
    test(`a ${type} shows by itself what a note has come to`, async () => {
        const tell = await openView(type, arch);
        expect(queryAllTexts(shown)).toEqual(["Transcribing…", "Transcribing…"]);
        MockServer.env["marfanet.voice.note"].write([5], { state: "ready" });
        await tell(5);
        expect.verifySteps(["read"]);
        expect(queryAllTexts(shown)).toEqual(["Ready", "Transcribing…"]);
    });
}

test("many notes that move on at once are read once", async () => {
    const bus = mockBus();
    onRpc("marfanet.voice.note", "web_search_read", () => expect.step("read"));
    await mountView({ arch: LIST, resModel: "marfanet.voice.note", type: "list" });
    for (const id of [5, 6, 5, 6]) {
        await bus.tell({ failure: "", id, state: "ready" });
    }
    await advanceTime(500);
    expect.verifySteps(["read", "read"]);
});

test("rows that somebody has picked stay picked", async () => {
    const tell = await openView("list", LIST);
    await click(".o_data_row:first-child .o_list_record_selector input");
    await animationFrame();
    await tell(5);
    expect.verifySteps([]);
    expect(".o_data_row_selected").toHaveCount(1);
});

test("the form of a note is read again for news of that note alone", async () => {
    const tell = await openView("form", FORM, 5);
    await tell(6);
    expect.verifySteps([]);
    await tell(5);
    expect.verifySteps(["read"]);
});

for (const [type, arch, method] of [
    ["form", FORM, "web_read"],
    ["list", LIST, "web_search_read"],
]) {
    test(`news that come before a ${type} is there are no trouble`, async () => {
        const bus = mockBus();
        const reading = new Deferred();
        onRpc("marfanet.voice.note", method, async () => {
            expect.step("read");
            await reading;
        });
        const resModel = "marfanet.voice.note";
        const view = mountView({ arch, resId: 5, resModel, type });
        await expect.waitForSteps(["read"]);
        await bus.tell({ failure: "", id: 5, state: "ready" });
        reading.resolve();
        await view;
        await animationFrame();
        await advanceTime(500);
        // It may have been read before the note moved on.
        expect.verifySteps(["read"]);
    });
}

test("what is being written in a form is not lost to news", async () => {
    const tell = await openView("form", FORM, 5);
    await click("[name=language] input");
    await edit("en");
    await animationFrame();
    await tell(5);
    expect.verifySteps([]);
    expect("[name=language] input").toHaveValue("en");
});
