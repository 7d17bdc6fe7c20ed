/** The example that pivots and graphs show behind «no data», by Jalali periods. */
import { deserializeDateTime, serializeDate } from "@web/core/l10n/dates";
import { patch } from "@web/core/utils/patch";
import { SampleServer } from "@web/model/sample_server";
import { getFormattedDateSpan } from "@web/views/calendar/utils";
import {
    isJalaliOn,
    startOfMonth,
    startOfQuarter,
    startOfWeek,
    startOfYear,
} from "./calendar";
import { periodName } from "./periods";

const STARTS = {
    week: startOfWeek,
    month: startOfMonth,
    quarter: startOfQuarter,
    year: startOfYear,
};

patch(SampleServer.prototype, {
    _formatValue(value, { type, interval }) {
        const isDate = ["date", "datetime"].includes(type);
        if (!isJalaliOn() || !value || !isDate || !STARTS[interval]) {
            return super._formatValue(...arguments);
        }
        const start = STARTS[interval](deserializeDateTime(value));
        const name =
            interval === "week"
                ? getFormattedDateSpan(start, start.plus({ days: 6 }))
                : periodName(interval, start);
        return [serializeDate(start), name];
    },
});
