import { EventBus } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";
import { session } from "@web/session";

const DAYS = 7; // a log that nobody came back to for longer is of no use
const prefix = () => `marfanet_log_draft:${session.db}:${user.userId}:`;

/** Tells when a draft was written or dropped. */
export const draftBus = new EventBus();

/**
 * Logs that were begun and not saved, in the browser's own store: they outlive a closed
 * tab. Each agent has their own, also on a shared computer.
 *
 * @typedef {{ taskId: number|false, partnerId: number|false, partnerName: string,
 *     at: number, values: object }} Draft
 */

/** The key under which a log is kept: its task's, else its representative's. */
export function draftKey({ taskId, partnerId }) {
    return taskId ? `task:${taskId}` : `partner:${partnerId || "new"}`;
}

/** @returns {Draft|null} */
export function readDraft(key) {
    const text = browser.localStorage.getItem(prefix() + key);
    try {
        const draft = JSON.parse(text);
        return draft && Date.now() - draft.at < DAYS * 86_400_000 ? draft : null;
    } catch {
        return null; // not ours, or cut off
    }
}

export function writeDraft(key, draft) {
    const text = JSON.stringify({ ...draft, at: Date.now() });
    try {
        browser.localStorage.setItem(prefix() + key, text);
        draftBus.trigger("change");
    } catch {
        // The store is full or forbidden: the log can still be saved.
    }
}

export function dropDraft(key) {
    browser.localStorage.removeItem(prefix() + key);
    draftBus.trigger("change");
}

/** @returns {(Draft & { key: string })[]} the agent's drafts, newest first */
export function listDrafts() {
    const drafts = [];
    for (const name of Object.keys(browser.localStorage)) {
        if (!name.startsWith(prefix())) {
            continue;
        }
        const key = name.slice(prefix().length);
        const draft = readDraft(key);
        if (draft) {
            drafts.push({ ...draft, key });
        } else {
            browser.localStorage.removeItem(name);
        }
    }
    return drafts.sort((draft, other) => other.at - draft.at);
}

export function moveDraft(key, otherKey) {
    const draft = readDraft(key);
    dropDraft(key);
    if (draft) {
        writeDraft(otherKey, { ...draft, taskId: false });
    }
}
