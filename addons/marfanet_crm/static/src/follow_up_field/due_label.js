import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";

/**
 * Returns a moment in the reader's words, as the server's `read_due_phrase` labels it:
 * «شنبه ۷ آذر ۱۴۰۵، ساعت ۱۰:۰۰» for Persian readers, Gregorian for others.
 *
 * @param {luxon.DateTime} moment
 * @param {boolean} timeSaid whether its time of day matters
 */
export function formatDue(moment, timeSaid) {
    const persian = localization.code?.startsWith("fa");
    const format = new Intl.DateTimeFormat(
        persian ? "fa-IR-u-ca-persian-nu-arabext" : user.lang,
        {
            day: "numeric",
            month: "long",
            timeZone: "UTC",
            weekday: "long",
            year: "numeric",
        },
    );
    // The day on the agent's own clock, whatever the zone of the browser.
    const noon = new Date(Date.UTC(moment.year, moment.month - 1, moment.day, 12));
    if (!persian) {
        const day = format.format(noon);
        const time = moment.toFormat("HH:mm", { numberingSystem: "latn" });
        return timeSaid ? _t("%(day)s at %(time)s", { day, time }) : day;
    }
    const parts = Object.fromEntries(
        format.formatToParts(noon).map(({ type, value }) => [type, value]),
    );
    const day = `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}`;
    const time = moment.toFormat("HH:mm", { numberingSystem: "arabext" });
    return timeSaid ? `${day}، ساعت ${time}` : day;
}
