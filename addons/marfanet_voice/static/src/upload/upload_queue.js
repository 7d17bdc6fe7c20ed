import { browser } from "@web/core/browser/browser";
import { takeLock } from "../recordings_store/locks";
import { MissingNote } from "../recordings_store/recordings_store";
import { Refused } from "./protocol";

/** Milliseconds until the second try; doubled with each one, up to the longest. */
const FIRST_DELAY = 2_000;
const LONGEST_DELAY = 5 * 60_000;
/** Milliseconds until a recording that another tab is sending is looked at again. */
const OTHER_TAB_DELAY = 10_000;

/**
 * Sends what is waiting, one after the other, until all of it has arrived.
 *
 * It tries again by itself: after a growing delay, and at once when the device has a
 * connection again. One tab sends a recording at a time.
 *
 * @typedef {{ isSending: boolean, sent: number, attempts: number, retryAt: number,
 *     reason: string }} Sending
 */
export class UploadQueue {
    /**
     * @param {object} options
     * @param {import("./upload_note").Uploader} options.uploader
     * @param {import("../recordings_store/recordings_store").RecordingsStore}
     *     options.store
     * @param {() => Promise<import("./protocol").Note[]>} options.list what is to be sent
     * @param {Record<string, Sending>} options.sendings reactive, by uuid
     * @param {(note: object) => void} options.onChange something is other than it was
     * @param {(note: object, receipt: object) => void} options.onSent
     */
    constructor({ list, onChange, onSent, sendings, store, uploader }) {
        Object.assign(this, { list, onChange, onSent, sendings, store, uploader });
        this.isRunning = false;
        this.timer = null;
        this.stopped = false;
        this.onOnline = () => this.hurry();
        browser.addEventListener("online", this.onOnline);
    }

    stop() {
        this.stopped = true;
        browser.clearTimeout(this.timer);
        browser.removeEventListener("online", this.onOnline);
    }

    /** Tries everything now, however often it failed. */
    hurry() {
        for (const sending of Object.values(this.sendings)) {
            sending.retryAt = 0;
            sending.attempts = 0;
        }
        return this.wake();
    }

    /** Sends what is due. */
    async wake() {
        if (this.isRunning || this.stopped) {
            this.again = true;
            return;
        }
        this.isRunning = true;
        try {
            do {
                this.again = false;
                for (const note of await this.list()) {
                    if (this._sendingOf(note).retryAt <= Date.now()) {
                        await this._send(note);
                    }
                }
            } while (this.again && !this.stopped);
        } finally {
            this.isRunning = false;
        }
        await this.rest();
    }

    /** Waits until something is due; a moment at least, for others to be first. */
    async rest() {
        browser.clearTimeout(this.timer);
        const waiting = await this.list();
        if (this.stopped || !waiting.length) {
            return;
        }
        const next = Math.min(...waiting.map((note) => this._sendingOf(note).retryAt));
        const delay = Math.max(next - Date.now(), FIRST_DELAY);
        this.timer = browser.setTimeout(() => this.wake(), delay);
    }

    _sendingOf({ sent, uuid }) {
        this.sendings[uuid] ||= {
            attempts: 0,
            isSending: false,
            reason: "",
            retryAt: 0,
            sent,
        };
        return this.sendings[uuid];
    }

    async _send(note) {
        const unlock = await takeLock(`sending:${note.uuid}`);
        if (!unlock) {
            // Another tab is at it. Should that one be closed, this one goes on.
            this._sendingOf(note).retryAt = Date.now() + OTHER_TAB_DELAY;
            return;
        }
        const sending = this._sendingOf(note);
        sending.isSending = true;
        try {
            // As it is now that this tab alone has it: it may have been sent meanwhile.
            const current = await this.store.get(note.uuid);
            if (current?.state === "queued") {
                const receipt = await this.uploader.send(current, (sent) =>
                    this._progress(note, sent),
                );
                delete this.sendings[note.uuid];
                this.onSent(current, receipt);
            }
        } catch (error) {
            await this._fail(note, error);
        } finally {
            sending.isSending = false;
            unlock();
            this.onChange(note);
        }
    }

    async _progress(note, sent) {
        Object.assign(this._sendingOf(note), { attempts: 0, reason: "", sent });
        await this.store.update(note.uuid, { sent });
        this.onChange(note);
    }

    async _fail(note, error) {
        if (error instanceof MissingNote) {
            delete this.sendings[note.uuid];
        } else if (error instanceof Refused) {
            delete this.sendings[note.uuid];
            await this.store.update(note.uuid, {
                error: error.message,
                state: "refused",
            });
        } else {
            // Whatever it is, what was recorded is not given up.
            this._postpone(note, error.message);
        }
    }

    _postpone(note, reason) {
        const sending = this._sendingOf(note);
        sending.attempts++;
        const delay = FIRST_DELAY * 2 ** Math.min(sending.attempts - 1, 20);
        sending.retryAt = Date.now() + Math.min(delay, LONGEST_DELAY);
        sending.reason = reason;
    }
}
