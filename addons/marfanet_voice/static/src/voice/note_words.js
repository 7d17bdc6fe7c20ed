import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { formatShare, formatMoment } from "./formats";
import { voicePolicy } from "./policy";

/**
 * Says where a recording on this device stands, and what becomes of it.
 *
 * @param {import("../recordings_store/recordings_store").Note} note
 * @param {import("../upload/upload_queue").Sending} [sending]
 * @returns {string}
 */
export function noteWords(note, sending) {
    if (note.isElsewhere) {
        return _t("Being recorded in another tab");
    }
    if (note.state === "interrupted") {
        return _t(
            "An unfinished recording: listen to it, then send it or throw it away.",
        );
    }
    if (note.state === "refused") {
        return _t("Not sent: %(reason)s", { reason: note.error });
    }
    if (!note.partner) {
        return note.state === "queued"
            ? _t("Saved on this device. Choose the representative, and it is sent.")
            : _t("Saved on this device. Choose the representative to send it.");
    }
    if (note.state !== "queued") {
        return _t("Saved on this device");
    }
    if (sending?.isSending && !sending.reason) {
        return _t("Saved on this device, sending… %(share)s", {
            share: formatShare(sending.sent, note.size),
        });
    }
    if (sending?.reason) {
        return _t("Saved on this device. %(reason)s Next try at %(time)s.", {
            reason: sending.reason,
            time: formatMoment(sending.retryAt),
        });
    }
    return _t("Saved on this device, waiting to be sent");
}

/**
 * @param {{ state: string, failure?: string }} receipt as the server has told last
 * @returns {string}
 */
export function sentWords({ failure, state }) {
    const words = {
        received: _t("Sent"),
        transcribing: _t("Transcribing…"),
        transcribed: _t("Reading…"),
        analysed: _t("Saving the result…"),
        ready: _t("Ready"),
        waiting: _t("Waiting for the AI service"),
        untranscribed: _t("Waiting for somebody to type it"),
        failed: _t("Needs a look: %(reason)s", { reason: failure || "" }),
    };
    return words[state] || words.received;
}

/** @returns {[string, string][]} the purposes of a contact, with their words */
export function purposes() {
    return [
        ["support", _t("Support")],
        ["sales", _t("Sales")],
        ["follow_up", _t("Follow-up")],
        ["inbound", _t("Inbound")],
    ];
}

/**
 * @param {string} code ISO 639 code of a language, or «auto»
 * @returns {string} its name in the reader's language
 */
export function languageName(code) {
    return code === "auto"
        ? _t("Detect the language")
        : new Intl.DisplayNames(user.lang, { type: "language" }).of(code);
}

/** @returns {[string, string][]} the languages that may be spoken, with their names */
export function languages() {
    return voicePolicy().languages.map((code) => [code, languageName(code)]);
}
