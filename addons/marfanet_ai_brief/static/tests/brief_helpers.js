import { animationFrame, tick } from "@odoo/hoot-mock";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";

export const DAYS_AGO = "۱۴۰۵/۰۸/۱۲";

/** @returns {import("@marfanet_ai_brief/brief/call_brief").Payload} */
export function makePayload(values = {}) {
    const { facts, ...others } = values;
    return {
        partner: { id: 7, name: "علی رضایی" },
        purpose: "support",
        purpose_known: true,
        purposes: [
            { key: "support", label: "Support" },
            { key: "sales", label: "Sales" },
        ],
        line: "",
        task: false,
        facts: {
            recent: [
                {
                    id: 31,
                    date_label: DAYS_AGO,
                    type: "call",
                    direction: "outgoing",
                    purpose: "support",
                    purpose_label: "Support",
                    agent: "سارا",
                    outcome: "",
                    sentiment: "negative",
                    text: "روی ایرانسل وصل نمی‌شد",
                    why: "",
                },
            ],
            unresolved: [],
            promises: { us: [], them: [] },
            mood: { points: [], trend: "", label: "" },
            money: false,
            plan: false,
            tasks: [],
            silence: { days: 9, label: "9 days silent" },
            best_hours: { label: "", hours: [], sample: 0 },
            last_spoke: false,
            ...facts,
        },
        advice: { principles: [], answers: [], label: "" },
        prediction: false,
        prediction_label: "",
        brief: false,
        ai: { available: true, label: "" },
        ...others,
    };
}

/** @returns {import("@marfanet_ai_brief/brief/call_brief").Line} */
export function makeLine(n, section, values = {}) {
    return {
        n,
        section,
        text: `line ${n}`,
        answer: "",
        principle: "",
        evidence: [],
        general: !values.evidence,
        ...values,
    };
}

/** @returns {import("@marfanet_ai_brief/brief/call_brief").Brief} */
export function makeBrief(lines, values = {}) {
    return {
        id: 5,
        lines,
        sources: { 31: { label: `${DAYS_AGO}, call` } },
        by: { provider: "Local", model: "chat-model" },
        made_label: "just now",
        made_ahead: false,
        ratings: {},
        ...values,
    };
}

/** Answers `open_brief`, and tells its arguments. */
export function onOpenBrief(answer) {
    const asked = [];
    onRpc("marfanet.call.brief", "open_brief", ({ args }) => {
        asked.push(args);
        return answer(...args);
    });
    return asked;
}

/** A server that writes a brief as the test tells it to, event by event. */
export function serveWriting() {
    const served = { requests: [] };
    patchWithCleanup(browser, {
        async fetch(route, options) {
            if (route !== "/marfanet/brief/write") {
                return super.fetch(...arguments);
            }
            const stream = new TransformStream();
            const writer = stream.writable.getWriter();
            const encoder = new TextEncoder();
            const { body, signal } = options;
            signal.addEventListener("abort", () => writer.abort().catch(() => {}));
            served.requests.push({ body: Object.fromEntries(body), signal });
            served.close = () => writer.close();
            served.event = (kind, data) =>
                writer
                    .write(
                        encoder.encode(
                            `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`,
                        ),
                    )
                    .catch(() => {});
            return {
                ok: true,
                status: 200,
                headers: new Headers({ "Content-Type": "text/event-stream" }),
                body: stream.readable,
            };
        },
    });
    return served;
}

/** Lets what was sent be read and drawn. */
export async function settle() {
    for (let i = 0; i < 10; i++) {
        await tick();
    }
    await animationFrame();
}
