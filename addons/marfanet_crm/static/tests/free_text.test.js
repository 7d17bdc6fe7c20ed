import { expect, test } from "@odoo/hoot";
import { queryFirst } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import "@marfanet_crm/free_text/list_renderer";

const LONG = "گفت سرور آلمان قطع است.\nقرار شد فردا خبر بدهم. ".repeat(8).trim();

class Contact extends models.Model {
    _name = "contact";
    name = fields.Char();
    note = fields.Text();
    summary = fields.Text();
    _records = [
        { id: 1, name: "Call", note: LONG, summary: LONG },
        { id: 2, name: "Email", note: "", summary: "" },
    ];
}

defineMailModels();
defineModels([Contact]);

test("long text takes one line of a list, and is whole on hover", async () => {
    await mountView({
        arch: `<list><field name="name"/><field name="note"/>
            <field name="summary" class="o_marfanet_line"/></list>`,
        resModel: "contact",
        type: "list",
    });
    const cell = (name, row = 1) => `.o_data_row:nth-child(${row}) [name=${name}]`;
    expect(cell("summary")).toHaveStyle({
        textOverflow: "ellipsis",
        whiteSpace: "nowrap",
    });
    expect(queryFirst(cell("summary")).dataset.tooltip).toBe(LONG);
    expect(queryFirst(cell("summary", 2)).dataset.tooltip).toBe(undefined);
    // What is Odoo's stays as it is.
    expect(queryFirst(cell("note")).dataset.tooltip).toBe(undefined);
    expect(queryFirst(cell("name")).dataset.tooltip).toBe("Call");
});

test("what people wrote in Persian runs from the right, at the side of the page", async () => {
    await mountView({
        arch: `<form><field name="name"/><field name="summary"/></form>`,
        resId: 1,
        resModel: "contact",
        type: "form",
    });
    for (const field of ["[name=name] input", "[name=summary] textarea"]) {
        expect(field).toHaveStyle({ textAlign: "left", unicodeBidi: "plaintext" });
    }
});
