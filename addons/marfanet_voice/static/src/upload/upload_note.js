import { _t } from "@web/core/l10n/translation";
import {
    finishUpload,
    NoSuchUpload,
    openUpload,
    OutOfStep,
    Refused,
    sendPiece,
    TryLater,
} from "./protocol";

/** Bytes of the first piece: some seconds on a slow connection. */
const FIRST_PIECE = 128 * 1024;
const SMALLEST_PIECE = 16 * 1024;
/** A piece that took less milliseconds may be followed by one of twice its size. */
const SOON = 3_000;
/** How often in one go the server may say that it counts otherwise. */
const MOST_STEPS_BACK = 8;

/**
 * Sends recordings. Where the connection breaks, the next call goes on from there.
 */
export class Uploader {
    /**
     * @param {object} options
     * @param {import("../recordings_store/recordings_store").RecordingsStore}
     *     options.store
     * @param {number} options.maxPiece bytes
     * @param {() => number} options.now milliseconds
     */
    constructor({ maxPiece, now, store }) {
        this.store = store;
        this.maxPiece = maxPiece;
        this.now = now;
        this.piece = Math.min(FIRST_PIECE, maxPiece);
    }

    /**
     * Sends a recording whose sound is complete, and lets go of the local one when the
     * server has proved to have the same.
     *
     * @param {import("./protocol").Note} note
     * @param {(sent: number) => Promise<void>} onProgress bytes that the server has
     * @returns {Promise<import("./protocol").Receipt>}
     * @throws {TryLater|Refused}
     */
    async send(note, onProgress) {
        const sealed = await this._seal(note);
        for (let stepsBack = 0; stepsBack < MOST_STEPS_BACK; stepsBack++) {
            try {
                const receipt = await this._sendFrom(sealed, onProgress);
                return await this._letGo(sealed, receipt);
            } catch (error) {
                if (!(error instanceof OutOfStep || error instanceof NoSuchUpload)) {
                    throw error;
                }
            }
        }
        throw new TryLater(
            _t("The recording does not arrive whole. It stays on this device."),
        );
    }

    /** What is sent must not change any more: its checksum is taken once. */
    async _seal(note) {
        if (note.sha256) {
            return note;
        }
        const seal = await this.store.digest(note.uuid);
        if (!seal.size) {
            throw new Refused(
                _t(
                    "Nothing was recorded: not a single second of sound arrived. Record it again.",
                ),
            );
        }
        await this.store.update(note.uuid, seal);
        return { ...note, ...seal };
    }

    async _sendFrom(note, onProgress) {
        const opened = await openUpload(note);
        if (opened.done) {
            return opened.receipt;
        }
        let { received } = opened;
        await onProgress(Math.min(received, note.size));
        while (received < note.size) {
            received = await this._sendPiece(note, received);
            await onProgress(Math.min(received, note.size));
        }
        return finishUpload(note);
    }

    async _sendPiece(note, offset) {
        const bytes = await this.store.read(note.uuid, offset, this.piece);
        const began = this.now();
        try {
            const { received } = await sendPiece(note, offset, bytes);
            if (this.now() - began < SOON) {
                this.piece = Math.min(this.piece * 2, this.maxPiece);
            }
            return received;
        } catch (error) {
            if (error instanceof OutOfStep) {
                return error.received;
            }
            if (error instanceof TryLater) {
                // The less is lost with each piece, the further a bad line gets.
                const half = Math.max(this.piece / 2, SMALLEST_PIECE);
                this.piece = Math.min(half, this.maxPiece);
            }
            throw error;
        }
    }

    async _letGo(note, receipt) {
        if (!receipt?.id || receipt.sha256 !== note.sha256) {
            throw new Refused(
                _t(
                    "The server has another recording under this one's number. Download this one and send it as a file.",
                ),
            );
        }
        await this.store.remove(note.uuid);
        return receipt;
    }
}
