import { expect, test } from "@odoo/hoot";
import { click, edit, queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, tick } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { Component, xml } from "@odoo/owl";
import {
    makeDialogMockEnv,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";

import { AiAnswer } from "@marfanet_ai/stream/ai_answer";
import { useAiStream } from "@marfanet_ai/stream/ai_stream";
import { TryPromptDialog } from "@marfanet_ai/try_prompt/try_prompt_dialog";

defineMailModels();

const DONE = {
    provider: "Local",
    model: "chat-model",
    input_tokens: 1200,
    output_tokens: 30,
    cost: 0.00123,
    seconds: 2.5,
};

const ROUTE = /^\/marfanet\//;

/** Answers requests of ours; the rest is Odoo's. */
function answerWith(answer) {
    patchWithCleanup(browser, {
        fetch(route, options) {
            return ROUTE.test(route)
                ? answer(route, options)
                : super.fetch(...arguments);
        },
    });
}

/** A server's answer that the test writes piece by piece. */
function serve() {
    const served = { requests: [] };
    answerWith(async (route, { body, signal }) => {
        const stream = new TransformStream();
        const writer = stream.writable.getWriter();
        const encoder = new TextEncoder();
        const bytes = (chunk) => writer.write(chunk).catch(() => {});
        const send = (text) => bytes(encoder.encode(text));
        const event = (kind, data) =>
            send(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
        served.requests.push({ route, body, signal });
        Object.assign(served, { bytes, send, event, close: () => writer.close() });
        signal.addEventListener("abort", () => writer.abort().catch(() => {}));
        return {
            ok: true,
            status: 200,
            headers: new Headers({ "Content-Type": "text/event-stream" }),
            body: stream.readable,
        };
    });
    return served;
}

/** Lets what was sent be read and drawn. */
async function settle() {
    for (let i = 0; i < 10; i++) {
        await tick();
    }
    await animationFrame();
}

class Reader extends Component {
    static template = xml`<AiAnswer state="stream.state"/>`;
    static components = { AiAnswer };
    static props = {};

    setup() {
        this.stream = useAiStream();
    }
}

async function startReading() {
    const reader = await mountWithCleanup(Reader);
    reader.stream.start("/marfanet/x", { body: "text" });
    await settle();
    return reader.stream;
}

test("a text is shown while it is written and told who wrote it", async () => {
    const served = serve();
    await startReading();
    expect(".o-marfanet-AiAnswer").toHaveAttribute("aria-busy", "true");
    expect(queryOne(".o-marfanet-AiAnswer").innerText).toInclude("Waiting");
    served.send(":\n\n");
    served.event("by", { provider: "Local", model: "chat-model" });
    served.event("text", "سلام ");
    await settle();
    expect(".o-marfanet-AiAnswer-text").toHaveText("سلام");
    expect(".o-marfanet-AiAnswer-mark").toHaveText("Written by AI: Local (chat-model)");
    served.event("text", "<b>دنیا</b>");
    served.event("done", DONE);
    served.close();
    await settle();
    expect(".o-marfanet-AiAnswer-text").toHaveText("سلام <b>دنیا</b>");
    expect(queryAllTexts(".o-marfanet-AiAnswer-figures span")).toEqual([
        "1,200 tokens read, 30 written",
        "0.00123 US dollars",
        "2.5 seconds",
    ]);
    expect(".o-marfanet-AiAnswer").toHaveAttribute("aria-busy", "false");
});

test("events split in the middle of a letter are whole again", async () => {
    const served = serve();
    const { state } = await startReading();
    const bytes = new TextEncoder().encode('event: text\ndata: "سلام"\n');
    for (const byte of bytes) {
        served.bytes(new Uint8Array([byte]));
    }
    await settle();
    expect(state.text).toBe("");
    served.send("\n");
    await settle();
    expect(state.text).toBe("سلام");
});

test("a reason stands under what was written before it", async () => {
    const served = serve();
    await startReading();
    served.event("text", "نیمه");
    served.event("error", "The AI service did not answer in time.");
    served.close();
    await settle();
    expect(".o-marfanet-AiAnswer-text").toHaveText("نیمه");
    expect(".alert-danger").toHaveText("The AI service did not answer in time.");
});

test("a connection that breaks off is no complete answer", async () => {
    const served = serve();
    const { state } = await startReading();
    served.event("text", "نیمه");
    served.close();
    await settle();
    expect(state.status).toBe("failed");
    expect(".alert-danger").toHaveText(/broke off/);
});

test("a refusal is told in the server's words", async () => {
    const headers = { "Content-Type": "application/json" };
    const body = '{"error": "Line 1: no."}';
    answerWith(async () => new Response(body, { status: 400, headers }));
    await startReading();
    expect(".alert-danger").toHaveText("Line 1: no.");
});

test("stopping ends the request and keeps what was written", async () => {
    const served = serve();
    const stream = await startReading();
    served.event("text", "نیمه");
    await settle();
    stream.stop();
    await settle();
    expect(served.requests[0].signal.aborted).toBe(true);
    expect(stream.state.status).toBe("stopped");
    expect(".o-marfanet-AiAnswer-text").toHaveText("نیمه");
    expect(".alert-danger").toHaveCount(0);
});

test("starting again forgets the first text, even what comes late", async () => {
    const served = serve();
    const stream = await startReading();
    const late = served.event;
    stream.start("/marfanet/x", {});
    await settle();
    late("text", "قدیمی");
    served.event("text", "تازه");
    await settle();
    expect(served.requests[0].signal.aborted).toBe(true);
    expect(stream.state.text).toBe("تازه");
});

test("leaving the page ends the request", async () => {
    const served = serve();
    const reader = await mountWithCleanup(Reader);
    reader.stream.start("/marfanet/x", {});
    await settle();
    reader.__owl__.app.destroy();
    expect(served.requests[0].signal.aborted).toBe(true);
});

async function mountDialog(preview) {
    onRpc("marfanet.ai.prompt", "get_samples", () => ({
        fields: [
            { name: "note", kind: "data", description: "The note", limit: 100 },
            { name: "day", kind: "value", description: "The day", limit: 50 },
        ],
        samples: [
            { label: "The last note", given: { note: "واقعی", day: "Sunday" } },
            { label: "The example", given: { note: "نمونه", day: "Saturday" } },
        ],
    }));
    onRpc("marfanet.ai.prompt", "get_preview", ({ args: [, body, given] }) => {
        expect.step(`preview ${given.note}`);
        return {
            problem: "",
            provider: "Local",
            messages: [
                { role: "system", content: body },
                { role: "user", content: `<<<note ${given.note}` },
            ],
            ...preview,
        };
    });
    await mountWithCleanup(TryPromptDialog, {
        env: await makeDialogMockEnv(),
        props: {
            body: "Unsaved {day}",
            close: () => expect.step("close"),
            promptId: 7,
        },
    });
    expect.verifySteps(["preview واقعی"]);
}

test("what would be sent is shown before anything is, and follows the data", async () => {
    await mountDialog();
    expect(queryAllTexts(".o-marfanet-TryPrompt-message")).toEqual([
        "Unsaved {day}",
        "<<<note واقعی",
    ]);
    await click("textarea[name=note]");
    await edit("دیگر");
    await advanceTime(500);
    await animationFrame();
    expect.verifySteps(["preview دیگر"]);
    expect(queryAllTexts(".o-marfanet-TryPrompt-message")[1]).toBe("<<<note دیگر");
});

test("another sample fills the data", async () => {
    await mountDialog();
    await click("select[name=sample]");
    queryOne("select[name=sample]").value = "1";
    queryOne("select[name=sample]").dispatchEvent(new Event("change"));
    await advanceTime(500);
    await animationFrame();
    expect.verifySteps(["preview نمونه"]);
    expect("textarea[name=day]").toHaveValue("Saturday");
});

test("the unsaved text runs on the data, and what was sent takes its place", async () => {
    const served = serve();
    await mountDialog();
    await click(".o-marfanet-TryPrompt-run");
    await settle();
    const [{ route, body }] = served.requests;
    expect(route).toBe("/marfanet/ai/prompts/7/try");
    expect(body.get("body")).toBe("Unsaved {day}");
    expect(JSON.parse(body.get("given"))).toEqual({ note: "واقعی", day: "Sunday" });
    served.event("sent", [{ role: "user", content: "as it went" }]);
    served.event("text", "{}");
    await settle();
    // Folded away by now, in favour of the answer.
    const [message, ...others] = queryAll(".o-marfanet-TryPrompt-message");
    expect(message.textContent).toBe("as it went");
    expect(others.length).toBe(0);
    await click(".o-marfanet-TryPrompt-stop");
    await settle();
    expect(served.requests[0].signal.aborted).toBe(true);
    expect(".o-marfanet-TryPrompt-run").toHaveText("Run again");
});

test("a text that cannot work says why and does not run", async () => {
    await mountDialog({ problem: "Line 1: “{dya}” is no variable.", messages: [] });
    expect(".o-marfanet-TryPrompt-problem").toHaveText(/dya/);
    expect(".o-marfanet-TryPrompt-run").not.toBeEnabled();
});
