import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { formatSeconds } from "../voice/formats";
import { markOf } from "./marks";

/** Beside a field of an interaction that AI wrote: that it did, and from which words. */
export class AiMark extends Component {
    static template = "marfanet_voice.AiMark";
    static props = { ...standardWidgetProps, field: String };

    setup() {
        this.orm = useService("orm");
        this.playback = useService("marfanet_playback");
    }

    get source() {
        return this.props.record.data.ai_sources?.[this.props.field];
    }

    get mark() {
        return markOf(this.source.review);
    }

    get isSuggested() {
        return this.source.review === "suggested" && !this.props.readonly;
    }

    get mayPlay() {
        return typeof this.source.start === "number";
    }

    get time() {
        return formatSeconds(this.source.start);
    }

    get tooltip() {
        const { quote } = this.source;
        if (!quote) {
            return this.mark.words;
        }
        return this.mayPlay
            ? _t("“%(quote)s” Click to listen (%(time)s).", { quote, time: this.time })
            : _t("“%(quote)s”", { quote });
    }

    /** The notes of the interaction know the address of what is to be heard. */
    play() {
        const { note, start } = this.source;
        if (this.mayPlay) {
            this.env.bus.trigger("MARFANET_VOICE_NOTE:PLAY", { note, start });
        }
    }

    async _decide(method) {
        const { record } = this.props;
        // What was written in the form meanwhile is not lost to the reload.
        if (!(await record.save())) {
            return;
        }
        await this.orm.call(record.resModel, method, [
            [record.resId],
            this.props.field,
        ]);
        await record.load();
        this.env.bus.trigger("MARFANET_VOICE_NOTE:REVIEWED", {
            interaction: record.resId,
        });
    }

    confirm() {
        return this._decide("action_confirm_ai_field");
    }

    dismiss() {
        return this._decide("action_dismiss_ai_field");
    }
}

registry.category("view_widgets").add("marfanet_ai_mark", {
    component: AiMark,
    extractProps: ({ attrs }) => ({ field: attrs.field }),
    fieldDependencies: [{ name: "ai_sources", type: "json" }],
});
