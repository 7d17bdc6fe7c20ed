import { Component, onWillStart, onWillUnmount, useRef } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useVoiceRecorder } from "../recorder/use_voice_recorder";

/** Plays a recording that is on this device. */
export class LocalPlayer extends Component {
    static template = "marfanet_voice.LocalPlayer";
    static props = { note: Object };

    setup() {
        const { voice } = useVoiceRecorder();
        this.audio = useRef("audio");
        onWillStart(async () => {
            this.source = URL.createObjectURL(await voice.blob(this.props.note));
        });
        onWillUnmount(() => URL.revokeObjectURL(this.source));
    }

    /**
     * WebM from a browser does not say how long it is; asked for a moment far behind its
     * end, the player finds out.
     */
    onMetadata() {
        const audio = this.audio.el;
        if (audio.duration !== Infinity) {
            return;
        }
        audio.addEventListener("durationchange", () => (audio.currentTime = 0), {
            once: true,
        });
        audio.currentTime = Number.MAX_SAFE_INTEGER;
    }
}

/** What plays a recording before it is sent: a component with the prop `note`. */
registry.category("marfanet_voice_players").add("local", LocalPlayer);
