import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Outcome extends models.Model {
    _name = "outcome";
    name = fields.Char();
    active = fields.Boolean({ default: true });
    _records = [
        { active: true, id: 1, name: "No answer" },
        { active: true, id: 2, name: "Resolved" },
        { active: false, id: 3, name: "Old one" },
    ];
}

class Contact extends models.Model {
    _name = "contact";
    outcome_id = fields.Many2one({ relation: "outcome" });
    mood = fields.Selection({
        selection: [
            ["good", "Good"],
            ["bad", "Bad"],
        ],
    });
    _records = [{ id: 1 }, { id: 2, mood: "bad", outcome_id: 3 }];
}

defineModels([Outcome, Contact]);
defineMailModels();

async function mountForm(resId) {
    const saved = [];
    onRpc("contact", "web_save", ({ args }) => {
        saved.push(args[1]);
    });
    await mountView({
        arch: `<form>
            <field name="outcome_id" widget="marfanet_choices"/>
            <field name="mood" widget="marfanet_choices" options="{'icons': {'good': 'fa-smile-o'}}"/>
        </form>`,
        resId,
        resModel: "contact",
        type: "form",
    });
    return saved;
}

test("each choice is a button that says whether it is pressed", async () => {
    const saved = await mountForm(1);
    await contains("[name=outcome_id] button:contains(Resolved)").click();
    await contains("[name=mood] button:contains(Good)").click();
    expect("[name=outcome_id] button[aria-pressed=true]").toHaveText("Resolved");
    expect("[name=mood] button[aria-pressed=true] .fa-smile-o").toHaveCount(1);
    await clickSave();
    expect(saved).toEqual([{ mood: "good", outcome_id: 2 }]);
});

test("a second click takes the choice back", async () => {
    const saved = await mountForm(2);
    await contains("[name=outcome_id] button[aria-pressed=true]").click();
    await contains("[name=mood] button[aria-pressed=true]").click();
    await clickSave();
    expect(saved).toEqual([{ mood: false, outcome_id: false }]);
});

test("an archived choice is offered only where it was made", async () => {
    await mountForm(2);
    expect(queryAllTexts("[name=outcome_id] button")).toEqual([
        "No answer",
        "Resolved",
        "Old one",
    ]);
});
