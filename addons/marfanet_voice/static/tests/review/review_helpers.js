import { EventBus } from "@odoo/owl";
import { animationFrame } from "@odoo/hoot-mock";
import { mockService, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";

export const SOURCE = "/web/content/9";

/** A browser's player, whose file is what the test says. */
export function mockAudio({ duration = 60, found = 60 } = {}) {
    const players = [];
    class FakeAudio extends window.EventTarget {
        constructor() {
            super();
            Object.assign(this, { duration: NaN, readyState: 0, paused: true });
            this._time = 0;
            this.seeking = false;
            players.push(this);
        }

        get currentTime() {
            return this._time;
        }

        set currentTime(time) {
            this._time = Math.min(time, found);
            Promise.resolve().then(() => {
                if (time > found && this.duration === Infinity) {
                    this.duration = found;
                    this.tell("durationchange");
                }
                this.tell("timeupdate");
            });
        }

        load() {
            this._time = 0;
            this.readyState = 0;
            this.paused = true;
            if (this.src) {
                Promise.resolve().then(() => {
                    this.readyState = 1;
                    this.duration = duration;
                    this.tell("durationchange");
                    this.tell("loadedmetadata");
                });
            }
        }

        async play() {
            this.paused = false;
            this.tell("play");
        }

        pause() {
            this.paused = true;
            this.tell("pause");
        }

        removeAttribute() {
            this.src = "";
        }

        /** As if the recording had been heard until then. */
        reach(time) {
            this._time = time;
            this.tell("timeupdate");
        }

        tell(name) {
            this.dispatchEvent(new Event(name));
        }
    }
    patchWithCleanup(browser, { Audio: FakeAudio });
    return players;
}

/** What the server returns of a voice note that is ready. */
export function makeReview(values = {}) {
    return {
        id: 5,
        date: "2026-11-21 10:00:00",
        agent: "سارا",
        state: "ready",
        failure: "",
        retry_at: false,
        notice: "",
        audio: SOURCE,
        seconds: 60,
        sound_deleted_on: false,
        segments: [
            { start: 0, end: 10, text: "سلام" },
            { start: 10, end: 20, text: "مشکل حل شد" },
            { start: 20, end: 30, text: "سه‌شنبه تماس بگیرم" },
        ],
        transcript: "سلام مشکل حل شد سه‌شنبه تماس بگیرم",
        transcript_origin: "speech",
        transcribed_by: "xAI",
        read_by: "Grok",
        may_write: true,
        interaction: {
            id: 3,
            may_write: true,
            fields: [
                {
                    name: "summary",
                    label: "Summary",
                    value: "حل شد",
                    shown: "حل شد",
                    choices: [],
                    note: 5,
                    quote: "مشکل حل شد",
                    start: 10,
                    review: "suggested",
                },
                {
                    name: "sentiment",
                    label: "Sentiment",
                    value: "positive",
                    shown: "Positive",
                    choices: [
                        ["positive", "Positive"],
                        ["neutral", "Neutral"],
                    ],
                    note: 5,
                    quote: "",
                    start: false,
                    review: "confirmed",
                },
            ],
        },
        tasks: [
            {
                id: 8,
                name: "تماس",
                state: "todo",
                due: "2026-11-24 06:30:00",
                time_said: true,
                doubt: "other_date",
                other_due: "2026-11-23 06:30:00",
                quote: "سه‌شنبه تماس بگیرم",
                start: 20,
                review: "suggested",
                waits: true,
                agent: "سارا",
                may_write: true,
            },
        ],
        long_summary: "",
        objections: [],
        promises: [],
        ...values,
    };
}

/** The bus, over which the test tells what the server would. */
export function mockBus() {
    const listeners = new Map();
    mockService(
        "bus_service",
        Object.assign(new EventBus(), {
            addChannel() {},
            deleteChannel() {},
            send() {},
            start() {},
            subscribe(type, listener) {
                const known = listeners.get(type) || new Set();
                listeners.set(type, known.add(listener));
            },
            unsubscribe(type, listener) {
                listeners.get(type)?.delete(listener);
            },
            workerState: "CONNECTED",
        }),
    );
    return {
        async tell(news) {
            for (const listener of listeners.get("marfanet_voice_note") || []) {
                listener(news);
            }
            await animationFrame();
            await animationFrame();
        },
    };
}
