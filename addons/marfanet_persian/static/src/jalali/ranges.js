/**
 * The ranges that the editor of filters counts from today («Month to date»), which
 * `@web/core/tree_editor/virtual_operators` makes of a domain's conditions and back. The
 * server reads their Jalali bounds in `tools/relative_dates.py`.
 */
import { isTree } from "@web/core/tree_editor/condition_tree";
import { isJalaliOn } from "./calendar";

const TOMORROW = "today +1d";
const MONTH = "today =jalali_month";

/** First day, and the day after the last; as Odoo writes them and in Jalali. */
const BOUNDS = [
    [
        ["today =1d", TOMORROW],
        [MONTH, TOMORROW],
    ],
    [
        ["today =1d -1m", "today =1d"],
        [`${MONTH} -1jalali_months`, MONTH],
    ],
    [
        ["today =1m =1d", TOMORROW],
        ["today =jalali_year", TOMORROW],
    ],
    [
        ["today =1d -12m", "today =1d"],
        [`${MONTH} -12jalali_months`, MONTH],
    ],
];
const TO_JALALI = BOUNDS;
const TO_ODOO = BOUNDS.map(([odoo, jalali]) => [jalali, odoo]);

export function introduceVirtualOperators(original, tree, ...options) {
    return original(isJalaliOn() ? withBounds(tree, TO_ODOO) : tree, ...options);
}

export function eliminateVirtualOperators(original, tree, ...options) {
    const simple = original(tree, ...options);
    return isJalaliOn() ? withBounds(simple, TO_JALALI) : simple;
}

function withBounds(tree, table) {
    if (tree.type === "condition") {
        return isTree(tree.value)
            ? { ...tree, value: withBounds(tree.value, table) }
            : tree;
    }
    if (tree.type !== "connector") {
        return tree;
    }
    const children = tree.children.map((child) => withBounds(child, table));
    for (let index = 1; tree.value === "&" && index < children.length; index++) {
        const pair = children.slice(index - 1, index + 1);
        const [, bounds] = table.find(([from]) => isRange(pair, from)) || [];
        if (bounds) {
            children.splice(
                index - 1,
                2,
                ...pair.map((child, place) => ({ ...child, value: bounds[place] })),
            );
        }
    }
    return { ...tree, children };
}

function isRange([first, last], [start, end]) {
    const isBound = (tree, operator, value) =>
        tree.type === "condition" &&
        !tree.negate &&
        tree.operator === operator &&
        tree.value === value;
    return (
        first.path === last.path &&
        isBound(first, ">=", start) &&
        isBound(last, "<", end)
    );
}
