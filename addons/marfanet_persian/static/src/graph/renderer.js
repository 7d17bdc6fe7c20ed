import { patch } from "@web/core/utils/patch";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { inShownDigits } from "../digits/digits";

patch(GraphRenderer.prototype, {
    /** Odoo has formatters for large and broken numbers, but writes «4» as it is. */
    formatValue() {
        return inShownDigits(super.formatValue(...arguments));
    },

    /** The shares of a pie are written by the number itself. */
    getTooltipItems() {
        return super.getTooltipItems(...arguments).map((item) => ({
            ...item,
            percentage: item.percentage && inShownDigits(item.percentage),
        }));
    },
});
