import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { condition, connector } from "@web/core/tree_editor/condition_tree";
import { domainFromTree } from "@web/core/tree_editor/domain_from_tree";
import { treeFromDomain } from "@web/core/tree_editor/tree_from_domain";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { readPersian } from "../persian_helpers";

describe.current.tags("headless");
beforeEach(() => makeMockEnv());

const FIELDS = { at: "datetime", day: "date", owner_id: "many2one" };
const options = {
    distributeNot: true,
    getFieldDef: (path) => (FIELDS[path] ? { type: FIELDS[path] } : null),
};
const range = (name, path = "day") =>
    condition(path, "in range", [FIELDS[path], name, false, false]);
const written = (...bounds) =>
    `["&", ("day", ">=", "${bounds[0]}"), ("day", "<", "${bounds[1]}")]`;

const JALALI = {
    "month to date": ["today =jalali_month", "today +1d"],
    "last month": ["today =jalali_month -1jalali_months", "today =jalali_month"],
    "year to date": ["today =jalali_year", "today +1d"],
    "last 12 months": ["today =jalali_month -12jalali_months", "today =jalali_month"],
};
const SAME = {
    today: ["today", "today +1d"],
    "last 7 days": ["today -7d", "today"],
    "last 30 days": ["today -30d", "today"],
};

test("months and years of ranges are Jalali, and are known again", () => {
    readPersian();
    for (const [name, bounds] of Object.entries({ ...JALALI, ...SAME })) {
        const domain = domainFromTree(range(name));
        expect(domain).toBe(written(...bounds));
        expect(treeFromDomain(domain, options)).toEqual(range(name));
    }
});

test("among other conditions, and within those of other records", () => {
    readPersian();
    const month = JALALI["month to date"];
    const domain = `["&", "&", ("owner_id", "=", 7), ("at", ">=", "${month[0]}"), ("at", "<", "${month[1]}")]`;
    const tree = treeFromDomain(domain, options);
    expect(tree.children[1]).toEqual(range("month to date", "at"));
    expect(domainFromTree(tree)).toBe(domain);
    const within = condition("owner_id", "any", range("month to date"));
    expect(domainFromTree(within)).toInclude("today =jalali_month");
});

test("other conditions stay as they are", () => {
    readPersian();
    const since = `[("day", ">=", "today =1d")]`;
    expect(domainFromTree(treeFromDomain(since, options))).toBe(since);
    const either = connector("|", [
        condition("day", ">=", "today =1d"),
        condition("day", "<", "today +1d"),
    ]);
    expect(domainFromTree(either)).not.toInclude("jalali");
});

test("others get Odoo's own", () => {
    readPersian({ calendar: "gregorian" });
    expect(domainFromTree(range("month to date"))).toBe(
        written("today =1d", "today +1d"),
    );
    const jalali = written(...JALALI["month to date"]);
    expect(domainFromTree(treeFromDomain(jalali, options))).toBe(jalali);
});
