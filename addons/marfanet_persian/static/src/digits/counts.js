/** Counts that templates of Odoo's write as they are: of pages and of groups. */
import { Pager } from "@web/core/pager/pager";
import { patch } from "@web/core/utils/patch";
import { KanbanHeader } from "@web/views/kanban/kanban_header";
import { ListRenderer } from "@web/views/list/list_renderer";
import { inShownDigits, showsPersianDigits, toLatinDigits } from "./digits";

for (const { prototype } of [Pager, ListRenderer, KanbanHeader]) {
    patch(prototype, { inShownDigits });
}

patch(Pager.prototype, {
    /** A hyphen between digits would turn «۱-۸۰» around in a right-to-left line. */
    get shownValue() {
        return showsPersianDigits()
            ? inShownDigits(this.value.replace("-", "–"))
            : this.value;
    },

    parse(value) {
        return super.parse(toLatinDigits(value));
    },
});
