/** Counts that templates of Odoo's write as they are: of pages and of groups. */
import { Pager } from "@web/core/pager/pager";
import { patch } from "@web/core/utils/patch";
import { KanbanHeader } from "@web/views/kanban/kanban_header";
import { ListRenderer } from "@web/views/list/list_renderer";
import { inShownDigits, toLatinDigits } from "./digits";

for (const { prototype } of [Pager, ListRenderer, KanbanHeader]) {
    patch(prototype, { inShownDigits });
}

patch(Pager.prototype, {
    parse(value) {
        return super.parse(toLatinDigits(value));
    },
});
