import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatSeconds } from "../voice/formats";

/** The words that something was understood from; a click plays them. */
export class SourceQuote extends Component {
    static template = "marfanet_voice.SourceQuote";
    static props = {
        /** Address of the recording, where there is one */
        audio: { type: [String, Boolean], optional: true },
        quote: String,
        /** Second at which it is said, or false */
        start: { type: [Number, Boolean], optional: true },
    };

    setup() {
        this.playback = useService("marfanet_playback");
    }

    get mayPlay() {
        return Boolean(this.props.audio) && typeof this.props.start === "number";
    }

    get time() {
        return formatSeconds(this.props.start);
    }

    get title() {
        return _t("Listen to where it was said");
    }

    play() {
        return this.playback.play(this.props.audio, this.props.start);
    }
}
