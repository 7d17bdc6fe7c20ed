import { expect, test } from "@odoo/hoot";
import { click, queryFirst } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    getService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { readDraft } from "@marfanet_crm/log_draft/drafts";
import {
    makeStore,
    mockMicrophone,
    mockPolicy,
    until,
    UploadServer,
} from "../voice_helpers";
import { say } from "../recorder/recorder_helpers";

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
    summary = fields.Text();
    voice_note_uuids = fields.Json();
    _records = [{ id: 5, partner_id: 17, purpose: "sales" }];
}

defineMailModels();
defineModels([Interaction]);

async function openForm(values = {}) {
    mockPolicy();
    const microphone = mockMicrophone();
    const server = new UploadServer();
    const store = makeStore();
    await mountView({
        type: "form",
        resModel: "marfanet.interaction",
        arch: `<form js_class="marfanet_log_form"><sheet>
            <field name="voice_note_uuids" invisible="1"/>
            <field name="settled_task_id" invisible="1"/>
            <widget name="marfanet_voice"/>
            <field name="partner_id"/><field name="purpose"/><field name="summary"/>
            <button special="save" string="Store"/>
        </sheet></form>`,
        ...values,
    });
    return { microphone, server, store, voice: getService("marfanet_voice") };
}

async function record(voice) {
    await click(".o-marfanet-VoiceWidget [data-action=record]");
    await until(async () => {
        await animationFrame();
        return (
            voice.state.notes.length &&
            queryFirst(".o-marfanet-VoiceWidget .o-marfanet-Recorder")
        );
    });
}

test("what is recorded on a saved interaction belongs to it", async () => {
    const { microphone, server, voice } = await openForm({ resId: 5 });
    await record(voice);
    await say(microphone, voice, "one");
    const [{ uuid }] = voice.state.notes;
    await click(".o-marfanet-Recorder [data-action=send]");
    await until(() => server.notes[uuid] && voice.state.sent.length);
    const { interaction, purpose, representative } = server.uploads[uuid].about;
    expect([interaction, purpose, representative]).toEqual(["5", "sales", "17"]);
    await animationFrame();
    expect(".o-marfanet-VoiceWidget .o-marfanet-SentNote").toHaveCount(1);
});

test("a log that is not saved yet names its recordings when it is", async () => {
    const saved = [];
    onRpc("marfanet.interaction", "web_save", ({ args }) => {
        saved.push(args[1].voice_note_uuids);
    });
    const { voice } = await openForm({
        context: {
            default_partner_id: 17,
            default_purpose: "support",
            default_settled_task_id: 17,
        },
    });
    await record(voice);
    const [note] = voice.state.notes;
    expect([note.partner.id, note.taskId, note.interactionId]).toEqual([17, 17, false]);
    await click("button:contains(Store)");
    await until(() => saved.length);
    expect(saved).toEqual([[note.uuid]]);
    await voice.discard(note.uuid);
});

test("a recording follows what is chosen in the form afterwards", async () => {
    const { store, voice } = await openForm({
        context: { default_partner_id: 17, default_purpose: "support" },
    });
    await record(voice);
    await click("[name=purpose] select, [name=purpose] input");
    await animationFrame();
    const [{ uuid }] = voice.state.notes;
    await voiceFollows(voice, store, uuid);
});

/** Changes the purpose and waits until the note has it. */
async function voiceFollows(voice, store, uuid) {
    await click(".o_select_menu_item:contains(Sales)");
    await until(async () => (await store.get(uuid)).purpose === "sales");
    expect((await store.get(uuid)).purpose).toBe("sales");
    await voice.discard(uuid);
}

test("a log that is left remembers its recordings", async () => {
    const { voice } = await openForm({
        context: { default_partner_id: 17, default_settled_task_id: 3 },
    });
    await record(voice);
    const [{ uuid }] = voice.state.notes;
    await until(async () => {
        await animationFrame();
        return readDraft("task:3");
    });
    expect(readDraft("task:3").values.voice_note_uuids).toEqual([uuid]);
    await voice.discard(uuid);
});
