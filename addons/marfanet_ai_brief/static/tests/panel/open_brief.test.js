import { expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    mockService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import { registry } from "@web/core/registry";
import "@marfanet_ai_brief/open_brief/brief_button";
import "@marfanet_ai_brief/open_brief/work_log_actions";

class Task extends models.Model {
    _name = "marfanet.task";

    partner_id = fields.Many2one({ relation: "marfanet.task" });
    name = fields.Char();

    _records = [
        { id: 1, name: "Call back", partner_id: 2 },
        { id: 2, name: "About nobody" },
    ];
}

defineMailModels();
defineModels([Task]);

test("the key b opens the brief of the selected task", () => {
    const offer = registry.category("marfanet_work_log_actions").get("call_brief");
    expect(offer.key).toBe("b");
    const opened = [];
    const services = { marfanet_call_brief: { open: (about) => opened.push(about) } };
    const card = { id: 3, partner: { id: 7, name: "علی" }, purpose: "sales" };
    expect(offer.isShown(card)).toBe(true);
    offer.run(card, { env: { services } });
    expect(opened).toEqual([{ partnerId: 7, purpose: "sales", taskId: 3 }]);
    expect(offer.isShown({ id: 3, partner: false })).toBe(false);
});

test("a form opens the brief about its record by Alt+G", async () => {
    mockService("marfanet_call_brief", {
        open: (about) => expect.step(JSON.stringify(about)),
    });
    const arch = `
        <form>
            <header><widget name="marfanet_brief_button"/></header>
            <field name="name"/><field name="partner_id"/>
        </form>`;
    await mountView({ type: "form", resModel: "marfanet.task", resId: 1, arch });
    expect(queryAllTexts(".o_form_statusbar .o-marfanet-BriefButton")).toEqual([
        "Call brief",
    ]);
    await press(["alt", "g"]);
    await animationFrame();
    expect.verifySteps(['{"partnerId":2,"purpose":false,"taskId":1}']);
});

test("where nobody is named, nothing is prepared", async () => {
    const arch = `
        <form>
            <header><widget name="marfanet_brief_button"/></header>
            <field name="partner_id"/>
        </form>`;
    await mountView({ type: "form", resModel: "marfanet.task", resId: 2, arch });
    expect(".o-marfanet-BriefButton").toHaveCount(0);
});
