import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { advanceTime } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { makeNote, until } from "../voice_helpers";
import { say, startVoice } from "./recorder_helpers";

defineMailModels();

const ABOUT = { partner: { id: 7, name: "علی رضایی" }, purpose: "sales" };

test("each second is on the device before the recording ends", async () => {
    const { microphone, store, voice } = await startVoice();
    const uuid = await voice.record(ABOUT);
    await say(microphone, voice, "one ");
    await say(microphone, voice, "two ");
    const kept = await store.get(uuid);
    expect([kept.state, kept.seconds, kept.size]).toEqual(["recording", 2, 8]);
    expect([kept.partner, kept.purpose, kept.language]).toEqual([
        ABOUT.partner,
        "sales",
        "fa",
    ]);
    expect(kept.mimetype).toBe("audio/webm;codecs=opus");
});

test("stopping sends it, and gives the microphone back", async () => {
    const { microphone, server, store, voice } = await startVoice();
    const uuid = await voice.record(ABOUT);
    await say(microphone, voice, "one ");
    microphone.recorders[0].last = "end";
    await voice.finish(true);
    expect(server.notes[uuid].data).toBe("one end");
    expect(await store.get(uuid)).toBe(undefined);
    expect(voice.state.current).toBe(null);
    expect(voice.state.sent[0].id).toBe(1);
    expect(microphone.streams[0].getTracks().map((track) => track.readyState)).toEqual([
        "ended",
    ]);
});

test("stopped to be listened to, it waits on the device", async () => {
    const { microphone, server, store, voice } = await startVoice();
    const uuid = await voice.record(ABOUT);
    await say(microphone, voice, "one");
    await voice.finish(false);
    expect((await store.get(uuid)).state).toBe("kept");
    expect(server.requests).toHaveLength(0);
    await voice.send(uuid);
    expect(server.notes[uuid].data).toBe("one");
});

test("a pause is no part of the recording's length", async () => {
    const { microphone, voice } = await startVoice();
    await voice.record(ABOUT);
    await say(microphone, voice, "one");
    voice.pause();
    expect(voice.state.current.phase).toBe("paused");
    microphone.now += 60_000;
    voice.resume();
    await say(microphone, voice, "two");
    await voice.finish(false);
    expect(voice.state.notes[0].seconds).toBe(2);
});

test("without a representative it is kept until one is chosen, then sent", async () => {
    const { microphone, server, voice } = await startVoice();
    const uuid = await voice.record({});
    await say(microphone, voice, "one");
    await voice.finish(true);
    expect(voice.state.notes[0].state).toBe("queued");
    expect(server.requests).toHaveLength(0);
    await voice.change(uuid, { partner: ABOUT.partner });
    expect(server.notes[uuid].partner_id).toBe(7);
});

test("discarding leaves nothing, and gives the microphone back", async () => {
    const { microphone, server, store, voice } = await startVoice();
    const uuid = await voice.record(ABOUT);
    await say(microphone, voice, "one");
    await voice.discard(uuid);
    expect(await store.get(uuid)).toBe(undefined);
    expect(await store.read(uuid, 0, 10)).toHaveLength(0);
    expect(server.requests).toHaveLength(0);
    expect(microphone.streams[0].getTracks()[0].readyState).toBe("ended");
});

test("near its limit it warns; at the limit it ends, and is kept", async () => {
    const { microphone, store, voice } = await startVoice({ max_seconds: 120 });
    const uuid = await voice.record(ABOUT);
    await say(microphone, voice, "one");
    microphone.now = 70_000;
    await advanceTime(300);
    expect(voice.state.current.nearLimit).toBe(true);
    microphone.now = 120_000;
    await advanceTime(300);
    await until(() => voice.state.current === null && voice.state.trouble);
    expect(voice.state.trouble).toMatch(/longest length/);
    expect((await store.get(uuid)).state).toBe("kept");
});

test("a microphone that is pulled out ends the recording, and what was said is kept", async () => {
    const { microphone, store, voice } = await startVoice();
    const uuid = await voice.record(ABOUT);
    await say(microphone, voice, "one");
    microphone.streams[0].getAudioTracks()[0].onended();
    await until(() => voice.state.trouble);
    expect(voice.state.trouble).toMatch(/was disconnected/);
    const kept = await store.get(uuid);
    expect([kept.state, kept.size]).toEqual(["kept", 3]);
});

test("on a full device it goes on in memory, says so, and is still sent", async () => {
    const { microphone, server, voice } = await startVoice();
    const uuid = await voice.record(ABOUT);
    await say(microphone, voice, "one ");
    patchWithCleanup(voice.store.database, {
        transact(mode, work) {
            if (mode === "readwrite" && !server.notes[uuid]) {
                throw new DOMException("full", "QuotaExceededError");
            }
            return super.transact(mode, work);
        },
    });
    await say(microphone, voice, "two");
    expect(voice.state.current.isUnkept).toBe(true);
    await voice.finish(true);
    expect(server.notes[uuid].data).toBe("one two");
});

test("one recording is made at a time", async () => {
    const { microphone, voice } = await startVoice();
    await voice.record(ABOUT);
    expect(await voice.record({})).toBe(null);
    expect(microphone.recorders).toHaveLength(1);
});

test("what a closed tab left behind is offered, and sent when told to", async () => {
    const { server, store, voice } = await startVoice();
    await store.add(makeNote({ state: "recording" }));
    await store.append(makeNote().uuid, 0, new TextEncoder().encode("left").buffer);
    await voice.notes.load();
    const [note] = voice.state.notes;
    expect(note.state).toBe("interrupted");
    expect(server.requests).toHaveLength(0);
    await voice.send(note.uuid);
    expect(server.notes[note.uuid].data).toBe("left");
});
