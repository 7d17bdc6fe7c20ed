/** The way back in the path, which Odoo's template writes in English for everybody. */
import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { Breadcrumbs } from "@web/search/breadcrumbs/breadcrumbs";

patch(Breadcrumbs.prototype, {
    /**
     * @param {object} breadcrumb
     * @param {string} english what Odoo writes
     * @returns {string} what a Persian reader is told by the method that Odoo has for it
     */
    wayBack(breadcrumb, english) {
        return user.lang?.startsWith("fa")
            ? this.getBreadcrumbTooltip(breadcrumb)
            : english;
    },
});
