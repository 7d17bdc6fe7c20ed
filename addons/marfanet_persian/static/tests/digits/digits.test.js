import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, edit, press } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    defineParams,
    editSearch,
    fields,
    makeMockEnv,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
    webModels,
} from "@web/../tests/web_test_helpers";
import { formatFloat, humanNumber } from "@web/core/utils/numbers";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import {
    formatFloatTime,
    formatInteger,
    formatPercentage,
} from "@web/views/fields/formatters";
import {
    parseFloat,
    parseFloatTime,
    parseInteger,
    parseMonetary,
    parsePercentage,
} from "@web/views/fields/parsers";
import {
    numberFormat,
    toLatinDigits,
    toPersianDigits,
} from "@marfanet_persian/digits/digits";
import { persian, readPersian } from "../persian_helpers";

describe.current.tags("desktop");
defineParams({
    lang: "fa_IR",
    lang_parameters: { decimal_point: ".", thousands_sep: ",", grouping: "[3,0]" },
});

class Deal extends models.Model {
    _name = "deal";

    amount = fields.Float();
    count = fields.Integer();
    phone = fields.Char();

    _records = [{ id: 1, amount: 1200.5, count: 45000, phone: "021" }];
}
defineModels([Deal, webModels.ResCompany, webModels.ResPartner, webModels.ResUsers]);

const FORM = `<form><field name="amount"/><field name="count"/><field name="phone" widget="phone"/></form>`;
const mountForm = () =>
    mountView({ type: "form", resModel: "deal", resId: 1, arch: FORM });

beforeEach(() => readPersian({ digits: "persian" }));

test("digits go both ways", () => {
    expect(toLatinDigits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ x")).toBe("0123456789 0123456789 x");
    expect(toPersianDigits("0123456789 x")).toBe("۰۱۲۳۴۵۶۷۸۹ x");
});

test("numbers are typed in any digits", async () => {
    await makeMockEnv();
    expect(parseFloat("۱۲۰۰.۵")).toBe(1200.5);
    expect(parseFloat("١٢٠٠٫٥")).toBe(1200.5);
    expect(parseFloat("۱٬۲۰۰٫۵")).toBe(1200.5);
    expect(parseFloat("−۱۲")).toBe(-12);
    expect(parseInteger("۴۵٬۰۰۰")).toBe(45000);
    expect(parseMonetary("۴۵,۰۰۰ تومان")).toBe(45000);
    expect(parsePercentage("۱۲٪")).toBe(0.12);
    expect(parseFloatTime("۱:۳۰")).toBe(1.5);
    expect(() => parseFloat("دوازده")).toThrow(/./);
});

test("numbers are shown in the digits that the user chose", async () => {
    await makeMockEnv();
    expect(formatFloat(1200.5)).toBe(persian("1,200.50"));
    expect(formatInteger(45000)).toBe(persian("45,000"));
    expect(humanNumber(45000)).toMatch(/^۴۵/);
    expect(formatFloatTime(1.5)).toBe(persian("01:30"));
    expect(registry.category("formatters").get("float_time")(1.5)).toBe(
        persian("01:30"),
    );
    expect(formatPercentage(0.5244)).toBe("۵۲.۴۴٪");
    expect(registry.category("formatters").get("percentage")(0.4)).toBe("۴۰٪");
    readPersian({ digits: "latin" });
    expect(formatPercentage(0.5244)).toBe("52.44%");
    expect(formatFloat(1200.5)).toBe("1,200.50");
    expect(formatInteger(45000)).toBe("45,000");
});

test("what is searched for is found however it is typed", async () => {
    const searched = [];
    onRpc("web_search_read", ({ kwargs }) => {
        searched.push(kwargs.domain);
    });
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list><field name="phone"/></list>`,
        searchViewArch: `<search><field name="phone"/><field name="count"/></search>`,
    });
    await editSearch("۰۲۱ علي");
    await press("Enter");
    await animationFrame();
    expect(searched.at(-1)).toEqual([
        "|",
        ["phone", "ilike", "۰۲۱ علي"],
        ["phone", "ilike", "021 علی"],
    ]);
    await editSearch("۴۵");
    await press("ArrowDown");
    await press("Enter");
    await animationFrame();
    expect(searched.at(-1)).toInclude(["count", "=", 45]);
});

test("pages and groups are counted in the digits that the user chose", async () => {
    Deal._records = [1, 2, 3].map((id) => ({ id, phone: "021" }));
    await mountView({
        type: "list",
        resModel: "deal",
        arch: `<list limit="2"><field name="phone"/></list>`,
    });
    expect(".o_pager_value").toHaveText("۱–۲");
    expect(".o_pager_limit").toHaveText("۳");
    await contains(".o_pager_value").click();
    await contains("input.o_pager_value").edit("۲-۳");
    expect(".o_pager_value").toHaveText("۲–۳");
});

test("groups are counted in the digits that the user chose", async () => {
    const grouped = { resModel: "deal", groupBy: ["phone"] };
    await mountView({
        ...grouped,
        type: "list",
        arch: `<list><field name="phone"/></list>`,
    });
    expect(".o_group_name").toHaveText("021 (۱)");
    await mountView({
        ...grouped,
        type: "kanban",
        arch: `<kanban><t t-name="card"><field name="phone"/></t></kanban>`,
    });
    expect(".o_column_title").toHaveText("021\n(۱)");
});

test("a form shows, takes and stores numbers", async () => {
    onRpc("web_save", ({ args }) => expect.step(args[1]));
    await mountForm();
    expect(".o_field_widget[name=amount] input").toHaveValue(persian("1,200.50"));
    expect(".o_field_widget[name=count] input").toHaveValue(persian("45,000"));
    await contains(".o_field_widget[name=amount] input").edit("۱۵۰۰٫۲۵");
    await contains(".o_field_widget[name=count] input").edit("١٢");
    await contains(".o_form_button_save").click();
    expect.verifySteps([{ amount: 1500.25, count: 12 }]);
});

test("a phone number is stored in Latin digits", async () => {
    onRpc("web_save", ({ args }) => expect.step(args[1]));
    await mountForm();
    await click(".o_field_widget[name=phone] input");
    await edit("۰۹۱۲ ٣٤٥");
    expect(".o_field_widget[name=phone] input").toHaveValue("0912 345");
    await animationFrame();
    await contains(".o_form_button_save").click();
    expect.verifySteps([{ phone: "0912 345" }]);
});

test("the browser's numbers are in the digits that the user chose", () => {
    patchWithCleanup(user, { lang: "fa-IR" });
    expect(numberFormat({ style: "percent" }).format(0.4)).toMatch(/^۴۰/);
    readPersian({ digits: "latin" });
    expect(numberFormat({ style: "percent" }).format(0.4)).toMatch(/40/);
});
