import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { sha256 } from "../recordings_store/sha256";

const ROUTE = "/marfanet/voice/uploads";
/** Milliseconds after which a request that has not been answered is given up. */
const PATIENCE = 90_000;

/** Sending cannot go on now, but will by itself. */
export class TryLater extends Error {}

/** The server will not have this recording as it is; the message is its sentence. */
export class Refused extends Error {}

/** The server counts other bytes than we do: go on from `received`. */
export class OutOfStep extends Error {
    constructor(received) {
        super(`The server has ${received} bytes`);
        this.received = received;
    }
}

/** The server does not know of this upload (any more): begin it again. */
export class NoSuchUpload extends Error {}

/**
 * The server's side of an upload, as addons/marfanet_voice/controllers/uploads.py tells.
 * Each of these throws what is above, and nothing else.
 *
 * @typedef {import("../recordings_store/recordings_store").Note} Note
 * @typedef {{ id: number, client_uuid: string, sha256: string, state: string,
 *     interaction_id: number, partner_id: number }} Receipt
 */

/**
 * Tells the server of a recording, or learns how much of it is there.
 *
 * @param {Note} note with its size
 * @returns {Promise<{ received: number, done: boolean, receipt?: Receipt }>}
 */
export function openUpload(note) {
    const form = new FormData();
    const values = {
        client_uuid: note.uuid,
        filename: note.filename,
        interaction: note.interactionId,
        language: note.language,
        mimetype: note.mimetype,
        purpose: note.purpose,
        recorded_at: note.recordedAt,
        representative: note.partner.id,
        size: note.size,
        task: note.taskId,
    };
    for (const [name, value] of Object.entries(values)) {
        if (value) {
            form.append(name, value);
        }
    }
    return ask(note, ROUTE, { method: "POST", body: form });
}

/**
 * @param {Note} note
 * @param {number} offset
 * @param {Uint8Array} bytes
 * @returns {Promise<{ received: number }>}
 */
export async function sendPiece(note, offset, bytes) {
    try {
        return await ask(note, `${ROUTE}/${note.uuid}?offset=${offset}`, {
            method: "PUT",
            body: bytes,
            headers: {
                "Content-Type": "application/octet-stream",
                "X-Content-SHA256": sha256(bytes),
            },
        });
    } catch (error) {
        // A piece has no meaning that could be refused: it was damaged on its way.
        throw error.status === 400 ? new TryLater(error.message) : error;
    }
}

/**
 * @param {Note} note with its size and SHA-256
 * @returns {Promise<Receipt>}
 */
export function finishUpload(note) {
    const form = new FormData();
    form.append("size", note.size);
    form.append("sha256", note.sha256);
    return ask(note, `${ROUTE}/${note.uuid}/finish`, { method: "POST", body: form });
}

async function ask(note, url, request) {
    const controller = new AbortController();
    const timer = browser.setTimeout(() => controller.abort(), PATIENCE);
    let response, answer;
    try {
        response = await browser.fetch(url, {
            ...request,
            headers: { ...request.headers, "X-Marfanet-User": String(note.userId) },
            // To the log-in page: that answer would look like a success.
            redirect: "manual",
            signal: controller.signal,
        });
        answer = await readJson(response);
    } catch {
        throw new TryLater(_t("No connection to the server."));
    } finally {
        browser.clearTimeout(timer);
    }
    if (response.ok && answer) {
        return answer;
    }
    throw refusal(response, answer);
}

async function readJson(response) {
    const type = response.headers.get("Content-Type") || "";
    return type.startsWith("application/json") ? response.json() : null;
}

function refusal({ status, type }, answer) {
    if (type === "opaqueredirect" || status === 401 || (status === 303 && !answer)) {
        return new TryLater(_t("You are logged out. Log in again to send it."));
    }
    if (!answer || status === 429 || status === 403 || status >= 500) {
        return new TryLater(answer?.error || _t("The server cannot take it now."));
    }
    if (status === 409) {
        return new OutOfStep(answer.received);
    }
    if (status === 404) {
        return new NoSuchUpload(answer.error);
    }
    return Object.assign(new Refused(answer.error), { status });
}
