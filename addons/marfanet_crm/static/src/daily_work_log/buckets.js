import { deserializeDateTime } from "@web/core/l10n/dates";

const { DateTime } = luxon;

export const BUCKETS = ["overdue", "today", "tomorrow", "week", "later"];
const FRIDAY = 5;

/** @returns {luxon.DateTime} the end of the Jalali week: the coming Friday's */
function endOfWeek(now) {
    return now.plus({ days: (FRIDAY - now.weekday + 7) % 7 }).endOf("day");
}

/**
 * Returns where a task stands on the agent's clock; as time passes, without the server.
 *
 * A task for which only a day was said is not overdue before that day has ended.
 *
 * @param {{ due: string|false, time_said: boolean }} card
 * @returns {"overdue"|"today"|"tomorrow"|"week"|"later"}
 */
export function bucketOf(card, now = DateTime.local()) {
    if (!card.due) {
        return "later";
    }
    const due = deserializeDateTime(card.due);
    const late = card.time_said ? due < now : due.endOf("day") < now;
    if (late) {
        return "overdue";
    }
    if (due <= now.endOf("day")) {
        return "today";
    }
    if (due <= now.plus({ days: 1 }).endOf("day")) {
        return "tomorrow";
    }
    return due <= endOfWeek(now) ? "week" : "later";
}

/** The order of the queue: by due moment, what has none last, then as created. */
export function compareCards(card, other) {
    const due = card.due || "9999";
    const otherDue = other.due || "9999";
    if (due !== otherDue) {
        return due < otherDue ? -1 : 1;
    }
    return card.id - other.id;
}
