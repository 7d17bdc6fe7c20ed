/**
 * Numbers that templates write as they are: of followers, attachments, activities, unread
 * messages, records of a group. There are dozens of such places, and more in each addon;
 * so the compiled template is given OWL's own functions for texts, with digits as the
 * user wants to see them.
 */
import { App } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { showsPersianDigits, toPersianDigits } from "./digits";

/** A number with a mark of counters: «(5)» of a group, «+3» and «99+» of what is more. */
const COUNTER = /^(?:\(\d+\)|\+\d{1,3}|\d{1,3}\+)$/;
/** How OWL marks a text in a block; the number is the text's place in the block's data. */
const TEXTS = /<block-text-(\d+)/g;

function shown(value) {
    if (!showsPersianDigits()) {
        return value;
    }
    const isCount =
        typeof value === "number" || (typeof value === "string" && COUNTER.test(value));
    return isCount ? toPersianDigits(String(value)) : value;
}

function createBlockOf({ createBlock }) {
    return (template) => {
        const build = createBlock(template);
        const texts = [...template.matchAll(TEXTS)].map(([, index]) => Number(index));
        if (!texts.length) {
            return build;
        }
        return (data, children) => {
            for (const index of texts) {
                data[index] = shown(data[index]);
            }
            return build(data, children);
        };
    };
}

patch(App.prototype, {
    _compileTemplate() {
        const render = super._compileTemplate(...arguments);
        return (app, dom, helpers) =>
            render(
                app,
                {
                    ...dom,
                    createBlock: createBlockOf(dom),
                    text: (value) => dom.text(shown(value)),
                },
                {
                    ...helpers,
                    safeOutput: (value, ...rest) =>
                        helpers.safeOutput(shown(value), ...rest),
                },
            );
    },
});
