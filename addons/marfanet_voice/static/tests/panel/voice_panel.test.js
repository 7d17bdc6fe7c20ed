import { expect, test } from "@odoo/hoot";
import {
    click,
    edit,
    queryAllTexts,
    queryFirst,
    queryOne,
    setInputFiles,
} from "@odoo/hoot-dom";
import { Component, xml } from "@odoo/owl";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels, dropFiles } from "@mail/../tests/mail_test_helpers";
import {
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { RecordAutocomplete } from "@web/core/record_selectors/record_autocomplete";
import "@marfanet_voice/voice_panel/voice_panel";
import { bytes, makeNote, until, UUID } from "../voice_helpers";
import { say, startVoice } from "../recorder/recorder_helpers";

defineMailModels();

/** The panel comes with the main components of every page. */
class Page extends Component {
    static template = xml`<main/>`;
    static props = {};
}

const PANEL = ".o-marfanet-VoicePanel";

async function openPanel(policy) {
    const started = await startVoice(policy);
    await mountWithCleanup(Page);
    await click(`${PANEL}-button`);
    await animationFrame();
    return started;
}

async function press(action) {
    await click(`${PANEL} [data-action=${action}]`);
    await animationFrame();
}

test("recorded, paused and sent from the floating button, on any page", async () => {
    const { microphone, server, voice } = await openPanel();
    voice.abouts.set("page", () => ({ partner: { id: 7, name: "علی رضایی" } }));
    await press("record");
    await until(() => queryFirst(`${PANEL} .o-marfanet-NoteAbout`));
    expect(`${PANEL} .o-marfanet-NoteAbout-partner`).toHaveText("علی رضایی");
    await say(microphone, voice, "one");
    await press("pause");
    expect(".o-marfanet-Recorder").toHaveAttribute("data-phase", "paused");
    await press("pause");
    expect(".o-marfanet-Recorder").toHaveAttribute("data-phase", "recording");
    await press("send");
    await until(() => voice.state.sent.length && queryFirst(".o-marfanet-SentNote"));
    expect(".o-marfanet-SentNote [role=status]").toHaveText("Sent");
    expect(Object.values(server.notes)[0].data).toBe("one");
});

test("looking for a name without a connection does not disturb the recording", async () => {
    patchWithCleanup(RecordAutocomplete.prototype, {
        search: () => Promise.reject(new ConnectionLostError("/web")),
    });
    const { voice } = await openPanel();
    await press("record");
    await until(() => queryFirst(`${PANEL} .o-marfanet-NoteAbout input`));
    await click(`${PANEL} .o-marfanet-NoteAbout input`);
    await edit("علی", { confirm: false });
    await until(() => queryFirst(".o-autocomplete--dropdown-item"));
    expect(".o-autocomplete--dropdown-item").toHaveText("No connection to the server.");
    expect(".o-marfanet-Recorder").toHaveAttribute("data-phase", "recording");
    await voice.discard(voice.state.current.uuid);
});

test("a recording is thrown away only after one has said so twice", async () => {
    const { microphone, voice } = await openPanel();
    await press("record");
    await until(() => voice.state.notes.length);
    await say(microphone, voice, "one");
    await press("discard");
    expect(voice.state.current).not.toBe(null);
    await press("throw-away");
    await until(() => !voice.state.current && !voice.state.notes.length);
    expect(".o-marfanet-Recorder").toHaveCount(0);
});

test("what was left behind is offered with what can be done about it", async () => {
    const { server, store, voice } = await openPanel();
    await store.add(makeNote({ state: "recording" }));
    await store.append(UUID, 0, bytes("left"));
    await voice.notes.load();
    await animationFrame();
    expect(".o-marfanet-NoteRow-words").toHaveText(/unfinished recording/);
    expect(queryAllTexts(".o-marfanet-NoteRow-actions button")).toEqual([
        "Listen",
        "Throw away",
        "Send",
    ]);
    await press("send");
    await until(() => server.notes[UUID] && !voice.queue.isRunning);
    expect(server.notes[UUID].data).toBe("left");
});

test("whom it was with can be chosen while the recording runs", async () => {
    onRpc("res.partner", "name_search", ({ kwargs }) => {
        expect.step(kwargs.domain);
        return [[9, "مینا"]];
    });
    const { store, voice } = await openPanel();
    await press("record");
    await until(() => queryFirst(`${PANEL} .o-marfanet-NoteAbout input`));
    await click(`${PANEL} .o-marfanet-NoteAbout input`);
    await until(async () => {
        await animationFrame();
        return queryFirst(".o-autocomplete--dropdown-item a");
    });
    await click(".o-autocomplete--dropdown-item a");
    await until(() => voice.state.notes[0]?.partner);
    expect((await store.get(voice.state.notes[0].uuid)).partner).toEqual({
        id: 9,
        name: "مینا",
    });
    expect.verifySteps([
        ["&", ["is_representative", "=", true], "!", ["id", "in", []]],
    ]);
    await voice.discard(voice.state.current.uuid);
});

test("files are taken in, several at once, and what is no recording is named", async () => {
    const { voice } = await openPanel();
    const files = [
        new File(["sound"], "a.ogg", { lastModified: 1, type: "audio/ogg" }),
        new File(["sound"], "b.amr", { lastModified: 2, type: "" }),
        new File(["text"], "c.pdf", { type: "application/pdf" }),
        new File(["x".repeat(2000)], "d.mp3", { type: "audio/mpeg" }),
    ];
    await click(`${PANEL} [data-action=choose]`);
    await setInputFiles(files);
    await until(() => voice.state.notes.length === 2 && voice.state.trouble);
    await animationFrame();
    expect(queryAllTexts(".o-marfanet-NoteRow-facts bdi:first-of-type")).toEqual([
        "b.amr",
        "a.ogg",
    ]);
    expect(queryOne(`${PANEL}-trouble`).textContent).toMatch(
        /c\.pdf.*no recording[\s\S]*d\.mp3.*larger/,
    );
});

test("a recording that is dragged over the page finds where to be dropped", async () => {
    const { voice } = await startVoice();
    await mountWithCleanup(Page);
    const file = new File(["sound"], "a.ogg", { type: "audio/ogg" });
    const dragged = new Event("dragenter", { bubbles: true });
    const dataTransfer = { items: [{ type: file.type }], types: ["Files"] };
    Object.defineProperty(dragged, "dataTransfer", { value: dataTransfer });
    queryOne("main").dispatchEvent(dragged);
    await animationFrame();
    expect(`${PANEL}-panel`).toHaveCount(1);
    await dropFiles(".o-Dropzone", [file]);
    await until(() => voice.state.notes.length);
    expect(voice.state.notes[0].filename).toBe("a.ogg");
});

test("a refusal shows the server's sentence, and the file can be saved", async () => {
    const { store, voice } = await openPanel();
    await store.add(makeNote({ error: "It is too long.", state: "refused" }));
    await store.append(UUID, 0, bytes("left"));
    await voice.notes.load();
    await animationFrame();
    expect(".o-marfanet-NoteRow-words").toHaveText("Not sent: It is too long.");
    expect(`${PANEL} [data-action=download]`).toHaveCount(1);
    expect(`${PANEL} [data-action=send]`).toHaveText("Try again");
});

test("no microphone, no permission: the panel says what to do", async () => {
    const { voice } = await openPanel();
    voice.state.trouble = "Allow the microphone.";
    await animationFrame();
    expect(`${PANEL}-trouble`).toHaveText("Allow the microphone.");
});

test("where recording is switched off, files can still be sent", async () => {
    await openPanel({ recording: false });
    expect(`${PANEL} [data-action=record]`).toHaveCount(0);
    expect(`${PANEL} [data-action=choose]`).toHaveCount(1);
});

test("who makes no voice notes sees no button", async () => {
    mockService("marfanet_voice", {
        policy: { isPresent: false },
        state: { hosts: {}, notes: [] },
    });
    await mountWithCleanup(Page);
    expect(`${PANEL}-button`).toHaveCount(0);
});

test("the page is not left unasked while something is being recorded", async () => {
    const { voice } = await openPanel();
    const leave = () => {
        const event = new Event("beforeunload", { cancelable: true });
        window.dispatchEvent(event);
        return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    await press("record");
    await until(() => voice.state.current);
    expect(leave()).toBe(true);
    await voice.discard(voice.state.current.uuid);
    expect(leave()).toBe(false);
});
