/** What `@web/views/calendar/utils` exports to name the days of an event. */
import { inShownDigits } from "../../digits/digits";
import { isJalaliOn, toJalali } from "../calendar";

export function getFormattedDateSpan(original, start, end) {
    if (!isJalaliOn() || start.hasSame(end, "day")) {
        return original(start, end);
    }
    const [from, to] = [toJalali(start), toJalali(end)];
    const sameMonth = from.year === to.year && from.month === to.month;
    const first = sameMonth ? inShownDigits(from.day) : start.toFormat("DDD");
    return `${first} - ${end.toFormat("DDD")}`;
}
