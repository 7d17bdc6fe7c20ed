import { expect, test } from "@odoo/hoot";
import { click, edit, queryAll, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

const FULL = {
    call: "tel:+989121234567",
    can_edit: false,
    name: "علی",
    partner_id: 7,
    phone: "+989121234567",
    telegram: "https://t.me/ali",
    telegram_username: "ali",
};

class Contact extends models.Model {
    _name = "contact";

    name = fields.Char();
    contact_links = fields.Json();

    _records = [
        { contact_links: FULL, id: 1, name: "علی" },
        { contact_links: { ...FULL, call: false, phone: "" }, id: 2, name: "رضا" },
        {
            contact_links: { ...FULL, call: false, can_edit: true, partner_id: 9 },
            id: 3,
            name: "زهرا",
        },
    ];
}

class Interaction extends models.Model {
    _name = "marfanet.interaction";

    contact_links = fields.Json({ default: { ...FULL, call: false, can_edit: true } });
    direction = fields.Char({ default: "incoming" });
    summary = fields.Text();
    type = fields.Char({ default: "call" });
}

defineMailModels();
defineModels([Contact, Interaction]);

/** Mounts a list of contacts; what is opened ends up in the answer. */
async function mountList() {
    const actions = [];
    const opened = [];
    mockService("action", {
        doAction: (action, options) => actions.push({ action, options }),
    });
    onRpc("res.partner", "action_log_interaction", ({ args }) => ({
        context: { default_partner_id: args[0][0], default_purpose: "follow_up" },
        res_model: "marfanet.interaction",
        target: "new",
        type: "ir.actions.act_window",
        views: [[false, "form"]],
    }));
    await mountView({
        arch: `<list>
            <field name="name"/>
            <field name="contact_links" widget="marfanet_contact_links"/>
        </list>`,
        resModel: "contact",
        selectRecord: (id) => opened.push(id),
        type: "list",
    });
    // The browser would leave for the application that answers such a link.
    for (const link of queryAll("a[data-type]")) {
        link.addEventListener("click", (ev) => ev.preventDefault());
    }
    return { actions, opened };
}

function row(number, type) {
    return `.o_data_row:eq(${number}) [data-type=${type}]`;
}

test("icons are links that leave the page alone", async () => {
    await mountList();
    expect(row(0, "call")).toHaveAttribute("href", "tel:+989121234567");
    expect(row(0, "call")).not.toHaveAttribute("target");
    expect(row(0, "telegram")).toHaveAttribute("href", "https://t.me/ali");
    expect(row(0, "telegram")).toHaveAttribute("target", "_blank");
    expect(row(0, "telegram")).toHaveAttribute("rel", /noopener/);
});

test("a call opens the log, filled with what is known, and not the row", async () => {
    const { actions, opened } = await mountList();
    await click(row(0, "call"));
    await animationFrame();
    const { context } = actions[0].action;
    expect(context.default_partner_id).toBe(7);
    expect(context.default_purpose).toBe("follow_up");
    expect(context.default_type).toBe("call");
    expect(context.default_direction).toBe("outgoing");
    expect(context.default_date).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:00$/);
    expect(opened).toEqual([]);
});

test("a contact is logged without calling", async () => {
    const { actions } = await mountList();
    await click(row(0, "log"));
    await animationFrame();
    expect(actions[0].action.context.default_type).toBe(undefined);
});

test("the list is read anew when the log is closed", async () => {
    const { actions } = await mountList();
    onRpc("contact", "web_search_read", () => {
        expect.step("read");
    });
    await click(row(0, "telegram"));
    await animationFrame();
    await actions[0].options.onClose();
    expect.verifySteps(["read"]);
});

test("a missing number is dimmed and says whom to ask", async () => {
    const { actions, opened } = await mountList();
    expect(row(1, "call")).toHaveAttribute(
        "title",
        "Ask your lead to add a phone number",
    );
    await click(row(1, "call"));
    await animationFrame();
    expect(actions).toEqual([]);
    expect(opened).toEqual([]);
});

test("who may edit is led to where the number is added", async () => {
    const { actions } = await mountList();
    expect(row(2, "call")).toHaveAttribute("title", "Add a phone number to call");
    await click(row(2, "call"));
    await animationFrame();
    expect(actions[0].action.res_id).toBe(9);
    expect(actions[0].action.res_model).toBe("res.partner");
});

test("in a log that is being written, links fill that log and open no other", async () => {
    const actions = [];
    mockService("action", { doAction: (action) => actions.push(action) });
    await mountView({
        arch: `<form>
            <field name="contact_links" widget="marfanet_contact_links"/>
            <field name="type"/>
            <field name="direction"/>
            <field name="summary"/>
        </form>`,
        resModel: "marfanet.interaction",
        type: "form",
    });
    queryOne("a[data-type=telegram]").addEventListener("click", (ev) =>
        ev.preventDefault(),
    );
    await click("[name=summary] textarea");
    await edit("Half a sentence");
    await click("[data-type=telegram]");
    await animationFrame();
    expect("[name=type] input").toHaveValue("telegram");
    expect("[name=direction] input").toHaveValue("outgoing");
    expect("[name=summary] textarea").toHaveValue("Half a sentence");
    await click("[data-type=call]");
    await animationFrame();
    expect("[data-type=log]").toHaveCount(0);
    expect(actions).toEqual([]);
});
