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
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import "@marfanet_voice/language/language_field";
import { mockPolicy } from "./voice_helpers";

class Note extends models.Model {
    _name = "note";
    language = fields.Char();
    _records = [
        { id: 1, language: "fa" },
        { id: 2, language: "ar" },
        { id: 3, language: "auto" },
    ];
}

defineMailModels();
defineModels([Note]);

const FIELD = ".o_field_widget[name=language]";

function open(resId, attributes = "") {
    mockPolicy({ languages: ["fa", "en", "auto"] });
    return mountView({
        arch: `<form><field name="language" widget="marfanet_language" ${attributes}/></form>`,
        resId,
        resModel: "note",
        type: "form",
    });
}

test("a spoken language is chosen by its name", async () => {
    const saved = [];
    onRpc("note", "web_save", ({ args }) => {
        saved.push(args[1]);
    });
    await open(1);
    expect(queryAllTexts(`${FIELD} option`)).toEqual([
        "Persian",
        "English",
        "Detect the language",
    ]);
    expect(`${FIELD} select`).toHaveValue("fa");
    await contains(`${FIELD} select`).select("en");
    await clickSave();
    expect(saved).toEqual([{ language: "en" }]);
});

test("a language that is no longer offered stays what it is", async () => {
    await open(2);
    expect(`${FIELD} select`).toHaveValue("ar");
    expect(`${FIELD} option:first`).toHaveText("Arabic");
});

test("what cannot be changed is read, in the reader's language", async () => {
    patchWithCleanup(user, { lang: "fa-IR" });
    await open(1, 'readonly="1"');
    expect(FIELD).toHaveText("فارسی");
});

test("that the service finds out the language is said in words", async () => {
    await open(3, 'readonly="1"');
    expect(FIELD).toHaveText("Detect the language");
});
