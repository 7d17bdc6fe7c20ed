import { browser } from "@web/core/browser/browser";
import { device } from "../recordings_store/device";
import { MicrophoneError, openMicrophone } from "./microphone_errors";

/** How often sound is handed over to be kept, in milliseconds: what a crash costs. */
const SLICE = 1000;
/** Bits per second: speech loses nothing that matters, an hour is 14 MB. */
const BITRATE = 32_000;
/** Milliseconds that the browser may take to hand over the last sound. */
const LONGEST_STOP = 5_000;
const TYPES = [
    "audio/webm;codecs=opus", // Chromium, Firefox
    "audio/ogg;codecs=opus", // older Firefox
    "audio/mp4;codecs=opus",
    "audio/mp4", // Safari
];

/**
 * The microphone while something is being recorded.
 *
 * Every way out goes through `end`, which gives the microphone back.
 */
export class Capture {
    /**
     * @param {object} told
     * @param {(data: Blob) => void} told.onData each second of sound
     * @param {() => void} told.onLost the microphone went away, or the browser gave up
     */
    constructor({ onData, onLost }) {
        this.onData = onData;
        this.onLost = onLost;
        this.isOver = false;
        this.before = 0; // milliseconds recorded before the last pause
        this.since = null;
    }

    /**
     * Starts to record.
     *
     * @returns {Promise<string>} the MIME type of what is recorded
     * @throws {MicrophoneError}
     */
    async start() {
        this.stream = await openMicrophone();
        if (this.isOver) {
            this._release();
            return "";
        }
        try {
            this._record();
        } catch {
            this._release();
            throw new MicrophoneError("unsupported");
        }
        this._listen();
        this._stayAwake();
        return this.recorder.mimeType || this.type || "audio/webm";
    }

    _record() {
        const { MediaRecorder } = device;
        this.type = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
        this.recorder = new MediaRecorder(this.stream, {
            audioBitsPerSecond: BITRATE,
            ...(this.type && { mimeType: this.type }),
        });
        this.recorder.ondataavailable = ({ data }) => {
            if (data.size) {
                this.onData(data);
            }
        };
        this.recorder.onerror = () => this._lose();
        for (const track of this.stream.getAudioTracks()) {
            track.onended = () => this._lose();
        }
        this.recorder.start(SLICE);
        this.since = browser.performance.now();
    }

    /** The level is a comfort: where it cannot be had, recording goes on. */
    _listen() {
        try {
            this.context = new browser.AudioContext();
            this.analyser = this.context.createAnalyser();
            this.analyser.fftSize = 1024;
            this.context.createMediaStreamSource(this.stream).connect(this.analyser);
            this.samples = new Float32Array(this.analyser.fftSize);
        } catch {
            this.analyser = null;
        }
    }

    /** A phone whose screen goes dark may stop recording. */
    async _stayAwake() {
        try {
            this.awake = await browser.navigator.wakeLock?.request("screen");
        } catch {
            // Refused when the battery is low; nothing depends on it.
        }
        if (this.isOver) {
            this.awake?.release();
        }
    }

    /** @returns {number} milliseconds of sound so far */
    get elapsed() {
        const running =
            this.since === null ? 0 : browser.performance.now() - this.since;
        return this.before + running;
    }

    /** @returns {number} how loud it is now, from 0 to 1 */
    get level() {
        if (!this.analyser || this.since === null) {
            return 0;
        }
        this.analyser.getFloatTimeDomainData(this.samples);
        const power =
            this.samples.reduce((sum, sample) => sum + sample * sample, 0) /
            this.samples.length;
        // Speech moves between -60 and -10 dB.
        const decibel = 10 * Math.log10(power + 1e-10);
        return Math.min(1, Math.max(0, (decibel + 60) / 50));
    }

    pause() {
        if (this.recorder?.state === "recording") {
            this.recorder.pause();
            this.recorder.requestData();
            this.before = this.elapsed;
            this.since = null;
        }
    }

    resume() {
        if (this.recorder?.state === "paused") {
            this.recorder.resume();
            this.since = browser.performance.now();
        }
    }

    /**
     * Ends the recording; what was not handed over yet is, before this returns.
     *
     * @returns {Promise<void>}
     */
    async end() {
        if (this.isOver) {
            return;
        }
        this.isOver = true;
        this.before = this.elapsed;
        this.since = null;
        const { recorder } = this;
        if (recorder && recorder.state !== "inactive") {
            await new Promise((resolve) => {
                recorder.onstop = resolve;
                recorder.onerror = resolve;
                // A browser that never says so must not keep the microphone.
                browser.setTimeout(resolve, LONGEST_STOP);
                recorder.stop();
            });
        }
        this._release();
    }

    _lose() {
        if (!this.isOver) {
            this.onLost();
        }
    }

    _release() {
        for (const track of this.stream?.getTracks() || []) {
            track.onended = null;
            track.stop();
        }
        if (this.context && this.context.state !== "closed") {
            this.context.close();
        }
        this.awake?.release();
        this.analyser = null;
    }
}
