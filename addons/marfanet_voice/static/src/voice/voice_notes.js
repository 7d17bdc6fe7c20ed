import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { recordingLock } from "../recorder/recording";
import { isLocked, takeLock } from "../recordings_store/locks";
import { MissingNote } from "../recordings_store/recordings_store";
import { randomUuid } from "../recordings_store/uuid";
import { formatSize } from "./formats";
import { voicePolicy } from "./policy";

/** Bytes of a chosen file that are written to the store at once. */
const STRIDE = 1024 * 1024;
const CHANNEL = "marfanet_voice";
const EXTENSIONS = ["mp3", "wav", "ogg", "opus", "m4a", "webm", "amr", "flac"];
/** What a file dialog offers; extensions, for not every system knows all their types. */
export const ACCEPTED = ["audio/*", ...EXTENSIONS.map((name) => `.${name}`)].join(",");

/** Who a recording belongs to: nobody else on this browser sees it. */
const owner = () => ({ database: session.db, userId: user.userId });

/**
 * @typedef {object} About what a recording is made about, as far as is known
 * @property {{id: number, name: string}|null} [partner] the representative
 * @property {string} [purpose]
 * @property {number|false} [interactionId] a saved one
 * @property {number|false} [taskId]
 * @property {string} [uuid] of the recording, where the page has made one up for it
 */

/** The person's recordings on this device, the same in all tabs. */
export class VoiceNotes {
    /**
     * @param {object} state reactive; its `notes` is kept up to date
     * @param {import("../recordings_store/recordings_store").RecordingsStore} store
     * @param {number} maxBytes of one recording
     */
    constructor(state, store, maxBytes) {
        this.state = state;
        this.store = store;
        this.maxBytes = maxBytes;
        /** Those being recorded in this tab. */
        this.live = new Set();
        this.onOtherTab = () => {};
        this.onSentElsewhere = () => {};
        this.channel =
            browser.BroadcastChannel && new browser.BroadcastChannel(CHANNEL);
        if (this.channel) {
            this.channel.onmessage = async ({ data }) => {
                if (data.sent && this._isMine(data.sent)) {
                    this.onSentElsewhere(data.sent);
                }
                await this.load();
                this.onOtherTab();
            };
        }
    }

    /** Reads them anew; finds those that a closed tab or a crash left behind. */
    async load() {
        const loading = (this.loading = {});
        const notes = [];
        for (const note of await this.store.list(owner())) {
            if (note.state === "recording" && !this.live.has(note.uuid)) {
                note.isElsewhere = await isLocked(recordingLock(note.uuid));
                if (!note.isElsewhere && note.filename) {
                    // Half a copy of a file, which is still where it was chosen from.
                    await this.store.remove(note.uuid);
                    continue;
                }
                note.state = note.isElsewhere ? "recording" : "interrupted";
            }
            notes.push(note);
        }
        // A later call has seen more.
        if (loading === this.loading) {
            this.state.notes = notes;
        }
    }

    async changed() {
        if (this.store.hasUnwritten) {
            await this.store.flush();
        }
        this.channel?.postMessage({});
        await this.load();
    }

    /** Lets the person's other tabs know of a receipt. */
    tellSent(sent) {
        this.channel?.postMessage({ sent: { ...sent, ...owner() } });
    }

    _isMine({ database, userId }) {
        const mine = owner();
        return database === mine.database && userId === mine.userId;
    }

    /**
     * @param {About} about
     * @returns {import("../recordings_store/recordings_store").Note} not stored yet
     */
    prepare(about) {
        const { id, name } = about.partner || {};
        return {
            ...owner(),
            error: "",
            filename: "",
            interactionId: about.interactionId || false,
            language: voicePolicy().language,
            mimetype: "",
            partner: about.partner ? { id, name } : null,
            purpose: about.purpose || "support",
            recordedAt: new Date().toISOString(),
            seconds: 0,
            sent: 0,
            size: 0,
            state: "recording",
            taskId: about.taskId || false,
            uuid: about.uuid || randomUuid(),
        };
    }

    async change(uuid, changes) {
        try {
            await this.store.update(uuid, changes);
        } catch (error) {
            if (!(error instanceof MissingNote)) {
                throw error;
            }
            // Sent or discarded meanwhile, in another tab.
        }
        await this.changed();
    }

    async remove(uuid) {
        await this.store.remove(uuid);
        await this.changed();
    }

    /**
     * Takes recorded files in.
     *
     * @param {Iterable<File>} files
     * @param {About} about
     * @returns {Promise<{ uuids: string[], refused: string[] }>} of the recordings, and
     *     sentences about those that cannot be taken
     */
    async addFiles(files, about) {
        const uuids = [];
        const refused = [];
        for (const file of files) {
            const why = this._whyNot(file);
            if (why) {
                refused.push(why);
                continue;
            }
            const note = {
                ...this.prepare(about),
                filename: file.name,
                mimetype: file.type || "audio/*",
                recordedAt: new Date(file.lastModified || Date.now()).toISOString(),
            };
            const unlock = await takeLock(recordingLock(note.uuid));
            this.live.add(note.uuid);
            try {
                await this._copy(file, note);
                uuids.push(note.uuid);
            } catch {
                await this.store.remove(note.uuid);
                refused.push(
                    _t("“%(name)s” could not be read. Choose it again.", {
                        name: file.name,
                    }),
                );
            } finally {
                this.live.delete(note.uuid);
                unlock?.();
            }
        }
        await this.changed();
        return { refused, uuids };
    }

    async _copy(file, note) {
        await this.store.add(note);
        for (let offset = 0; offset < file.size; offset += STRIDE) {
            const data = await file.slice(offset, offset + STRIDE).arrayBuffer();
            await this.store.append(note.uuid, offset, data);
        }
        await this.store.update(note.uuid, { state: "kept" });
    }

    _whyNot({ name, size, type }) {
        const extension = name.split(".").pop().toLowerCase();
        if (!type.startsWith("audio/") && !EXTENSIONS.includes(extension)) {
            return _t(
                "“%(name)s” is no recording. Choose an mp3, wav, ogg, opus, m4a, webm, amr or flac file.",
                { name },
            );
        }
        if (!size) {
            return _t("“%(name)s” is empty.", { name });
        }
        if (size > this.maxBytes) {
            return _t(
                "“%(name)s” is larger than %(limit)s. Send a shorter recording.",
                {
                    limit: formatSize(this.maxBytes),
                    name,
                },
            );
        }
        return "";
    }
}
