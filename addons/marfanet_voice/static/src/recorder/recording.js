import { browser } from "@web/core/browser/browser";
import { takeLock } from "../recordings_store/locks";
import { Capture } from "./capture";

/** Milliseconds between looks at the clock. */
const TICK = 250;
/** A recording that comes so near to its limit says so. */
const WARN_BEFORE = 60_000;
/** Milliseconds without any sound after which it is said. */
const SILENCE = 6_000;
const SILENT = 0.02;

/** Name of the lock that tells other tabs that a recording is being made. */
export const recordingLock = (uuid) => `recording:${uuid}`;

/**
 * One recording being made: from the microphone to the device's own store.
 *
 * @typedef {object} RecordingState
 * @property {"starting"|"recording"|"paused"|"ending"|"over"} phase
 * @property {number} seconds
 * @property {boolean} nearLimit
 * @property {boolean} isSilent nothing has been heard for some time
 * @property {boolean} isUnkept part of it is in memory only: the device is full
 */
export class Recording {
    /**
     * @param {import("../recordings_store/recordings_store").Note} note not stored yet
     * @param {RecordingState} state reactive
     * @param {object} options
     * @param {import("../recordings_store/recordings_store").RecordingsStore}
     *     options.store
     * @param {number} options.maxSeconds
     * @param {(why: "limit"|"lost"|"cleared") => void} options.onEnded it ended without being told to
     */
    constructor(note, state, { maxSeconds, onEnded, store }) {
        this.note = note;
        this.state = state;
        this.store = store;
        this.maxSeconds = maxSeconds;
        this.onEnded = onEnded;
        this.size = 0;
        this.writing = Promise.resolve();
        this.lastSound = 0;
        this.capture = new Capture({
            onData: (data) => this._keep(data),
            onLost: () => this._endAs("lost"),
        });
    }

    get level() {
        return this.capture.level;
    }

    /** @throws {import("./microphone_errors").MicrophoneError} */
    async start() {
        const { uuid } = this.note;
        // Before the note is there: another tab would take it for one left behind.
        this.unlock = await takeLock(recordingLock(uuid));
        try {
            this.note.mimetype = await this.capture.start();
        } catch (error) {
            this._unlock();
            this.state.phase = "over";
            throw error;
        }
        if (this.state.phase === "over") {
            return;
        }
        this.note.recordedAt = new Date().toISOString();
        this.state.phase = "recording";
        this._write(() => this.store.add(this.note));
        this.timer = browser.setInterval(() => this._tick(), TICK);
    }

    pause() {
        this.capture.pause();
        this.state.phase = "paused";
        this._tick();
    }

    resume() {
        this.capture.resume();
        this.lastSound = this.capture.elapsed;
        this.state.phase = "recording";
    }

    /**
     * Ends it, with all of its sound kept.
     *
     * @returns {Promise<number>} seconds
     */
    async stop() {
        this.ending ||= this._stop();
        return this.ending;
    }

    async _stop() {
        this.state.phase = "ending";
        browser.clearInterval(this.timer);
        await this.capture.end();
        await this.writing;
        this.state.seconds = this.capture.elapsed / 1000;
        this.state.phase = "over";
        return this.state.seconds;
    }

    /** Others may have it now; what was said about it is on the disk. */
    release() {
        this._unlock();
    }

    // --- ITS OWN WORK

    _keep(blob) {
        const seconds = this.capture.elapsed / 1000;
        this._write(async () => {
            const data = await blob.arrayBuffer();
            const offset = this.size;
            this.size += data.byteLength;
            return this.store.append(this.note.uuid, offset, data, { seconds });
        });
        this._checkLimit();
    }

    /** One after the other: the sound has an order. */
    _write(work) {
        this.writing = this.writing.then(async () => {
            const isKept = (await work()) || (await this.store.flush());
            this.state.isUnkept = !isKept;
        });
        // Somebody has cleared what the browser keeps: there is nothing to add to.
        this.writing = this.writing.catch(() => this._endAs("cleared"));
    }

    _tick() {
        const { elapsed, level } = this.capture;
        this.state.seconds = elapsed / 1000;
        this.state.nearLimit = elapsed > this.maxSeconds * 1000 - WARN_BEFORE;
        if (level > SILENT || this.state.phase !== "recording") {
            this.lastSound = elapsed;
        }
        this.state.isSilent =
            Boolean(this.capture.analyser) && elapsed - this.lastSound > SILENCE;
        this._checkLimit();
    }

    _checkLimit() {
        if (this.capture.elapsed >= this.maxSeconds * 1000) {
            this._endAs("limit");
        }
    }

    _endAs(why) {
        if (!this.ending) {
            this.onEnded(why);
        }
    }

    _unlock() {
        this.unlock?.();
        this.unlock = null;
    }
}
