import { onWillDestroy, reactive, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";

import { readEvents } from "./read_events";

/**
 * @typedef {Object} AiStreamState
 * @property {"idle"|"running"|"done"|"failed"|"stopped"} status
 * @property {string} text what has been written so far
 * @property {string} error why it failed, in a sentence
 * @property {{role: string, content: string}[]} sent what the service was sent
 * @property {{provider: string, model: string, input_tokens: number,
 *     output_tokens: number, cost: number, seconds: number}|null} by who wrote it;
 *     null while nobody has begun; the numbers come with the end
 */

/**
 * Has a text written by a language model, and holds it while it is written.
 *
 * One stream at a time: starting another stops the first. Whoever stops it, the server
 * hears of it, and the service stops writing.
 */
export class AiStream {
    constructor() {
        /** @type {AiStreamState} */
        this.state = reactive({ status: "idle", ...nothing() });
        this.current = null;
    }

    stop() {
        this.current?.abort();
        this.current = null;
        if (this.state.status === "running") {
            this.state.status = "stopped";
        }
    }

    /**
     * @param {string} route of the server, which answers with server-sent events
     * @param {Record<string, string>} values the form's
     */
    async start(route, values) {
        this.stop();
        const mine = new AbortController();
        this.current = mine;
        Object.assign(this.state, { status: "running", ...nothing() });
        try {
            const response = await post(route, values, mine.signal);
            for await (const event of readEvents(response.body)) {
                if (this.current !== mine) {
                    return;
                }
                this.take(event);
            }
            // What says that the text is whole never came.
            if (this.current === mine && this.state.status === "running") {
                this.fail(brokenOff());
            }
        } catch (error) {
            if (this.current === mine) {
                this.fail(error instanceof Refused ? error.message : brokenOff());
            }
        }
    }

    /** What one event means; who has events of their own widens this. */
    take({ type, data }) {
        if (type === "text") {
            this.state.text += data;
        } else if (type === "error") {
            this.fail(data);
        } else if (type === "sent") {
            this.state.sent = data;
        } else if (type === "by") {
            this.state.by = data;
        } else if (type === "done") {
            this.state.by = data;
            this.state.status = "done";
        }
    }

    fail(reason) {
        this.state.status = "failed";
        this.state.error = reason;
    }
}

/**
 * A stream that a component shows; leaving the page stops it.
 *
 * @returns {AiStream} with a state that its component follows
 */
export function useAiStream() {
    const stream = new AiStream();
    stream.state = useState(stream.state);
    onWillDestroy(() => stream.stop());
    return stream;
}

function nothing() {
    return { text: "", error: "", sent: [], by: null };
}

class Refused extends Error {}

async function post(route, values, signal) {
    const body = new FormData();
    body.append("csrf_token", odoo.csrf_token);
    for (const [name, value] of Object.entries(values)) {
        body.append(name, value);
    }
    const response = await browser.fetch(route, { method: "POST", body, signal });
    const kind = response.headers.get("Content-Type") || "";
    if (response.ok && kind.startsWith("text/event-stream")) {
        return response;
    }
    if (kind.startsWith("application/json")) {
        throw new Refused((await response.json()).error);
    }
    if (response.status === 413) {
        throw new Refused(_t("This is too long to be sent."));
    }
    throw new Refused(_t("The server did not take the request. Reload the page."));
}

function brokenOff() {
    return _t("The connection broke off before the answer was complete. Try again.");
}
