import { Component } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { JUMP } from "../playback/player_keys";
import { SPEEDS } from "../playback/playback_service";
import { usePlayback } from "../playback/use_playback";
import { formatCount, formatSeconds } from "../voice/formats";

/** Plays a recording. Time runs from left to right, also in a right-to-left page. */
export class Player extends Component {
    static template = "marfanet_voice.Player";
    static props = {
        /** Address of the recording */
        source: String,
        /** How long it is, as the server knows */
        seconds: { type: Number, optional: true },
        isSmall: { type: Boolean, optional: true },
    };

    setup() {
        const { playback, state } = usePlayback(() => this.props.source);
        this.playback = playback;
        this.state = state;
        this.speeds = SPEEDS;
    }

    get isMine() {
        return this.state.source === this.props.source;
    }

    get isPlaying() {
        return this.isMine && this.state.isPlaying;
    }

    get isLoading() {
        return this.isMine && this.state.isLoading && !this.state.isPlaying;
    }

    get isBroken() {
        return this.isMine && this.state.isBroken;
    }

    get time() {
        return this.isMine ? this.state.time : 0;
    }

    get seconds() {
        const known = this.isMine && this.state.seconds;
        return known || this.props.seconds || 0;
    }

    /** How much of it has been heard, in percent, for the bar. */
    get share() {
        return this.seconds ? Math.min(100, (100 * this.time) / this.seconds) : 0;
    }

    get words() {
        return {
            back: _t("%s seconds back", JUMP),
            onward: _t("%s seconds on", JUMP),
            toggle: this.isPlaying ? _t("Pause") : _t("Play"),
            spoken: _t("%(time)s of %(seconds)s", {
                time: formatSeconds(this.time),
                seconds: formatSeconds(this.seconds),
            }),
        };
    }

    get arrows() {
        const isRtl = localization.direction === "rtl";
        return isRtl ? { back: "→", onward: "←" } : { back: "←", onward: "→" };
    }

    format(seconds) {
        return formatSeconds(seconds);
    }

    speedLabel(speed) {
        return `${formatCount(speed)}×`;
    }

    toggle() {
        return this.playback.toggle(this.props.source);
    }

    jump(direction) {
        return this.playback.jump(this.props.source, direction * JUMP);
    }

    onSeek(ev) {
        return this.playback.seek(this.props.source, Number(ev.target.value));
    }

    onSpeed(ev) {
        this.playback.setSpeed(Number(ev.target.value));
    }
}
