import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

/** Under this name the browser remembers how fast its person listens. */
const REMEMBERED = "marfanet_voice_speed";
export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
/** Where no recording ends, in seconds: leads a browser to where one really does. */
const BEYOND = 1e7;

/**
 * The one voice of the page: recordings are played one at a time, wherever they are
 * shown, and fall silent when nothing of the page shows them any more.
 */
export class Playback {
    constructor() {
        this.state = reactive({
            /** Address of the recording that is played, or was last */
            source: "",
            isPlaying: false,
            isLoading: false,
            isBroken: false,
            /** Seconds */
            time: 0,
            /** How long it is, in seconds, where the browser knows it */
            seconds: 0,
            speed: readSpeed(),
        });
        /** @type {Map<string, number>} how many places show a recording */
        this.holders = new Map();
        this.asked = 0;
    }

    get audio() {
        this._audio ||= this._makeAudio();
        return this._audio;
    }

    _makeAudio() {
        const audio = new browser.Audio();
        audio.preload = "metadata";
        const on = (name, listener) => audio.addEventListener(name, listener);
        on("timeupdate", () => {
            if (!this.isMeasuring) {
                this.state.time = audio.currentTime;
            }
        });
        on("durationchange", () => this._takeLength());
        on("play", () => (this.state.isPlaying = true));
        on("pause", () => (this.state.isPlaying = false));
        on("ended", () => Object.assign(this.state, { isPlaying: false, time: 0 }));
        on("error", () => {
            // Without an address nothing is wrong: the recording was let go of.
            if (this.state.source) {
                Object.assign(this.state, { isBroken: true, isPlaying: false });
            }
        });
        return audio;
    }

    _takeLength() {
        const { duration } = this.audio;
        this.state.seconds = Number.isFinite(duration) ? duration : 0;
    }

    // --- WHAT PEOPLE DO

    /**
     * Plays a recording from where it stands, or from a moment of it.
     *
     * @param {string} source its address
     * @param {number} [at] second
     */
    async play(source, at) {
        const asked = ++this.asked;
        this._choose(source);
        Object.assign(this.state, { isBroken: false, isLoading: true });
        try {
            if (at !== undefined) {
                await this._goTo(at);
            }
            // Somebody has asked for something else meanwhile.
            if (asked === this.asked) {
                await this.audio.play();
            }
        } catch (error) {
            // A newer wish ends an older one so; what is broken is told by the event.
            if (!["AbortError", "NotSupportedError"].includes(error?.name)) {
                throw error;
            }
        } finally {
            if (asked === this.asked) {
                this.state.isLoading = false;
            }
        }
    }

    pause() {
        this.asked++;
        this.state.isLoading = false;
        this.audio.pause();
    }

    toggle(source) {
        if (this.isPlaying(source)) {
            return this.pause();
        }
        return this.play(source);
    }

    isPlaying(source) {
        return this.state.source === source && this.state.isPlaying;
    }

    /**
     * @param {string} source
     * @param {number} at second
     */
    async seek(source, at) {
        this._choose(source);
        await this._goTo(at);
    }

    /**
     * @param {string} source
     * @param {number} by seconds, negative for back
     */
    jump(source, by) {
        return this.seek(source, (this._choose(source), this.state.time) + by);
    }

    setSpeed(speed) {
        this.state.speed = speed;
        browser.localStorage.setItem(REMEMBERED, speed);
        Object.assign(this.audio, { defaultPlaybackRate: speed, playbackRate: speed });
    }

    /**
     * Tells that a recording is shown somewhere.
     *
     * @param {string} source
     * @returns {() => void} tells that it no longer is
     */
    hold(source) {
        this.holders.set(source, (this.holders.get(source) || 0) + 1);
        return () => {
            const left = this.holders.get(source) - 1;
            this.holders.set(source, left);
            if (!left) {
                this.holders.delete(source);
                this._letGo(source);
            }
        };
    }

    // --- THE BROWSER'S PART

    _choose(source) {
        if (this.state.source === source && !this.state.isBroken) {
            return;
        }
        const { speed } = this.state;
        Object.assign(this.state, { source, isBroken: false, seconds: 0, time: 0 });
        this.audio.src = source;
        Object.assign(this.audio, { defaultPlaybackRate: speed, playbackRate: speed });
        this.audio.load();
    }

    _letGo(source) {
        if (this.state.source !== source) {
            return;
        }
        this.asked++;
        this.audio.pause();
        Object.assign(this.state, {
            source: "",
            isPlaying: false,
            seconds: 0,
            time: 0,
        });
        this.audio.removeAttribute("src");
        this.audio.load();
    }

    async _goTo(at) {
        const { source } = this.state;
        await this._untilReady();
        if (this.state.source !== source || this.state.isBroken) {
            return;
        }
        const end = this.state.seconds || Infinity;
        this.audio.currentTime = Math.min(Math.max(at, 0), end);
        this.state.time = this.audio.currentTime;
    }

    /**
     * Waits until the browser knows what it plays, and how long it is. What browsers
     * record (WebM) does not say so: it is known once its end was looked for.
     */
    async _untilReady() {
        const { audio } = this;
        if (audio.readyState < 1) {
            await this._once("loadedmetadata");
        }
        if (audio.duration === Infinity) {
            this.isMeasuring = true;
            audio.currentTime = BEYOND;
            while (audio.duration === Infinity && !this.state.isBroken) {
                await this._once("durationchange", "seeked");
                if (!audio.seeking) {
                    break;
                }
            }
            this.isMeasuring = false;
        }
    }

    /** Waits for the browser, but not for what will never come. */
    _once(...awaited) {
        const { audio } = this;
        return new Promise((resolve) => {
            const names = [...awaited, "error", "emptied"];
            const done = () => {
                names.forEach((other) => audio.removeEventListener(other, done));
                resolve();
            };
            names.forEach((other) => audio.addEventListener(other, done));
        });
    }
}

function readSpeed() {
    const speed = Number(browser.localStorage.getItem(REMEMBERED));
    return SPEEDS.includes(speed) ? speed : 1;
}

export const playbackService = {
    start() {
        return new Playback();
    },
};

registry.category("services").add("marfanet_playback", playbackService);
