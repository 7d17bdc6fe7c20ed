import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { LevelMeter } from "../level_meter/level_meter";
import { formatSeconds } from "../voice/formats";
import { useVoiceRecorder } from "./use_voice_recorder";

/** The recording that is being made: how long, how loud, and what can be done with it. */
export class Recorder extends Component {
    static template = "marfanet_voice.Recorder";
    static components = { LevelMeter };
    static props = { hasFocus: { type: Boolean, optional: true } };
    static defaultProps = { hasFocus: true };

    setup() {
        Object.assign(this, useVoiceRecorder());
        this.ui = useState({ isDiscarding: false });
        this.level = () => this.voice.level;
        this.send = useRef("send");
        onMounted(() => {
            if (this.props.hasFocus) {
                this.send.el?.focus({ preventScroll: true });
            }
        });
    }

    get live() {
        return this.state.current;
    }

    get isPaused() {
        return this.live.phase === "paused";
    }

    get isBusy() {
        return ["starting", "ending"].includes(this.live.phase);
    }

    get pauseLabel() {
        return this.isPaused ? _t("Go on") : _t("Pause");
    }

    get time() {
        return formatSeconds(this.live.seconds);
    }

    get words() {
        return {
            starting: _t("Waiting for the microphone…"),
            recording: _t("Recording…"),
            paused: _t("Paused"),
            ending: _t("Saving…"),
        }[this.live.phase];
    }

    /** What the person should know now, if anything. */
    get warning() {
        if (this.live.isUnkept) {
            return _t(
                "The device's storage is full: this recording is only in this tab. Do not close it; send the recording, or free some space.",
            );
        }
        if (this.live.nearLimit) {
            const left = this.voice.policy.maxSeconds - this.live.seconds;
            return _t("It stops by itself in %(time)s.", { time: formatSeconds(left) });
        }
        if (this.live.isSilent) {
            return _t("Nothing is heard. Is the microphone muted?");
        }
        return "";
    }

    togglePause() {
        if (this.isPaused) {
            this.voice.resume();
        } else {
            this.voice.pause();
        }
    }

    discard() {
        this.voice.discard(this.live.uuid);
    }
}
