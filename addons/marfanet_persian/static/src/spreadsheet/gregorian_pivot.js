import { OdooPivotModel } from "@spreadsheet/pivot/pivot_model";

import { patch } from "@web/core/utils/patch";

patch(OdooPivotModel.prototype, {
    /**
     * A sheet's pivot reads a month from the first day of its group, and is shared by
     * people with other calendars: its groups are those of the Gregorian one.
     */
    async load(searchParams) {
        const context = { ...searchParams.context, persian_calendar: "gregorian" };
        return super.load({ ...searchParams, context });
    },
});
