// @odoo-module ignore

/** Charts are drawn, not styled: they are told the font of the page in its own words. */
(function (Chart) {
    "use strict";

    if (document.documentElement.lang.startsWith("fa")) {
        Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    }
})(globalThis.Chart);
