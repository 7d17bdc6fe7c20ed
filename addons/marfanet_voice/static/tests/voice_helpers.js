import { after } from "@odoo/hoot";
import { mockGetMedia } from "@mail/../tests/mail_test_helpers";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { session } from "@web/session";
import { RecordingsDatabase } from "@marfanet_voice/recordings_store/database";
import { device } from "@marfanet_voice/recordings_store/device";
import { RecordingsStore } from "@marfanet_voice/recordings_store/recordings_store";
import { sha256 } from "@marfanet_voice/recordings_store/sha256";

export const UUID = "0b9a7b52-5d3e-4c4e-9d0f-2f6f3c0a1b2c";
const encoder = new TextEncoder();

/** @returns {ArrayBuffer} */
export function bytes(text) {
    return encoder.encode(text).buffer;
}

/** Lets the session say what the server allows; the person may record, if not told. */
export function mockPolicy(policy = {}) {
    patchWithCleanup(session, {
        db: "test",
        marfanet_voice: {
            recording: true,
            max_bytes: 1000,
            max_seconds: 3600,
            chunk_bytes: 4,
            language: "fa",
            languages: ["fa", "en", "auto"],
            ...policy,
        },
    });
}

let databases = 0;

/** A store of this test's own, in the browser's real database. */
export function makeStore() {
    const name = `marfanet_voice_test_${databases++}`;
    patchWithCleanup(RecordingsDatabase, { NAME: name });
    const database = new RecordingsDatabase();
    after(async () => {
        await database.close();
        indexedDB.deleteDatabase(name);
    });
    return new RecordingsStore(database);
}

/** @returns {import("@marfanet_voice/recordings_store/recordings_store").Note} */
export function makeNote(values = {}) {
    return {
        database: "test",
        error: "",
        filename: "",
        interactionId: false,
        language: "fa",
        mimetype: "audio/webm;codecs=opus",
        partner: { id: 7, name: "علی رضایی" },
        purpose: "support",
        recordedAt: "2026-11-21T10:00:00.000Z",
        seconds: 2,
        sent: 0,
        size: 0,
        state: "queued",
        taskId: false,
        userId: 7,
        uuid: UUID,
        ...values,
    };
}

/**
 * Waits until something is so. Turns of the browser's own database pass meanwhile, no
 * time of the test's clock.
 */
export async function until(look) {
    for (let turn = 0; turn < 1000; turn++) {
        const found = await look();
        if (found) {
            return found;
        }
        await indexedDB.databases();
    }
    throw new Error(`It never came to pass: ${look}`);
}

/** The server's side of the upload protocol, in memory. */
export class UploadServer {
    constructor() {
        this.uploads = {};
        this.notes = {};
        this.requests = [];
        /** Answers to the next requests, in place of the right ones. */
        this.faults = [];
        const { fetch } = browser;
        patchWithCleanup(browser, {
            fetch: (url, request) =>
                String(url).startsWith("/marfanet/voice/")
                    ? this.answer(new URL(url, window.location.origin), request)
                    : fetch(url, request),
        });
    }

    async answer(url, request) {
        const [, , , , uuid, finish] = url.pathname.split("/");
        const kind = finish || (uuid ? "piece" : "open");
        this.requests.push({ kind, request, url });
        const fault = this.faults.shift();
        if (fault) {
            const answer = await fault({ kind, request, uuid });
            if (answer) {
                return answer;
            }
        }
        return this[kind](uuid, request, url);
    }

    open(_uuid, { body }) {
        const uuid = body.get("client_uuid");
        if (this.notes[uuid]) {
            return reply(200, { done: true, receipt: this.notes[uuid] });
        }
        this.uploads[uuid] ||= { about: null, data: "" };
        this.uploads[uuid].about = Object.fromEntries(body);
        return reply(200, { done: false, received: this.uploads[uuid].data.length });
    }

    piece(uuid, { body, headers }, url) {
        const upload = this.uploads[uuid];
        if (!upload) {
            return reply(404, { error: "There is no such upload." });
        }
        if (sha256(body) !== headers["X-Content-SHA256"]) {
            return reply(400, { error: "damaged" });
        }
        if (Number(url.searchParams.get("offset")) !== upload.data.length) {
            return reply(409, { error: "step", received: upload.data.length });
        }
        upload.data += new TextDecoder().decode(body);
        return reply(200, { received: upload.data.length });
    }

    finish(uuid, { body }) {
        const upload = this.uploads[uuid];
        if (sha256(bytes(upload.data)) !== body.get("sha256")) {
            upload.data = "";
            return reply(409, { error: "step", received: 0 });
        }
        this.notes[uuid] = {
            id: Object.keys(this.notes).length + 1,
            client_uuid: uuid,
            data: upload.data,
            partner_id: Number(upload.about.representative),
            sha256: body.get("sha256"),
            state: "received",
        };
        return reply(201, this.notes[uuid]);
    }
}

export function reply(status, content) {
    return {
        status,
        ok: status < 400,
        type: "basic",
        headers: new Headers({ "Content-Type": "application/json" }),
        json: async () => content,
    };
}

/** As fetch does when the line is cut. */
export function cutLine() {
    throw new TypeError("Failed to fetch");
}

/** A microphone whose sound is what the test says. */
export function mockMicrophone() {
    const microphone = { now: 0, recorders: [], streams: mockGetMedia() };
    class Recorder {
        static isTypeSupported(type) {
            return type.includes("webm");
        }

        constructor(stream, { mimeType }) {
            Object.assign(this, { mimeType, state: "inactive", stream });
            microphone.recorders.push(this);
        }

        say(text) {
            const data = { size: text.length, arrayBuffer: async () => bytes(text) };
            this.ondataavailable({ data });
        }

        start() {
            this.state = "recording";
        }

        pause() {
            this.state = "paused";
        }

        requestData() {
            this.say("");
        }

        resume() {
            this.state = "recording";
        }

        stop() {
            this.state = "inactive";
            this.say(this.last || "");
            this.onstop();
        }
    }
    patchWithCleanup(device, {
        get isSecureContext() {
            return true;
        },
        get MediaRecorder() {
            return Recorder;
        },
    });
    patchWithCleanup(browser, { performance: { now: () => microphone.now } });
    return microphone;
}
