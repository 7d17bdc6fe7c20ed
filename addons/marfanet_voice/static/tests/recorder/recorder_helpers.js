import { after } from "@odoo/hoot";
import { getService, makeMockEnv } from "@web/../tests/web_test_helpers";
import {
    makeStore,
    mockMicrophone,
    mockPolicy,
    until,
    UploadServer,
} from "../voice_helpers";

/**
 * The voice service with a microphone, a server and a store of the test's own.
 *
 * @param {object} [policy] as the session tells it
 */
export async function startVoice(policy) {
    mockPolicy(policy);
    const microphone = mockMicrophone();
    const server = new UploadServer();
    const store = makeStore();
    await makeMockEnv();
    const voice = getService("marfanet_voice");
    // A tab that is closed
    after(() => voice.queue.stop());
    await until(() => !voice.queue.isRunning);
    return { microphone, server, store, voice };
}

/** Says something into the microphone that is on. */
export async function say(microphone, voice, text) {
    microphone.now += 1000;
    microphone.recorders.at(-1).say(text);
    await voice.recording.writing;
}
