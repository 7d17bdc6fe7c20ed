import { browser } from "@web/core/browser/browser";

const PREFIX = "marfanet_voice:";

/**
 * Locks between the tabs of one browser; one goes by itself when its tab does, however
 * that ends. Pages without https have none: there two tabs may do the same thing at
 * once, which the server bears (nothing is stored twice), and nothing can be recorded.
 */
const manager = () => browser.navigator.locks;

/**
 * Takes a lock, if no other tab has it.
 *
 * @param {string} name
 * @returns {Promise<(() => void)|null>} what gives it back; null if it is taken
 */
export async function takeLock(name) {
    if (!manager()) {
        return () => {};
    }
    return new Promise((resolve, reject) => {
        const options = { ifAvailable: true };
        const held = manager().request(PREFIX + name, options, (lock) => {
            if (!lock) {
                return resolve(null);
            }
            return new Promise((release) => resolve(release));
        });
        held.catch(reject);
    });
}

/**
 * @param {string} name
 * @returns {Promise<boolean>} whether some tab has it
 */
export async function isLocked(name) {
    const { held } = manager() ? await manager().query() : { held: [] };
    return held.some((lock) => lock.name === PREFIX + name);
}
