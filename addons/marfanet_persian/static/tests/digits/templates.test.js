/** Numbers that templates and translated texts hold as they are. */
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { Component, markup, useState, xml } from "@odoo/owl";
import { mountWithCleanup, patchTranslations } from "@web/../tests/web_test_helpers";
import { appTranslateFn } from "@web/core/l10n/translation";
import { readPersian } from "../persian_helpers";

describe.current.tags("headless");

class Counters extends Component {
    static props = [];
    static template = xml`
        <p><t t-esc="state.count"/> followers</p>
        <p class="badge" t-esc="state.count"/>
        <p t-att-title="state.count"><t t-out="state.count"/></p>
        <p t-esc="'(' + state.count + ')'"/>
        <p t-esc="'+' + state.count"/>
        <p t-out="state.count + '+'"/>
        <p t-esc="text"/>
        <p t-out="html"/>
        <t t-esc="state.count"/>
        <input t-att-value="state.count"/>`;

    setup() {
        this.state = useState({ count: 12 });
        this.text = "+989129450025";
        this.html = markup`<b>021</b>`;
    }
}

const TEXTS = (count) => [
    `${count} followers`,
    count,
    count,
    `(${count})`,
    `+${count}`,
    `${count}+`,
    "+989129450025",
    "021",
];

test("numbers that a template writes are in the digits that the user chose", async () => {
    readPersian({ digits: "persian" });
    const { state } = await mountWithCleanup(Counters);
    expect(queryAllTexts("p")).toEqual(TEXTS("۱۲"));
    state.count = 345;
    await animationFrame();
    expect(queryAllTexts("p")).toEqual(TEXTS("۳۴۵"));
    expect(queryOne("p:last").parentElement).toHaveText(/۳۴۵$/);
});

test("what is not for eyes stays as it is", async () => {
    readPersian({ digits: "persian" });
    await mountWithCleanup(Counters);
    expect("p:eq(2)").toHaveAttribute("title", "12");
    expect("input").toHaveValue("12");
});

for (const [who, preferences] of [
    ["who reads Latin digits", { digits: "latin" }],
    ["everyone else", null],
]) {
    test(`for ${who} nothing changes`, async () => {
        if (preferences) {
            readPersian(preferences);
        }
        await mountWithCleanup(Counters);
        expect(queryAllTexts("p")).toEqual(TEXTS("12"));
        expect(appTranslateFn("%s of %s", "web", 3, "x4")).toBe("3 of x4");
    });
}

test("numbers in translated texts are in the digits that the user chose", () => {
    patchTranslations();
    readPersian({ digits: "persian" });
    const said = (...args) => String(appTranslateFn(args[0], "web", ...args.slice(1)));
    expect(said("%s of %s", 3, "x4")).toBe("۳ of x4");
    expect(said("%(count)s followers", { count: 12 })).toBe("۱۲ followers");
    expect(said("Line 2")).toBe("Line 2");
});
