import { describe, expect, test } from "@odoo/hoot";
import {
    defineModels,
    defineParams,
    fields,
    makeMockEnv,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import { formatCurrency } from "@web/core/currency";
import { localization } from "@web/core/l10n/localization";
import { registry } from "@web/core/registry";
import { parseMonetary } from "@web/views/fields/parsers";
import { readPersian } from "../persian_helpers";

describe.current.tags("desktop");
defineParams({
    lang: "fa_IR",
    lang_parameters: { decimal_point: ".", thousands_sep: ",", grouping: "[3,0]" },
});

const [RIGHT_TO_LEFT, LEFT_TO_RIGHT, END, SPACE] = [
    "\u2067",
    "\u2066",
    "\u2069",
    "\u00a0",
];
const inPersian = (number) =>
    `${RIGHT_TO_LEFT}${LEFT_TO_RIGHT}${number}${END}${SPACE}تومان${END}`;

function payInToman() {
    serverState.currencies = [
        { id: 1, name: "IRT", position: "after", symbol: "تومان", digits: [69, 0] },
        { id: 2, name: "USD", position: "before", symbol: "$", digits: [69, 2] },
    ];
}

async function pageFromRightToLeft() {
    payInToman();
    readPersian({ digits: "persian" });
    await makeMockEnv();
    patchWithCleanup(localization, { direction: "rtl" });
}

test("an amount in Toman reads from right to left, its number and sign do not", async () => {
    await pageFromRightToLeft();
    expect(formatCurrency(2300000, 1)).toBe(inPersian("۲,۳۰۰,۰۰۰"));
    expect(formatCurrency(-500, 1)).toBe(inPersian("-۵۰۰"));
});

test("an amount in another script stays as Odoo writes it", async () => {
    await pageFromRightToLeft();
    expect(formatCurrency(5, 2)).toBe(`$${SPACE}۵.۰۰`);
    expect(formatCurrency(5, 1, { noSymbol: true })).toBe("۵");
});

test("an amount copied from the page is read back", async () => {
    await pageFromRightToLeft();
    expect(parseMonetary(inPersian("-۵۰۰").replace(`${SPACE}تومان`, ""))).toBe(-500);
});

test("in a left-to-right page nothing changes", async () => {
    payInToman();
    readPersian({ digits: "latin", calendar: "gregorian" });
    await makeMockEnv();
    patchWithCleanup(localization, { direction: "ltr" });
    expect(formatCurrency(-500, 1)).toBe(`-500${SPACE}تومان`);
});

class Account extends models.Model {
    balance = fields.Monetary({ currency_field: "currency_id" });
    currency_id = fields.Many2one({ relation: "res.currency", default: 1 });
    _records = [{ id: 1, balance: -2000, currency_id: 1 }];
}

class Currency extends models.Model {
    _name = "res.currency";
    name = fields.Char();
    _records = [{ id: 1, name: "IRT" }];
}

defineModels([Account, Currency]);
onRpc("has_group", () => false);

test("lists and their sums show it so", async () => {
    await pageFromRightToLeft();
    await mountView({
        type: "list",
        resModel: "account",
        arch: `<list>
            <field name="currency_id" column_invisible="1"/>
            <field name="balance" sum="Balance"/>
        </list>`,
    });
    const shown = inPersian("-۲,۰۰۰").replace(SPACE, " ");
    expect(".o_data_cell").toHaveText(shown);
    expect("tfoot").toHaveText(shown);
});

test("columns of amounts have room for the word, in right-to-left pages alone", async () => {
    await pageFromRightToLeft();
    const { listViewWidth } = registry.category("fields").get("monetary");
    expect(listViewWidth()).toBe(150);
    patchWithCleanup(localization, { direction: "ltr" });
    expect(listViewWidth()).toBe(105);
});
