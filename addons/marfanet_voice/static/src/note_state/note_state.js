import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const LOOKS = {
    analysed: { icon: "fa-circle-o-notch fa-spin", tone: "info" },
    failed: { icon: "fa-exclamation-triangle", tone: "danger" },
    ready: { icon: "fa-check", tone: "success" },
    received: { icon: "fa-cloud", tone: "info" },
    transcribed: { icon: "fa-circle-o-notch fa-spin", tone: "info" },
    transcribing: { icon: "fa-circle-o-notch fa-spin", tone: "info" },
    untranscribed: { icon: "fa-keyboard-o", tone: "warning" },
    waiting: { icon: "fa-clock-o", tone: "warning" },
};

/** @returns {string} where a note stands, in short */
export function stateWords(state) {
    return {
        analysed: _t("Saving the result…"),
        failed: _t("Needs a look"),
        ready: _t("Ready"),
        received: _t("Sent"),
        transcribed: _t("Reading…"),
        transcribing: _t("Transcribing…"),
        untranscribed: _t("Waiting for somebody to type it"),
        waiting: _t("Waiting for the AI service"),
    }[state];
}

/** A small mark of where a voice note stands. */
export class NoteState extends Component {
    static template = "marfanet_voice.NoteState";
    static props = { state: String, why: { type: String, optional: true } };

    get look() {
        return LOOKS[this.props.state] || LOOKS.received;
    }

    get words() {
        return stateWords(this.props.state);
    }
}
