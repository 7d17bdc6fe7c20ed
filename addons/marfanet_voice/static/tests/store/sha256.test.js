import { expect, test } from "@odoo/hoot";
import { Sha256, sha256 } from "@marfanet_voice/recordings_store/sha256";
import { bytes } from "../voice_helpers";

test("checksums are those of the standard", () => {
    expect(sha256(bytes(""))).toBe(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    expect(sha256(bytes("abc"))).toBe(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    // Longer than a block, with its length in a block of its own
    expect(
        sha256(bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
    ).toBe("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
});

test("in pieces of any size it comes to the same", () => {
    const data = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
    for (const length of [1, 37, 63, 64, 65, 999]) {
        const hash = new Sha256();
        for (let i = 0; i < data.length; i += length) {
            hash.update(data.subarray(i, i + length));
        }
        expect(hash.hex()).toBe(sha256(data));
    }
});
