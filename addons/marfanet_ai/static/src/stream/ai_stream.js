import { onWillDestroy, useState } from "@odoo/owl";
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
 * Has a text written by a language model and shows it while it is written.
 *
 * One stream at a time: starting another stops the first, and so does leaving the
 * page. Whoever goes, the server hears of it, and the service stops writing.
 *
 * @returns {{state: AiStreamState, start: Function, stop: Function}}
 */
export function useAiStream() {
    const nothing = { text: "", error: "", sent: [], by: null };
    const state = useState({ status: "idle", ...nothing });
    let current = null;

    function stop() {
        current?.abort();
        current = null;
        if (state.status === "running") {
            state.status = "stopped";
        }
    }

    /**
     * @param {string} route of the server, which answers with server-sent events
     * @param {Record<string, string>} values the form's
     */
    async function start(route, values) {
        stop();
        const mine = new AbortController();
        current = mine;
        Object.assign(state, { status: "running", ...nothing });
        try {
            const response = await post(route, values, mine.signal);
            for await (const event of readEvents(response.body)) {
                if (current !== mine) {
                    return;
                }
                take(event);
            }
            // What says that the text is whole never came.
            if (current === mine && state.status === "running") {
                fail(brokenOff());
            }
        } catch (error) {
            if (current === mine) {
                fail(error instanceof Refused ? error.message : brokenOff());
            }
        }
    }

    function take({ type, data }) {
        if (type === "text") {
            state.text += data;
        } else if (type === "error") {
            fail(data);
        } else if (type === "sent") {
            state.sent = data;
        } else if (type === "by") {
            state.by = data;
        } else if (type === "done") {
            state.by = data;
            state.status = "done";
        }
    }

    function fail(reason) {
        state.status = "failed";
        state.error = reason;
    }

    onWillDestroy(stop);
    return { state, start, stop };
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
