import { beforeEach, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { TryLater, Refused } from "@marfanet_voice/upload/protocol";
import { Uploader } from "@marfanet_voice/upload/upload_note";
import {
    bytes,
    cutLine,
    makeNote,
    makeStore,
    reply,
    UploadServer,
    UUID,
} from "../voice_helpers";

const SAID = "what was said"; // thirteen bytes: four pieces
let server, store, uploader, sent;

beforeEach(async () => {
    allowTranslations();
    server = new UploadServer();
    store = makeStore();
    uploader = new Uploader({ maxPiece: 4, now: () => 0, store });
    sent = [];
    await store.add(makeNote());
    await store.append(UUID, 0, bytes(SAID));
});

async function send() {
    return uploader.send(await store.get(UUID), async (size) => sent.push(size));
}

test("a recording goes out in pieces, and only then the local one goes", async () => {
    const receipt = await send();
    expect(server.requests.map(({ kind }) => kind)).toEqual([
        "open",
        "piece",
        "piece",
        "piece",
        "piece",
        "finish",
    ]);
    expect(sent).toEqual([0, 4, 8, 12, 13]);
    expect(server.notes[UUID].data).toBe(SAID);
    expect(receipt.id).toBe(1);
    expect(await store.get(UUID)).toBe(undefined);
});

test("the server is told what the recording is about and whose it is", async () => {
    await store.update(UUID, { interactionId: 3, taskId: 4 });
    await send();
    const [{ request }] = server.requests;
    expect(request.headers["X-Marfanet-User"]).toBe("7");
    expect(server.uploads[UUID].about).toEqual({
        client_uuid: UUID,
        interaction: "3",
        language: "fa",
        mimetype: "audio/webm;codecs=opus",
        purpose: "support",
        recorded_at: "2026-11-21T10:00:00.000Z",
        representative: "7",
        size: "13",
        task: "4",
    });
});

for (const [when, faults] of [
    ["before it began", [cutLine]],
    ["between pieces", [null, null, cutLine]],
    ["before the receipt", [null, null, null, null, null, cutLine]],
]) {
    test(`a line cut ${when} costs nothing: the next try goes on from there`, async () => {
        server.faults = [...faults];
        await expect(send()).rejects.toBeInstanceOf(TryLater);
        expect((await store.get(UUID)).size).toBe(13);
        const before = server.requests.length;
        await send();
        expect(server.notes[UUID].data).toBe(SAID);
        const again = server.requests
            .slice(before)
            .filter(({ kind }) => kind === "piece");
        expect(again).toHaveLength(faults.length > 5 ? 0 : faults.length > 1 ? 3 : 4);
    });
}

test("an answer that was lost on its way back does not double a piece", async () => {
    // The server takes the piece, the device does not hear of it.
    server.faults = [
        null,
        async ({ request, uuid }) => {
            server.piece(uuid, request, new URL("http://x/?offset=0"));
            cutLine();
        },
    ];
    await expect(send()).rejects.toBeInstanceOf(TryLater);
    await send();
    expect(server.notes[UUID].data).toBe(SAID);
});

test("a receipt that never came is asked for again", async () => {
    server.faults = [
        null,
        null,
        null,
        null,
        null,
        async ({ request, uuid }) => {
            server.finish(uuid, request);
            cutLine();
        },
    ];
    await expect(send()).rejects.toBeInstanceOf(TryLater);
    expect(await store.get(UUID)).not.toBe(undefined);
    expect((await send()).id).toBe(1);
    expect(Object.keys(server.notes)).toHaveLength(1);
});

test("a server that lost what it had gets all of it again", async () => {
    server.faults = [
        null,
        null,
        ({ uuid }) => {
            delete server.uploads[uuid];
        },
    ];
    await send();
    expect(server.notes[UUID].data).toBe(SAID);
});

test("a recording that arrived otherwise than it is here is sent anew", async () => {
    server.faults = [
        null,
        null,
        null,
        null,
        null,
        ({ uuid }) => {
            server.uploads[uuid].data = "something else";
        },
    ];
    await send();
    expect(server.notes[UUID].data).toBe(SAID);
});

test("a receipt for other bytes does not let the local recording go", async () => {
    server.notes[UUID] = { id: 5, sha256: "of something else" };
    await expect(send()).rejects.toBeInstanceOf(Refused);
    expect((await store.get(UUID)).size).toBe(13);
});

for (const [status, kind] of [
    [400, Refused],
    [413, Refused],
    [403, TryLater],
    [429, TryLater],
    [500, TryLater],
]) {
    test(`an answer of ${status} keeps the recording and says why`, async () => {
        server.faults = [() => reply(status, { error: "A sentence." })];
        const error = await send().catch((reason) => reason);
        expect(error).toBeInstanceOf(kind);
        expect(error.message).toBe("A sentence.");
        expect((await store.get(UUID)).size).toBe(13);
    });
}

test("who is logged out is told to log in, and nothing is taken for sent", async () => {
    server.faults = [
        () => ({
            type: "opaqueredirect",
            status: 0,
            ok: false,
            headers: new Headers(),
        }),
    ];
    const error = await send().catch((reason) => reason);
    expect(error).toBeInstanceOf(TryLater);
    expect(error.message).toMatch(/Log in again/);
});

test("a page in place of an answer is no receipt", async () => {
    server.faults = [
        () => ({
            type: "basic",
            status: 200,
            ok: true,
            headers: new Headers({ "Content-Type": "text/html" }),
        }),
    ];
    await expect(send()).rejects.toBeInstanceOf(TryLater);
    expect((await store.get(UUID)).size).toBe(13);
});

test("pieces become smaller on a line that breaks", async () => {
    uploader = new Uploader({ maxPiece: 4 * 1024 * 1024, now: () => 0, store });
    const before = uploader.piece;
    server.faults = [null, cutLine];
    await expect(send()).rejects.toBeInstanceOf(TryLater);
    expect(uploader.piece).toBe(before / 2);
});

test("what has no sound in it is refused here", async () => {
    await store.add(makeNote({ uuid: "empty" }));
    const note = await store.get("empty");
    await expect(uploader.send(note, () => {})).rejects.toBeInstanceOf(Refused);
    expect(server.requests).toHaveLength(0);
});
