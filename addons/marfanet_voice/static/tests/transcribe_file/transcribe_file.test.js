import { expect, test } from "@odoo/hoot";
import {
    click,
    contains,
    defineMailModels,
    openFormView,
    start,
    startServer,
} from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    onRpc,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";

class Note extends models.Model {
    _name = "marfanet.voice.note";
    failure = fields.Char();
    state = fields.Char();
    _views = { form: `<form><field name="state"/></form>` };
    _records = [{ id: 5, failure: false, state: "received" }];
}

defineMailModels();
defineModels([Note]);

const BUTTON = ".o-marfanet-TranscribeFile";

/** Opens a contact with a file in its chatter. */
async function openChatter(mimetype, { isAgent = true } = {}) {
    const server = await startServer();
    const partner = server["res.partner"].create({ name: "علی" });
    const attachment = server["ir.attachment"].create({
        mimetype,
        name: "voice.ogg",
        res_id: partner,
        res_model: "res.partner",
    });
    server["mail.message"].create({
        attachment_ids: [attachment],
        body: "A voice message",
        model: "res.partner",
        res_id: partner,
    });
    onRpc("ir.attachment", "action_marfanet_transcribe", ({ args }) => {
        expect.step(`transcribe ${args[0][0] === attachment}`);
        return { res_id: 5 };
    });
    await start();
    patchWithCleanup(user, {
        hasGroup: async (group) => isAgent && group.endsWith("marfanet_agent"),
    });
    await openFormView("res.partner", partner, {
        arch: `<form><sheet/><chatter/></form>`,
    });
    await contains(".o-mail-AttachmentContainer");
    return server;
}

test("a recording in the chatter becomes a voice note, whose state is shown", async () => {
    const server = await openChatter("audio/ogg");
    await click(`${BUTTON}:contains(Transcribe)`);
    await contains(`${BUTTON} .o-marfanet-NoteState[data-state=received]`);
    await contains(".o_notification button:contains(Open the voice note)");
    expect.verifySteps(["transcribe true"]);
    const [me] = server["res.partner"].browse(serverState.partnerId);
    server["bus.bus"]._sendone(me, "marfanet_voice_note", {
        failure: "",
        id: 5,
        state: "ready",
    });
    await contains(`${BUTTON} .o-marfanet-NoteState[data-state=ready]`);
});

test("pressed once more, it opens the note and asks for nothing", async () => {
    await openChatter("audio/ogg");
    await click(`${BUTTON}:contains(Transcribe)`);
    await contains(`${BUTTON} .o-marfanet-NoteState`);
    expect.verifySteps(["transcribe true"]);
    onRpc("marfanet.voice.note", "web_read", ({ args }) => {
        expect.step(`open ${args[0]}`);
    });
    await click(BUTTON);
    await contains(".o_form_view .o_field_widget[name=state]");
    expect.verifySteps(["open 5"]);
});

test("what is no recording is not transcribed", async () => {
    await openChatter("application/pdf");
    expect(BUTTON).toHaveCount(0);
});

test("who is no agent is not offered it", async () => {
    await openChatter("audio/ogg", { isAgent: false });
    expect(BUTTON).toHaveCount(0);
});
