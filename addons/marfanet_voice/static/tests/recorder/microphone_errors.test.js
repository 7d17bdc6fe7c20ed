import { expect, test } from "@odoo/hoot";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { device } from "@marfanet_voice/recordings_store/device";
import { startVoice } from "./recorder_helpers";

defineMailModels();

function refuse(name) {
    patchWithCleanup(browser.navigator.mediaDevices, {
        getUserMedia: async () => {
            throw new DOMException("no", name);
        },
    });
}

for (const [name, words] of [
    ["NotAllowedError", /allow the microphone/],
    ["NotFoundError", /No microphone was found/],
    ["NotReadableError", /Another program/],
    ["TypeError", /could not be started/],
]) {
    test(`${name}: it says what to do, and nothing is left`, async () => {
        const { store, voice } = await startVoice();
        refuse(name);
        expect(await voice.record({})).toBe(null);
        expect(voice.state.trouble).toMatch(words);
        expect(voice.state.current).toBe(null);
        expect(await store.list({ database: "test", userId: 7 })).toEqual([]);
    });
}

test("a page without https says so before it asks for anything", async () => {
    const { voice } = await startVoice();
    patchWithCleanup(device, {
        get isSecureContext() {
            return false;
        },
    });
    await voice.record({});
    expect(voice.state.trouble).toMatch(/https/);
});

test("a browser that cannot record offers to choose a file", async () => {
    const { voice } = await startVoice();
    patchWithCleanup(device, {
        get MediaRecorder() {
            return undefined;
        },
    });
    await voice.record({});
    expect(voice.state.trouble).toMatch(/choose a file/);
});

test("after the trouble is over, the same button records", async () => {
    const { microphone, voice } = await startVoice();
    const { getUserMedia } = browser.navigator.mediaDevices;
    refuse("NotAllowedError");
    await voice.record({});
    patchWithCleanup(browser.navigator.mediaDevices, { getUserMedia });
    await voice.record({});
    expect(voice.state.trouble).toBe("");
    expect(microphone.recorders).toHaveLength(1);
});
