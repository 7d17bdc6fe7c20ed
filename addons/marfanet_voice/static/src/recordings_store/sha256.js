/**
 * SHA-256 (FIPS 180-4) that takes its input in pieces, which the browser's own
 * crypto.subtle.digest does not: an hour of sound need not be in memory at once. Also
 * there on pages without https, where crypto.subtle is missing.
 */

const BLOCK = 64; // bytes
const PRIMES = firstPrimes(64);
// The first 32 bits of the fractions of the primes' cube and square roots
const ROUNDS = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

export class Sha256 {
    constructor() {
        this.hash = Uint32Array.from(START);
        this.words = new Uint32Array(64);
        this.rest = new Uint8Array(BLOCK);
        this.restLength = 0;
        this.length = 0;
    }

    /** @param {Uint8Array} bytes the next ones */
    update(bytes) {
        this.length += bytes.length;
        let position = 0;
        if (this.restLength) {
            position = Math.min(BLOCK - this.restLength, bytes.length);
            this.rest.set(bytes.subarray(0, position), this.restLength);
            this.restLength += position;
            if (this.restLength < BLOCK) {
                return this;
            }
            this._mix(this.rest, 0);
            this.restLength = 0;
        }
        for (; position + BLOCK <= bytes.length; position += BLOCK) {
            this._mix(bytes, position);
        }
        this.rest.set(bytes.subarray(position));
        this.restLength = bytes.length - position;
        return this;
    }

    /** @returns {string} 64 hexadecimal digits; nothing can be added afterwards */
    hex() {
        const bits = this.length * 8;
        const padding = new Uint8Array(
            (this.restLength < BLOCK - 8 ? BLOCK : 2 * BLOCK) - this.restLength,
        );
        const view = new DataView(padding.buffer);
        padding[0] = 0x80;
        view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
        view.setUint32(padding.length - 4, bits >>> 0);
        this.update(padding);
        return Array.from(this.hash, (word) => word.toString(16).padStart(8, "0")).join(
            "",
        );
    }

    _mix(bytes, position) {
        const { hash, words } = this;
        for (let i = 0; i < 16; i++, position += 4) {
            words[i] =
                (bytes[position] << 24) |
                (bytes[position + 1] << 16) |
                (bytes[position + 2] << 8) |
                bytes[position + 3];
        }
        for (let i = 16; i < 64; i++) {
            const early = words[i - 15];
            const late = words[i - 2];
            words[i] =
                words[i - 16] +
                (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) +
                words[i - 7] +
                (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
        }
        let [a, b, c, d, e, f, g, h] = hash;
        for (let i = 0; i < 64; i++) {
            const first =
                (h +
                    (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
                    ((e & f) ^ (~e & g)) +
                    ROUNDS[i] +
                    words[i]) |
                0;
            const second =
                ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) +
                    ((a & b) ^ (a & c) ^ (b & c))) |
                0;
            h = g;
            g = f;
            f = e;
            e = (d + first) | 0;
            d = c;
            c = b;
            b = a;
            a = (first + second) | 0;
        }
        [a, b, c, d, e, f, g, h].forEach((word, i) => {
            hash[i] += word;
        });
    }
}

/**
 * @param {ArrayBuffer|Uint8Array} data
 * @returns {string} 64 hexadecimal digits
 */
export function sha256(data) {
    return new Sha256().update(new Uint8Array(data)).hex();
}

function turn(word, bits) {
    return (word >>> bits) | (word << (32 - bits));
}

function fraction(number) {
    return ((number - Math.floor(number)) * 2 ** 32) >>> 0;
}

function firstPrimes(count) {
    const primes = [];
    for (let number = 2; primes.length < count; number++) {
        if (primes.every((prime) => number % prime)) {
            primes.push(number);
        }
    }
    return primes;
}
