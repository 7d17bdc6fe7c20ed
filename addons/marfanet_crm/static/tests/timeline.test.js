import { expect, test } from "@odoo/hoot";
import { click } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { browser } from "@web/core/browser/browser";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Representative extends models.Model {
    _name = "representative";

    name = fields.Char();
    interaction_count = fields.Integer();
    open_task_count = fields.Integer();
    last_interaction_date = fields.Datetime();
    next_follow_up_date = fields.Datetime();

    _records = [{ id: 7, interaction_count: 2, name: "علی" }];
}

defineMailModels();
defineModels([Representative]);

const PERSON = { avatar: false, name: "سارا" };
const KINDS = [
    { kind: "interaction", label: "Interactions" },
    { kind: "task", label: "Tasks" },
];

function interaction(id, values = {}) {
    return {
        ai: false,
        badges: [],
        day: "2026-11-21",
        day_label: "شنبه ۳۰ آبان ۱۴۰۵",
        id,
        kind: "interaction",
        may_open: true,
        model: "marfanet.interaction",
        person: PERSON,
        time: "۱۰:۰۰",
        title: `Call ${id}`,
        type: "call",
        ...values,
    };
}

/**
 * Mounts the timeline of a record.
 *
 * @param {Function} answer gets the arguments of each request, returns what differs
 *  from an empty page
 */
async function mountTimeline(answer) {
    const actions = [];
    const requests = [];
    mockService("action", {
        doAction: (action, options) => actions.push({ action, options }),
    });
    onRpc("res.partner", "marfanet_timeline", ({ args }) => {
        const [, kinds, before] = args;
        requests.push({ before, kinds });
        return {
            entries: [],
            kinds: KINDS,
            next: false,
            pinned: [],
            pinned_more: false,
            ...answer({ before, kinds }),
        };
    });
    await mountView({
        arch: `<form><widget name="marfanet_timeline"/></form>`,
        resId: 7,
        resModel: "representative",
        type: "form",
    });
    await animationFrame();
    return { actions, requests };
}

test("entries stand under their day, tasks to do above them", async () => {
    await mountTimeline(() => ({
        entries: [
            interaction(3),
            interaction(2),
            interaction(1, { day: "2026-11-20", day_label: "جمعه" }),
        ],
        pinned: [interaction(9, { kind: "task", may_write: true, title: "Ask again" })],
    }));
    expect(".o-marfanet-Timeline-pinned .o-marfanet-TimelineEntry").toHaveCount(1);
    expect(".o-marfanet-Timeline-day").toHaveCount(2);
    expect(".o-marfanet-Timeline-day:first h3").toHaveText("شنبه ۳۰ آبان ۱۴۰۵");
    expect(".o-marfanet-Timeline-day:first .o-marfanet-TimelineEntry").toHaveCount(2);
});

test("one request fills the page, the next comes with its cursor", async () => {
    const cursor = ["2026-11-20T10:00:00", "interaction", 2];
    const { requests } = await mountTimeline(({ before }) =>
        before
            ? { entries: [interaction(1)] }
            : { entries: [interaction(3), interaction(2)], next: cursor },
    );
    if (requests.length === 1) {
        await click(".o-marfanet-Timeline-more");
        await animationFrame();
    }
    expect(requests).toEqual([
        { before: false, kinds: [] },
        { before: cursor, kinds: [] },
    ]);
    expect(".o-marfanet-TimelineEntry").toHaveCount(3);
    expect(".o-marfanet-Timeline-more").toHaveCount(0);
});

test("the kinds chosen are asked for and remembered", async () => {
    const { requests } = await mountTimeline(() => ({ entries: [interaction(1)] }));
    await click("[data-kind=task]");
    await animationFrame();
    expect(requests.at(-1).kinds).toEqual(["task"]);
    expect(JSON.parse(browser.localStorage.getItem("marfanet_timeline_kinds"))).toEqual(
        ["task"],
    );
    expect(".o-marfanet-Timeline-kinds [data-kind=task]").toHaveAttribute(
        "aria-pressed",
        "true",
    );
    await click(".o-marfanet-Timeline-kinds button:first");
    await animationFrame();
    expect(requests.at(-1).kinds).toEqual([]);
});

test("a click opens the entry", async () => {
    const { actions } = await mountTimeline(() => ({ entries: [interaction(3)] }));
    await click(".o-marfanet-TimelineEntry-body footer");
    expect(actions[0].action.res_id).toBe(3);
    expect(actions[0].action.res_model).toBe("marfanet.interaction");
});

test("what AI wrote says so", async () => {
    await mountTimeline(() => ({
        entries: [
            interaction(3, { ai: { label: "Suggested by AI", review: "suggested" } }),
        ],
    }));
    expect(".o-marfanet-TimelineEntry-ai").toHaveText("Suggested by AI");
});

test("text of people is shown as text", async () => {
    await mountTimeline(() => ({
        entries: [interaction(3, { text: "<b>x</b>", title: "<i>y</i>" })],
    }));
    expect(".o-marfanet-TimelineEntry-text").toHaveText("<b>x</b>");
    expect(".o-marfanet-TimelineEntry-title").toHaveText("<i>y</i>");
});

test("an empty timeline says what to do next", async () => {
    const { actions } = await mountTimeline(() => ({}));
    onRpc("res.partner", "action_log_interaction", () => ({
        context: {},
        res_model: "marfanet.interaction",
        type: "ir.actions.act_window",
    }));
    await click(".o-marfanet-Timeline-empty button");
    await animationFrame();
    expect(actions[0].action.res_model).toBe("marfanet.interaction");
});

test("a note posted shows at once", async () => {
    let posted = false;
    const { actions, requests } = await mountTimeline(() => ({
        entries: posted
            ? [
                  interaction(5, {
                      html: "<p>Note</p>",
                      kind: "message",
                      may_open: false,
                  }),
              ]
            : [],
    }));
    await click(".o-marfanet-Timeline-note");
    const { action, options } = actions[0];
    expect(action.context.default_subtype_xmlid).toBe("mail.mt_note");
    expect(action.context.default_res_ids).toEqual([7]);
    posted = true;
    await options.onClose();
    await animationFrame();
    expect(requests).toHaveLength(2);
    expect(".o-marfanet-TimelineEntry-html p").toHaveText("Note");
});
