import { device } from "./device";

const VERSION = 1;
export const NOTES = "notes";
export const PIECES = "pieces";

/**
 * The browser's own database of recordings.
 *
 * notes: {@link import("./recordings_store").Note} by its uuid;
 * pieces: { uuid, offset, data: ArrayBuffer } by [uuid, offset].
 */
export class RecordingsDatabase {
    static NAME = "marfanet_voice";
    opening = null;

    /**
     * Does something in one transaction and returns what it returned, after all of it is
     * on the disk.
     *
     * @template Result
     * @param {"readonly"|"readwrite"} mode
     * @param {(notes: IDBObjectStore, pieces: IDBObjectStore) => Promise<Result>} work
     *     awaits nothing but these stores' requests
     * @returns {Promise<Result>}
     * @throws {DOMException} QuotaExceededError: the device is full
     */
    async transact(mode, work) {
        const database = await this.open();
        // Not "relaxed", which only hands the bytes to the system: power may fail.
        const transaction = database.transaction([NOTES, PIECES], mode, {
            durability: "strict",
        });
        const ended = new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onabort = () => reject(transaction.error || new Error("abort"));
        });
        const [result] = await Promise.all([
            work(transaction.objectStore(NOTES), transaction.objectStore(PIECES)),
            ended,
        ]);
        return result;
    }

    open() {
        this.opening ||= new Promise((resolve, reject) => {
            const request = device.indexedDB.open(RecordingsDatabase.NAME, VERSION);
            request.onupgradeneeded = () => {
                request.result.createObjectStore(NOTES, { keyPath: "uuid" });
                request.result.createObjectStore(PIECES, {
                    keyPath: ["uuid", "offset"],
                });
            };
            request.onerror = () => reject(request.error);
            request.onsuccess = () => {
                const database = request.result;
                // The browser may close it: under pressure, or for a newer version.
                const forget = () => {
                    this.opening = null;
                };
                database.onclose = forget;
                database.onversionchange = () => {
                    database.close();
                    forget();
                };
                resolve(database);
            };
        });
        this.opening.catch(() => {
            this.opening = null;
        });
        return this.opening;
    }

    async close() {
        const opening = this.opening;
        this.opening = null;
        (await opening)?.close();
    }
}

/**
 * @param {IDBRequest} request
 * @returns {Promise<any>} its result
 */
export function done(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/** The pieces of one recording, from the one that starts at `offset` on. */
export function piecesOf(uuid, offset = 0) {
    return IDBKeyRange.bound([uuid, offset], [uuid, Infinity]);
}
