import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { router } from "@web/core/browser/router";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Recording } from "../recorder/recording";
import { RecordingsStore } from "../recordings_store/recordings_store";
import { takeShared } from "../share_target/shared_files";
import { Uploader } from "../upload/upload_note";
import { UploadQueue } from "../upload/upload_queue";
import { guardLeaving } from "./leave_guard";
import { voicePolicy } from "./policy";
import { VoiceNotes } from "./voice_notes";

/** How many of those that arrived are still shown. */
const MOST_SENT = 5;
/** Under this name the tab remembers which recordings it has offered. */
const OFFERED = "marfanet_voice_offered";

/**
 * Voice notes on every page: what is being recorded, what is on this device, and what is
 * on its way. Lives as long as the tab; pages come and go.
 */
export class VoiceService {
    constructor(env, services, store = new RecordingsStore()) {
        this.env = env;
        this.notification = services.notification;
        this.policy = voicePolicy();
        this.store = store;
        this.state = reactive({
            /** @type {object|null} what is being recorded, see RecordingState */
            current: null,
            isOpen: false,
            notes: [],
            /** @type {Record<string, import("../upload/upload_queue").Sending>} */
            sendings: {},
            /** Receipts of those that have arrived, newest first */
            sent: [],
            /** Places on the page that show recordings by themselves, by uuid */
            hosts: {},
            trouble: "",
            /** The recording that it is about, if any */
            troubleOf: null,
        });
        /** @type {Map<object, () => import("./voice_notes").About>} */
        this.abouts = new Map();
        this.notes = new VoiceNotes(this.state, store, this.policy.maxBytes);
        this.queue = new UploadQueue({
            list: async () => this.state.notes.filter(isToBeSent),
            onChange: () => this.notes.changed(),
            onSent: (note, receipt) => this._arrived(note, receipt),
            sendings: this.state.sendings,
            store,
            uploader: new Uploader({
                maxPiece: this.policy.pieceBytes,
                now: () => browser.performance.now(),
                store,
            }),
        });
        // The tab in which somebody has pressed «Send» goes first.
        this.notes.onOtherTab = () => this.queue.rest();
        this.notes.onSentElsewhere = (sent) => this._show(sent);
        guardLeaving(() => this.state.current !== null || store.hasUnwritten);
        services.bus_service.subscribe("marfanet_voice_note", (news) =>
            this._hear(news),
        );
    }

    async start() {
        await this.notes.load();
        this._offerLeftBehind();
        await takeShared(async (files) => {
            await this.addFiles(files);
            return !this.store.hasUnwritten;
        });
        if (router.current.marfanet_share === "lost") {
            this.state.isOpen = true;
            this.state.trouble = _t(
                "What you shared did not arrive. Share it once more, or choose the file here.",
            );
        }
        await this.queue.wake();
    }

    /** A recording that a closed tab left is offered, once in each tab. */
    _offerLeftBehind() {
        const left = this.state.notes.filter(({ state }) => state === "interrupted");
        const all = left.map(({ uuid }) => uuid).join();
        if (all && browser.sessionStorage.getItem(OFFERED) !== all) {
            browser.sessionStorage.setItem(OFFERED, all);
            this.state.isOpen = true;
        }
    }

    // --- RECORDING

    /**
     * Records, at once; what it is about may be told later.
     *
     * @param {import("./voice_notes").About} [about]
     * @param {{ isHosted?: boolean }} [options] isHosted: the caller shows it
     * @returns {Promise<string|null>} the recording's uuid; null where none was begun
     */
    async record(about = this.about, { isHosted = false } = {}) {
        this.state.isOpen ||= !isHosted;
        this.state.trouble = "";
        if (this.state.current) {
            return null;
        }
        const note = this.notes.prepare(about);
        this.state.troubleOf = note.uuid;
        this.state.current = {
            isSilent: false,
            isUnkept: false,
            nearLimit: false,
            phase: "starting",
            seconds: 0,
            uuid: note.uuid,
        };
        this.notes.live.add(note.uuid);
        const recording = new Recording(note, this.state.current, {
            maxSeconds: this.policy.maxSeconds,
            onEnded: (why) => this._endedBy(why),
            store: this.store,
        });
        this.recording = recording;
        try {
            await recording.start();
        } catch (error) {
            this._forgetRecording(note.uuid);
            this.state.trouble = error.message;
            return null;
        }
        this._askToPersist();
        await recording.writing;
        await this.notes.load();
        return note.uuid;
    }

    /** @returns {number} how loud it is now, from 0 to 1 */
    get level() {
        return this.recording?.level || 0;
    }

    pause() {
        this.recording?.pause();
    }

    resume() {
        this.recording?.resume();
    }

    /**
     * Ends the recording.
     *
     * @param {boolean} send at once, instead of keeping it to be listened to
     */
    async finish(send) {
        const { recording } = this;
        if (!recording || recording.state.phase === "starting") {
            return;
        }
        const { uuid } = recording.note;
        const seconds = await recording.stop();
        const state = send ? "queued" : "kept";
        await this.notes.change(uuid, { seconds, state });
        this._forgetRecording(uuid);
        if (send) {
            await this.queue.wake();
        }
    }

    async _endedBy(why) {
        const { uuid } = this.recording.note;
        await this.finish(false);
        this.state.isOpen ||= !this.state.hosts[uuid];
        this.state.troubleOf = uuid;
        this.state.trouble = {
            limit: _t(
                "The recording has reached the longest length. It is kept: send it, then record the rest.",
            ),
            lost: _t(
                "The microphone was disconnected. What was said until then is kept: listen to it or send it.",
            ),
            cleared: _t(
                "What this browser keeps was cleared while you were recording. Record it again.",
            ),
        }[why];
    }

    _forgetRecording(uuid) {
        this.recording?.release();
        this.recording = null;
        this.notes.live.delete(uuid);
        this.state.current = null;
    }

    /** Without it the browser may drop what it keeps when the device runs full. */
    async _askToPersist() {
        try {
            await browser.navigator.storage?.persist?.();
        } catch {
            // Only a promise of the browser's; what is kept is kept as well as it can be.
        }
    }

    // --- WHAT IS ON THE DEVICE

    /**
     * @param {string} uuid
     * @param {Partial<import("./voice_notes").About>} changes
     */
    async change(uuid, changes) {
        await this.notes.change(uuid, changes);
        await this.queue.wake();
    }

    /** Sends a recording that was listened to, left behind or refused. */
    async send(uuid) {
        delete this.state.sendings[uuid];
        await this.change(uuid, { error: "", state: "queued" });
    }

    async discard(uuid) {
        if (this.state.current?.uuid === uuid) {
            await this.recording.stop();
            this._forgetRecording(uuid);
        }
        delete this.state.sendings[uuid];
        await this.notes.remove(uuid);
    }

    /**
     * Takes recorded files in; they wait for somebody to send them.
     *
     * @param {Iterable<File>} files
     * @param {import("./voice_notes").About} [about]
     * @param {{ isHosted?: boolean }} [options] as in `record`
     * @returns {Promise<string[]>} uuids
     */
    async addFiles(files, about = this.about, { isHosted = false } = {}) {
        this.state.isOpen ||= !isHosted;
        const { refused, uuids } = await this.notes.addFiles(files, about);
        this.state.trouble = refused.join("\n");
        this._askToPersist();
        return uuids;
    }

    /** @returns {Promise<Blob>} */
    blob(note) {
        return this.store.blob(note);
    }

    // --- WHERE IT IS SHOWN

    /** What the page in front is about. */
    get about() {
        const front = [...this.abouts.values()].pop();
        return front?.() || {};
    }

    /**
     * Tells that a recording is shown in some place of the page itself.
     *
     * @param {string} uuid
     * @returns {() => void} tells that it no longer is
     */
    showIn(uuid) {
        const { hosts } = this.state;
        hosts[uuid] = (hosts[uuid] || 0) + 1;
        return () => {
            hosts[uuid]--;
        };
    }

    _arrived(note, receipt) {
        const { id, name } = note.partner;
        const sent = { ...receipt, partner: { id, name }, uuid: note.uuid };
        this.notes.tellSent(sent);
        this._show(sent);
        this.env.bus.trigger("MARFANET_VOICE_NOTE:SENT", receipt);
    }

    _show(sent) {
        this.state.sent.unshift(sent);
        this.state.sent.splice(MOST_SENT);
    }

    /** News from the server about a note of this person's. */
    _hear({ failure, id, state }) {
        const sent = this.state.sent.find((receipt) => receipt.id === id);
        if (sent) {
            Object.assign(sent, { failure, state });
        }
    }
}

/** One for which nothing more is to be said. */
function isToBeSent(note) {
    return note.state === "queued" && Boolean(note.partner);
}

export const voiceService = {
    dependencies: ["bus_service", "notification"],
    start(env, services) {
        const voice = new VoiceService(env, services);
        if (voice.policy.isPresent) {
            voice.start();
        }
        return voice;
    },
};

registry.category("services").add("marfanet_voice", voiceService);
