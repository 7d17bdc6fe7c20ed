import { _t } from "@web/core/l10n/translation";

const LOOKS = {
    confirmed: { icon: "fa-check", tone: "success" },
    dismissed: { icon: "fa-ban", tone: "muted" },
    edited: { icon: "fa-pencil", tone: "muted" },
    suggested: { icon: "fa-magic", tone: "info" },
};

/**
 * @param {"suggested"|"confirmed"|"edited"|"dismissed"} review what a person made of
 *     something that AI wrote
 * @returns {{ icon: string, tone: string, words: string }}
 */
export function markOf(review) {
    const words = {
        confirmed: _t("Confirmed"),
        dismissed: _t("Dismissed"),
        edited: _t("Edited by a person"),
        suggested: _t("Suggested by AI"),
    }[review];
    return { ...LOOKS[review], words };
}
