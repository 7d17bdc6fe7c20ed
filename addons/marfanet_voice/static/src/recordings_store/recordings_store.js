import { done, piecesOf, RecordingsDatabase } from "./database";
import { Sha256 } from "./sha256";

/** Bytes hashed, or made ready to listen to, at once. */
const STRIDE = 1024 * 1024;

/**
 * @typedef {object} Note a recording on this device
 * @property {string} uuid
 * @property {string} database
 * @property {number} userId who made it; nobody else sees it
 * @property {"recording"|"interrupted"|"kept"|"queued"|"refused"} state
 *     kept: complete, and nobody has said yet that it shall be sent
 * @property {number} size in bytes
 * @property {number} seconds 0 where not known
 * @property {string} recordedAt ISO 8601
 * @property {string} mimetype
 * @property {string} filename of a chosen file, else ""
 * @property {{id: number, name: string}|null} partner
 * @property {string} purpose
 * @property {string} language ISO 639 code; "" leaves it to the server's setting
 * @property {number|false} interactionId
 * @property {number|false} taskId
 * @property {string} [sha256] once it is complete
 * @property {number} sent bytes that the server has
 * @property {string} error why the server refused it
 */

/**
 * Keeps recordings on the device, each second as it is made.
 *
 * What cannot be written (a full disk, a browser that keeps nothing in private windows)
 * stays in memory, counts as part of the recording, and is written as soon as it can be.
 */
export class RecordingsStore {
    /** @param {RecordingsDatabase} database */
    constructor(database = new RecordingsDatabase()) {
        this.database = database;
        /** @type {Map<string, { note: Note|null, pieces: {offset, data}[] }>} */
        this.unwritten = new Map();
    }

    /** Whether something would be lost with this page. */
    get hasUnwritten() {
        return this.unwritten.size > 0;
    }

    /**
     * @param {string} uuid
     * @returns {boolean} whether part of it is in memory only
     */
    isUnwritten(uuid) {
        return this.unwritten.has(uuid);
    }

    // --- WRITING

    /**
     * @param {Note} note
     * @returns {Promise<boolean>} whether it is on the disk
     */
    async add(note) {
        const row = { ...note };
        return this._write(note.uuid, { note: row }, (notes) => done(notes.put(row)));
    }

    /**
     * Adds the next bytes of a recording.
     *
     * @param {string} uuid
     * @param {number} offset in bytes
     * @param {ArrayBuffer} data
     * @param {Partial<Note>} known what is known about the recording with them
     * @returns {Promise<boolean>} whether they are on the disk
     */
    async append(uuid, offset, data, known = {}) {
        const piece = { uuid, offset, data };
        const changes = { ...known, size: offset + data.byteLength };
        return this._write(uuid, { changes, piece }, async (notes, pieces) => {
            await done(pieces.put(piece));
            await change(notes, uuid, changes);
        });
    }

    /**
     * @param {string} uuid
     * @param {Partial<Note>} changes
     */
    async update(uuid, changes) {
        return this._write(uuid, { changes }, (notes) => change(notes, uuid, changes));
    }

    async remove(uuid) {
        const wasWritten = !this.unwritten.get(uuid)?.note;
        this.unwritten.delete(uuid);
        try {
            await this.database.transact("readwrite", async (notes, pieces) => {
                await done(pieces.delete(piecesOf(uuid)));
                await done(notes.delete(uuid));
            });
        } catch (error) {
            if (wasWritten) {
                throw error;
            }
        }
    }

    /**
     * Writes what is only in memory, as far as that can be done.
     *
     * @returns {Promise<boolean>} whether nothing is left in memory
     */
    async flush() {
        for (const [uuid, kept] of [...this.unwritten]) {
            // As it is now: more may come in while it is written.
            const { note } = kept;
            const pieces = [...kept.pieces];
            const changes = { ...kept.changes };
            try {
                await this.database.transact("readwrite", async (notes, rows) => {
                    if (note) {
                        await done(notes.put(note));
                    }
                    for (const piece of pieces) {
                        await done(rows.put(piece));
                    }
                    await change(notes, uuid, changes);
                });
            } catch {
                return false; // as full as before
            }
            this._forgetWritten(uuid, { changes, note, pieces });
        }
        return !this.hasUnwritten;
    }

    /** Lets go of what has been written, and of nothing that came in meanwhile. */
    _forgetWritten(uuid, { changes, note, pieces }) {
        const kept = this.unwritten.get(uuid);
        if (!kept) {
            return; // discarded meanwhile
        }
        const written = new Set(pieces);
        kept.pieces = kept.pieces.filter((piece) => !written.has(piece));
        kept.note = kept.note === note ? null : kept.note;
        for (const [name, value] of Object.entries(changes)) {
            if (kept.changes[name] === value) {
                delete kept.changes[name];
            }
        }
        if (!kept.note && !kept.pieces.length && !Object.keys(kept.changes).length) {
            this.unwritten.delete(uuid);
        }
    }

    async _write(uuid, what, work) {
        // Once something is in memory, what comes after it waits there too: a later piece
        // that does fit would leave a hole before it.
        if (!this.isUnwritten(uuid)) {
            try {
                await this.database.transact("readwrite", work);
                return true;
            } catch (error) {
                if (error instanceof MissingNote) {
                    throw error;
                }
                // A full disk, or a database that does not open.
            }
        }
        const kept = this.unwritten.get(uuid) || {
            note: null,
            changes: {},
            pieces: [],
        };
        kept.note = what.note || kept.note;
        Object.assign(kept.changes, what.changes);
        if (what.piece) {
            kept.pieces.push(what.piece);
        }
        this.unwritten.set(uuid, kept);
        return false;
    }

    // --- READING

    /**
     * @param {{ database: string, userId: number }} owner
     * @returns {Promise<Note[]>} theirs, oldest first
     */
    async list(owner) {
        let rows = [];
        try {
            rows = await this.database.transact("readonly", (notes) =>
                done(notes.getAll()),
            );
        } catch {
            // No database: what was made on this page is in memory.
        }
        const written = rows.map((note) => this._withUnwritten(note));
        const known = new Set(rows.map((note) => note.uuid));
        const others = [...this.unwritten.values()]
            .filter(({ note }) => note && !known.has(note.uuid))
            .map(({ note }) => this._withUnwritten(note));
        return [...written, ...others]
            .filter(
                (note) =>
                    note.database === owner.database && note.userId === owner.userId,
            )
            .sort((note, other) => (note.recordedAt < other.recordedAt ? -1 : 1));
    }

    /**
     * @param {string} uuid
     * @returns {Promise<Note|undefined>}
     */
    async get(uuid) {
        let note;
        try {
            note = await this.database.transact("readonly", (notes) =>
                done(notes.get(uuid)),
            );
        } catch {
            // As in list
        }
        note ||= this.unwritten.get(uuid)?.note;
        return note && this._withUnwritten(note);
    }

    _withUnwritten(note) {
        return { ...note, ...this.unwritten.get(note.uuid)?.changes };
    }

    /**
     * @param {string} uuid
     * @param {number} offset in bytes
     * @param {number} length at most so many bytes
     * @returns {Promise<Uint8Array>} the bytes from there on; none after the end
     */
    async read(uuid, offset, length) {
        const parts = [];
        let found = 0;
        for (const { data, offset: start } of await this._pieces(
            uuid,
            offset,
            length,
        )) {
            const from = offset + found - start;
            if (from < 0) {
                throw new Error(`A piece is missing before byte ${start} of ${uuid}`);
            }
            const part = new Uint8Array(data, from).subarray(0, length - found);
            parts.push(part);
            found += part.length;
        }
        const bytes = new Uint8Array(found);
        let position = 0;
        for (const part of parts) {
            bytes.set(part, position);
            position += part.length;
        }
        return bytes;
    }

    /** The pieces in which the bytes from `offset` to `offset + length` are. */
    async _pieces(uuid, offset, length) {
        const written = async (_notes, pieces) => {
            const before = IDBKeyRange.bound([uuid, 0], [uuid, offset]);
            const first = await done(pieces.openKeyCursor(before, "prev"));
            if (!first) {
                return [];
            }
            const range = IDBKeyRange.bound(
                first.primaryKey,
                [uuid, offset + length],
                false,
                true,
            );
            return done(pieces.getAll(range));
        };
        let rows = [];
        try {
            rows = await this.database.transact("readonly", written);
        } catch (error) {
            if (!this.isUnwritten(uuid)) {
                throw error;
            }
        }
        const kept = this.unwritten.get(uuid)?.pieces || [];
        return [...rows, ...kept].filter(
            (piece) =>
                piece.offset < offset + length &&
                piece.offset + piece.data.byteLength > offset,
        );
    }

    /**
     * @param {string} uuid
     * @returns {Promise<{ size: number, sha256: string }>} of what there is
     */
    async digest(uuid) {
        const hash = new Sha256();
        for (;;) {
            const bytes = await this.read(uuid, hash.length, STRIDE);
            if (!bytes.length) {
                return { size: hash.length, sha256: hash.hex() };
            }
            hash.update(bytes);
        }
    }

    /**
     * @param {Note} note
     * @returns {Promise<Blob>} the recording, to be listened to or saved as a file
     */
    async blob({ mimetype, uuid }) {
        const parts = [];
        for (let size = 0; ; size += STRIDE) {
            const bytes = await this.read(uuid, size, STRIDE);
            if (!bytes.length) {
                return new Blob(parts, { type: mimetype });
            }
            parts.push(bytes);
        }
    }
}

/** The note was removed meanwhile, perhaps in another tab. */
export class MissingNote extends Error {}

async function change(notes, uuid, changes) {
    const note = await done(notes.get(uuid));
    if (!note) {
        notes.transaction.abort();
        throw new MissingNote(uuid);
    }
    await done(notes.put({ ...note, ...changes }));
}
