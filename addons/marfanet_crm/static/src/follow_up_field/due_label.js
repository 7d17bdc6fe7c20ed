import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/**
 * Returns a moment in the reader's words, as the server's `read_due_phrase` labels it:
 * «شنبه ۷ آذر ۱۴۰۵، ساعت ۱۰:۰۰», in the calendar and digits that the reader chose.
 *
 * @param {luxon.DateTime} moment
 * @param {boolean} timeSaid whether its time of day matters
 */
export function formatDue(moment, timeSaid) {
    const day = moment.toLocaleString(DateTime.DATE_HUGE);
    if (!timeSaid) {
        return day;
    }
    const time = moment.toFormat("HH:mm");
    return localization.code?.startsWith("fa")
        ? `${day}، ساعت ${time}`
        : _t("%(day)s at %(time)s", { day, time });
}
