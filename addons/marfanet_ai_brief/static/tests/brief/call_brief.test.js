import { expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    getService,
    makeMockEnv,
    makeServerError,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { CallBrief } from "@marfanet_ai_brief/brief/call_brief";
import "@marfanet_ai_brief/brief/call_brief_service";
import {
    DAYS_AGO,
    makeBrief,
    makeLine,
    makePayload,
    onOpenBrief,
    serveWriting,
    settle,
} from "../brief_helpers";

defineMailModels();

async function makeCallBrief() {
    await makeMockEnv();
    return new CallBrief(getService("orm"));
}

test("the facts are there before a word is written, then the brief is asked for", async () => {
    const asked = onOpenBrief(() => makePayload({ line: "V2Ray" }));
    const served = serveWriting();
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7, line: "V2Ray", taskId: 3 });
    expect(asked).toEqual([[7, false, "V2Ray", 3]]);
    expect(brief.state.status).toBe("ready");
    expect(brief.state.payload.facts.silence.days).toBe(9);
    expect(brief.state.lines).toEqual([]);
    await settle();
    const { csrf_token, ...sent } = served.requests[0].body;
    expect(csrf_token).toBe(odoo.csrf_token);
    expect(sent).toEqual({
        partner_id: "7",
        purpose: "support",
        line: "V2Ray",
        task_id: "3",
    });
});

test("pieces are shown as they come, and the line as kept takes their place", async () => {
    onOpenBrief(() => makePayload());
    const served = serveWriting();
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7 });
    await settle();
    served.event("by", { provider: "Local", model: "chat-model" });
    served.event("begin", { n: 2, section: "questions" });
    served.event("text", { n: 2, text: "Does it " });
    served.event("text", { n: 2, text: "work? [1]" });
    await settle();
    expect(brief.isWriting).toBe(true);
    expect(brief.state.writing.by.provider).toBe("Local");
    expect(brief.state.lines[0]).toMatchObject({
        section: "questions",
        text: "Does it work? [1]",
        isWriting: true,
    });
    const kept = makeLine(2, "questions", { text: "Does it work?", evidence: [31] });
    served.event("line", kept);
    await settle();
    expect(brief.state.lines).toEqual([kept]);
    expect(brief.sourceLabel(31)).toBe(DAYS_AGO);
    const whole = makeBrief([makeLine(1, "summary"), kept]);
    served.event("done", whole);
    served.close();
    await settle();
    expect(brief.state.writing.status).toBe("done");
    expect(brief.state.brief).toEqual(whole);
    expect(brief.sections.map(({ key }) => key)).toEqual(["summary", "questions"]);
    expect(brief.sourceLabel(31)).toBe(`${DAYS_AGO}, call`);
});

test("a brief that is there is shown and not written again", async () => {
    onOpenBrief(() => makePayload({ brief: makeBrief([makeLine(1, "summary")]) }));
    const served = serveWriting();
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7 });
    await settle();
    expect(brief.state.lines).toHaveLength(1);
    expect(served.requests).toHaveLength(0);
});

test("without an AI service, and for who only looks, nothing is written", async () => {
    const served = serveWriting();
    let available = false;
    onOpenBrief(() => makePayload({ ai: { available, label: "" } }));
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7 });
    available = true;
    await brief.load({ partnerId: 7 }, { writes: false });
    await settle();
    expect(served.requests).toHaveLength(0);
});

test("a failure tells the reason and keeps whole lines only", async () => {
    onOpenBrief(() => makePayload());
    const served = serveWriting();
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7 });
    await settle();
    served.event("line", makeLine(1, "summary"));
    served.event("begin", { n: 2, section: "questions" });
    served.event("text", { n: 2, text: "Does" });
    served.event("error", "The AI service did not answer in time.");
    served.close();
    await settle();
    expect(brief.state.writing.status).toBe("failed");
    expect(brief.state.writing.error).toBe("The AI service did not answer in time.");
    expect(brief.state.lines.map(({ n }) => n)).toEqual([1]);
});

test("while it is remade, the brief before stays until the new one begins", async () => {
    onOpenBrief(() => makePayload({ brief: makeBrief([makeLine(1, "summary")]) }));
    const served = serveWriting();
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7 });
    brief.write();
    await settle();
    expect(brief.state.isRemade).toBe(true);
    expect(brief.state.lines).toHaveLength(1);
    served.event("begin", { n: 1, section: "opening" });
    await settle();
    expect(brief.state.isRemade).toBe(false);
    expect(brief.state.lines.map(({ section }) => section)).toEqual(["opening"]);
});

test("another purpose stops the writing and asks anew; late answers count for nothing", async () => {
    const late = new Deferred();
    onOpenBrief(async (partnerId, purpose) => {
        if (purpose === "sales") {
            await late;
        }
        return makePayload({ purpose: purpose || "support" });
    });
    const served = serveWriting();
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7 });
    await settle();
    served.event("line", makeLine(1, "summary"));
    await settle();
    const first = brief.reload({ purpose: "sales" });
    expect(served.requests[0].signal.aborted).toBe(true);
    expect(brief.state.lines).toEqual([]);
    await brief.reload({ purpose: "inbound" });
    late.resolve();
    await first;
    expect(brief.state.payload.purpose).toBe("inbound");
});

test("who may not read hears why", async () => {
    onOpenBrief(() => {
        throw makeServerError({
            type: "AccessError",
            message: "This is not yours to read.",
        });
    });
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7 });
    expect(brief.state.status).toBe("failed");
    expect(brief.state.error).toBe("This is not yours to read.");
});

test("a judgement is kept, and taken back where the server refuses it", async () => {
    onOpenBrief(() => makePayload({ brief: makeBrief([makeLine(1, "summary")]) }));
    let refuses = false;
    onRpc("marfanet.brief.feedback", "rate", ({ args }) => {
        expect.step(args);
        if (refuses) {
            throw makeServerError({ message: "No." });
        }
        return true;
    });
    const brief = await makeCallBrief();
    await brief.load({ partnerId: 7 });
    await brief.rate("summary", true);
    expect.verifySteps([[5, "summary", true, ""]]);
    refuses = true;
    await expect(brief.rate("summary", false, "wrong")).rejects.toThrow();
    expect.verifySteps([[5, "summary", false, "wrong"]]);
    expect(brief.state.ratings.summary).toEqual({ useful: true, reason: "" });
});

test("who shows the same representative shares one brief, written once", async () => {
    onOpenBrief(() => makePayload());
    const served = serveWriting();
    await makeMockEnv();
    const briefs = getService("marfanet_call_brief");
    await briefs.open({ partnerId: 7, purpose: "support" });
    await settle();
    const card = briefs.hold(7);
    expect(card).toBe(briefs.state.brief);
    await briefs.open({ partnerId: 7 });
    await settle();
    expect(served.requests).toHaveLength(1);
    briefs.close();
    expect(served.requests[0].signal.aborted).toBe(false);
    briefs.release(card);
    expect(served.requests[0].signal.aborted).toBe(true);
    expect(briefs.hold(7)).not.toBe(card);
});
