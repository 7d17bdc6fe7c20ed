import { patch } from "@web/core/utils/patch";
import { ListRenderer } from "@web/views/list/list_renderer";

patch(ListRenderer.prototype, {
    /** Long text that is cut to one line is whole on hover, as Odoo's short text is. */
    getCellTitle(column, record) {
        const isLine = /\bo_marfanet_line\b/.test(column.attrs?.class);
        return isLine
            ? record.data[column.name] || undefined
            : super.getCellTitle(column, record);
    },
});
