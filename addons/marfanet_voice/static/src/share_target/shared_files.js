import { device } from "../recordings_store/device";
import { done } from "../recordings_store/database";
import { takeLock } from "../recordings_store/locks";

// As in static/service_worker/share_target.js
const DATABASE = "marfanet_voice_shared";
const FILES = "files";

/**
 * Hands over what the phone's share sheet has brought since the last time. It came to the
 * device, not to a person: who opens the web client next has it.
 *
 * @param {(files: File[]) => Promise<boolean>} take tells whether it has them safe: then
 *     they are no longer kept here
 */
export async function takeShared(take) {
    const unlock = await takeLock("shared");
    if (!unlock) {
        return; // another tab is at it
    }
    try {
        const database = await open();
        if (!database) {
            return;
        }
        const store = (mode) => database.transaction(FILES, mode).objectStore(FILES);
        const keys = await done(store("readonly").getAllKeys());
        if (keys.length && (await take(await done(store("readonly").getAll())))) {
            for (const key of keys) {
                await done(store("readwrite").delete(key));
            }
        }
        database.close();
    } finally {
        unlock();
    }
}

/** @returns {Promise<IDBDatabase|null>} null where the browser keeps nothing */
async function open() {
    const request = device.indexedDB?.open(DATABASE, 1);
    if (!request) {
        return null;
    }
    request.onupgradeneeded = () =>
        request.result.createObjectStore(FILES, { autoIncrement: true });
    try {
        return await done(request);
    } catch {
        return null;
    }
}
