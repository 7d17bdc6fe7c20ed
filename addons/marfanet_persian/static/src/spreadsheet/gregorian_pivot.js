// @odoo-module ignore

/**
 * A sheet's pivot reads a month from the first day of its group, and is shared by people
 * with other calendars: its groups are those of the Gregorian one.
 *
 * A plain script, because a module may not import from an addon that ours does not depend
 * on: unit tests start each addon's modules beside those of its dependencies alone.
 */
(function (loader) {
    "use strict";

    const PIVOT = "@spreadsheet/pivot/pivot_model";

    function keepGregorian({ OdooPivotModel }) {
        const { load } = OdooPivotModel.prototype;
        OdooPivotModel.prototype.load = function (searchParams) {
            const context = { ...searchParams.context, persian_calendar: "gregorian" };
            return load.call(this, { ...searchParams, context });
        };
    }

    const started = loader.modules.get(PIVOT);
    if (started) {
        keepGregorian(started);
    } else {
        loader.bus.addEventListener("module-started", ({ detail }) => {
            if (detail.moduleName === PIVOT) {
                keepGregorian(detail.module);
            }
        });
    }
})(globalThis.odoo.loader);
