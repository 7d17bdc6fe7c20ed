import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { advanceTime } from "@odoo/hoot-mock";
import { browser } from "@web/core/browser/browser";
import { takeLock } from "@marfanet_voice/recordings_store/locks";
import { bytes, cutLine, makeNote, reply, until, UUID } from "../voice_helpers";
import { startVoice } from "../recorder/recorder_helpers";

defineMailModels();

async function startWithNote() {
    const started = await startVoice();
    await started.store.add(makeNote({ state: "kept" }));
    await started.store.append(UUID, 0, bytes("said"));
    await started.voice.notes.load();
    return started;
}

/** All of it is on the server, and the queue has come to rest. */
async function arrived({ queue, state }) {
    await until(() => !state.notes.length && !queue.isRunning);
}

test("it tries again by itself, later and later", async () => {
    const { server, voice } = await startWithNote();
    server.faults = [cutLine, cutLine];
    await voice.send(UUID);
    const sending = () => voice.state.sendings[UUID];
    expect(sending().reason).toMatch(/No connection/);
    // The test's clock runs on meanwhile.
    expect(sending().retryAt - Date.now()).toBeWithin(1, 2000);
    await advanceTime(2000);
    await until(() => sending().attempts === 2);
    expect(sending().retryAt - Date.now()).toBeWithin(2001, 4000);
    await advanceTime(4000);
    await arrived(voice);
    expect(server.notes[UUID].data).toBe("said");
});

test("as soon as there is a connection, it does not wait any longer", async () => {
    const { server, voice } = await startWithNote();
    server.faults = [cutLine];
    await voice.send(UUID);
    browser.dispatchEvent(new Event("online"));
    await arrived(voice);
    expect(server.notes[UUID].data).toBe("said");
});

test("a refusal is shown, kept, and tried again only when told to", async () => {
    const { server, store, voice } = await startWithNote();
    server.faults = [() => reply(400, { error: "It is too long." })];
    await voice.send(UUID);
    const note = await store.get(UUID);
    expect([note.state, note.error, note.size]).toEqual([
        "refused",
        "It is too long.",
        4,
    ]);
    await advanceTime(600_000);
    expect(server.requests).toHaveLength(1);
    await voice.send(UUID);
    expect(server.notes[UUID].data).toBe("said");
});

test("a recording that another tab is sending is left to it, until that tab is gone", async () => {
    const { server, voice } = await startWithNote();
    const unlock = await takeLock(`sending:${UUID}`);
    await voice.send(UUID);
    expect(server.requests).toHaveLength(0);
    unlock();
    await advanceTime(10_000);
    await arrived(voice);
    expect(server.notes[UUID].data).toBe("said");
});

test("what another tab has sent meanwhile is not sent again", async () => {
    const { server, store, voice } = await startWithNote();
    await store.remove(UUID);
    await voice.queue.wake();
    await voice.send(UUID);
    expect(server.requests).toHaveLength(0);
    expect(voice.state.notes).toHaveLength(0);
});

test("one that fails does not hold up the next", async () => {
    const { server, store, voice } = await startWithNote();
    const other = UUID.replace("0b", "1b");
    await store.add(makeNote({ recordedAt: "2026-11-21T11:00:00.000Z", uuid: other }));
    await store.append(other, 0, bytes("more"));
    server.faults = [cutLine];
    await voice.send(UUID);
    expect(server.notes[other].data).toBe("more");
    expect(server.notes[UUID]).toBe(undefined);
});
