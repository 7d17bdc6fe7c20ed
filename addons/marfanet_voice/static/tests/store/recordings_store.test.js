import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { RecordingsStore } from "@marfanet_voice/recordings_store/recordings_store";
import { device } from "@marfanet_voice/recordings_store/device";
import { sha256 } from "@marfanet_voice/recordings_store/sha256";
import { bytes, makeNote, makeStore, UUID } from "../voice_helpers";

const OWNER = { database: "test", userId: 7 };
const text = (data) => new TextDecoder().decode(data);

async function recorded(store) {
    await store.add(makeNote({ state: "recording" }));
    await store.append(UUID, 0, bytes("first "), { seconds: 1 });
    await store.append(UUID, 6, bytes("second"), { seconds: 2 });
}

test("each second is there for the next page, with what is known about it", async () => {
    const store = makeStore();
    await recorded(store);
    const afterCrash = new RecordingsStore(store.database);
    const [note] = await afterCrash.list(OWNER);
    expect([note.seconds, note.size, note.partner.id]).toEqual([2, 12, 7]);
    expect(text(await afterCrash.read(UUID, 0, 100))).toBe("first second");
});

test("any part of a recording can be read", async () => {
    const store = makeStore();
    await recorded(store);
    expect(text(await store.read(UUID, 4, 5))).toBe("t sec");
    expect(text(await store.read(UUID, 6, 100))).toBe("second");
    expect(text(await store.read(UUID, 12, 100))).toBe("");
    expect(await store.digest(UUID)).toEqual({
        sha256: sha256(bytes("first second")),
        size: 12,
    });
});

test("another person or database on the same browser sees nothing", async () => {
    const store = makeStore();
    await recorded(store);
    expect(await store.list({ ...OWNER, userId: 8 })).toEqual([]);
    expect(await store.list({ ...OWNER, database: "other" })).toEqual([]);
    expect(await store.list(OWNER)).toHaveLength(1);
});

test("what was removed leaves no sound behind", async () => {
    const store = makeStore();
    await recorded(store);
    await store.remove(UUID);
    expect(await store.list(OWNER)).toEqual([]);
    expect(await store.read(UUID, 0, 100)).toHaveLength(0);
});

test("a full device loses nothing: the rest stays in memory until there is room", async () => {
    const store = makeStore();
    await recorded(store);
    const { database } = store;
    let isFull = true;
    patchWithCleanup(database, {
        transact(mode, work) {
            if (isFull && mode === "readwrite") {
                throw new DOMException("full", "QuotaExceededError");
            }
            return super.transact(mode, work);
        },
    });
    expect(await store.append(UUID, 12, bytes(" third"), { seconds: 3 })).toBe(false);
    expect(await store.append(UUID, 18, bytes(" fourth"))).toBe(false);
    expect(store.hasUnwritten).toBe(true);
    expect((await store.get(UUID)).size).toBe(25);
    expect(text(await store.read(UUID, 6, 100))).toBe("second third fourth");
    expect(await store.flush()).toBe(false);
    isFull = false;
    expect(await store.flush()).toBe(true);
    expect(store.hasUnwritten).toBe(false);
    const [note] = await new RecordingsStore(database).list(OWNER);
    expect(note.seconds).toBe(3);
    const onDisk = await new RecordingsStore(database).read(UUID, 0, 100);
    expect(text(onDisk)).toBe("first second third fourth");
});

test("what comes in while the device writes is not taken for written", async () => {
    const store = makeStore();
    await recorded(store);
    const { database } = store;
    let isFull = true;
    let meanwhile = null;
    patchWithCleanup(database, {
        async transact(mode, work) {
            if (mode === "readwrite" && isFull) {
                throw new DOMException("full", "QuotaExceededError");
            }
            const result = await super.transact(mode, work);
            const now = meanwhile;
            meanwhile = null;
            await now?.();
            return result;
        },
    });
    await store.append(UUID, 12, bytes(" third"));
    isFull = false;
    meanwhile = async () => {
        await store.append(UUID, 18, bytes(" fourth"));
        await store.update(UUID, { state: "queued" });
    };
    expect(await store.flush()).toBe(false);
    expect(text(await store.read(UUID, 0, 100))).toBe("first second third fourth");
    expect(await store.flush()).toBe(true);
    const afterCrash = new RecordingsStore(database);
    expect(text(await afterCrash.read(UUID, 0, 100))).toBe("first second third fourth");
    const [note] = await afterCrash.list(OWNER);
    expect([note.size, note.state]).toEqual([25, "queued"]);
});

test("a browser that keeps nothing still records, in memory", async () => {
    patchWithCleanup(device, {
        get indexedDB() {
            return {
                open: () => {
                    throw new DOMException("no", "SecurityError");
                },
            };
        },
    });
    const store = makeStore();
    await recorded(store);
    const [note] = await store.list(OWNER);
    expect(note.size).toBe(12);
    expect(text(await store.read(UUID, 0, 100))).toBe("first second");
    await store.remove(UUID);
    expect(await store.list(OWNER)).toEqual([]);
});
