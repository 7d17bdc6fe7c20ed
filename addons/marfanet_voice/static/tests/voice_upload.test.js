import { expect, test } from "@odoo/hoot";
import { click, queryOne, setInputFiles } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { VoiceUpload } from "@marfanet_voice/voice_upload/voice_upload";

defineMailModels();

const RECORDING = new File(["sound"], "note.ogg", { type: "audio/ogg" });

/** Mounts the dialog's content; `answer` is what the server answers to the upload. */
async function mountUpload(answer) {
    const sent = [];
    const actions = [];
    onRpc(
        "/marfanet/voice/notes",
        async (request) => {
            sent.push(await request.formData());
            return answer();
        },
        { pure: true },
    );
    mockService("action", { doAction: (action) => actions.push(action) });
    await mountWithCleanup(VoiceUpload, {
        props: {
            action: { params: { partner_id: 7 }, type: "ir.actions.client" },
            actionId: 1,
            className: "",
        },
    });
    return { actions, sent };
}

async function chooseAndSend() {
    await click("input[name=audio]");
    await setInputFiles([RECORDING]);
    await animationFrame();
    await click("button[type=submit]");
    await animationFrame();
}

function reply(status, content) {
    return new Response(JSON.stringify(content), {
        status,
        headers: { "Content-Type": "application/json" },
    });
}

test("nothing can be sent before a file is chosen", async () => {
    await mountUpload(() => reply(201, {}));
    expect("button[type=submit]").not.toBeEnabled();
});

test("the chosen file goes out with its representative and opens its note", async () => {
    const { actions, sent } = await mountUpload(() => reply(201, { id: 12 }));
    await chooseAndSend();
    const [form] = sent;
    expect(form.get("audio").name).toBe("note.ogg");
    expect(form.get("representative")).toBe("7");
    expect(form.get("purpose")).toBe("support");
    expect(form.get("client_uuid")).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(actions[0].res_id).toBe(12);
});

test("the server's reason is shown and the file stays chosen", async () => {
    await mountUpload(() => reply(400, { error: "The recording is empty." }));
    await chooseAndSend();
    expect(".alert-danger").toHaveText("The recording is empty.");
    expect("button[type=submit]").toBeEnabled();
    expect(queryOne("input[name=audio]").files.length).toBe(1);
});

test("sending again after a broken connection is the same note", async () => {
    let broken = true;
    const { sent } = await mountUpload(() => {
        if (broken) {
            broken = false;
            throw new TypeError("Failed to fetch");
        }
        return reply(201, { id: 12 });
    });
    await chooseAndSend();
    expect(".alert-danger").toHaveText(/send it again/);
    await click("button[type=submit]");
    await animationFrame();
    expect(sent[1].get("client_uuid")).toBe(sent[0].get("client_uuid"));
});
