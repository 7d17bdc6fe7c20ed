import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
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

import { parseMinutes } from "@marfanet_crm/minutes_field/minutes_field";

class Contact extends models.Model {
    _name = "contact";
    duration = fields.Integer();
    duration_known = fields.Boolean();
    _records = [
        { duration: 0, duration_known: false, id: 1 },
        { duration: 0, duration_known: true, id: 2 },
        { duration: 25, duration_known: true, id: 3 },
    ];
}

defineModels([Contact]);
defineMailModels();

const FIELD = `<field name="duration" widget="marfanet_minutes"/>`;
const INPUT = ".o_field_widget[name=duration] input";

async function mountForm(resId) {
    const saved = [];
    onRpc("contact", "web_save", ({ args }) => {
        saved.push(args[1]);
    });
    await mountView({
        arch: `<form>${FIELD}</form>`,
        resId,
        resModel: "contact",
        type: "form",
    });
    return saved;
}

test("minutes are read in every kind of digits", () => {
    expect(parseMinutes(" ۱۲ ")).toBe(12);
    expect(parseMinutes("٣٠")).toBe(30);
    expect(parseMinutes("0")).toBe(0);
    expect(parseMinutes(" ")).toBe(false);
    for (const text of ["ده", "-1", "1.5", "1441", "۱۲ دقیقه"]) {
        expect(() => parseMinutes(text)).toThrow();
    }
});

test("a contact that nobody timed stays blank when it is saved", async () => {
    const saved = await mountForm();
    expect(INPUT).toHaveValue("");
    await clickSave();
    expect(saved).toHaveLength(1);
    expect(saved[0]).toInclude(["duration", 0]);
    expect(saved[0]).toInclude(["duration_known", false]);
});

test("zero minutes are shown and kept", async () => {
    const saved = await mountForm(1);
    await contains(INPUT).edit("۰");
    await clickSave();
    expect(saved).toEqual([{ duration: 0, duration_known: true }]);
    expect(INPUT).toHaveValue("0");
});

test("clearing the minutes makes them unknown again", async () => {
    const saved = await mountForm(3);
    expect(INPUT).toHaveValue("25");
    await contains(INPUT).edit("");
    await clickSave();
    expect(saved).toEqual([{ duration: 0, duration_known: false }]);
});

test("what is no number of minutes is not saved", async () => {
    const saved = await mountForm(3);
    await contains(INPUT).edit("بیست");
    await animationFrame();
    expect(".o_form_button_save").not.toBeEnabled();
    expect(saved).toEqual([]);
    expect(".o_field_widget[name=duration]").toHaveClass("o_field_invalid");
});

test("lists show blanks for contacts that nobody timed", async () => {
    await mountView({
        arch: `<list>${FIELD}</list>`,
        resModel: "contact",
        type: "list",
    });
    expect(queryAllTexts(".o_data_cell[name=duration]")).toEqual(["", "0", "25"]);
});
