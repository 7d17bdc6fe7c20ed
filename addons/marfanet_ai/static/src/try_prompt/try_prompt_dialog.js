import { Component, onWillDestroy, onWillStart, useRef, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";

import { AiAnswer } from "../stream/ai_answer";
import { useAiStream } from "../stream/ai_stream";

const MODEL = "marfanet.ai.prompt";
// Long enough not to ask for every letter, short enough to feel immediate.
const PREVIEW_DELAY = 400;

/**
 * Tries the text of a prompt, saved or not: what it is given, what would be sent, and
 * what comes back.
 */
export class TryPromptDialog extends Component {
    static template = "marfanet_ai.TryPromptDialog";
    static components = { AiAnswer, Dialog };
    static props = {
        body: String,
        close: Function,
        promptId: Number,
    };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.answerRef = useRef("answer");
        this.stream = useAiStream();
        this.answer = useState(this.stream.state);
        this.state = useState({
            fields: [],
            given: {},
            preview: null,
            sampleIndex: 0,
            samples: [],
        });
        this.previewLater = debounce(() => this.preview(), PREVIEW_DELAY);
        onWillStart(() => this.load());
        onWillDestroy(() => this.previewLater.cancel());
    }

    get isRunning() {
        return this.answer.status === "running";
    }

    /** On a phone the data comes first, and what is sent is looked at on purpose. */
    get showsSent() {
        return this.answer.status === "idle" && !this.ui.isSmall;
    }

    get sentTitle() {
        const name = this.answer.by?.provider || this.state.preview?.provider;
        return name ? _t("What is sent to %(name)s", { name }) : _t("What is sent");
    }

    get messages() {
        return this.answer.sent.length
            ? this.answer.sent
            : this.state.preview?.messages || [];
    }

    async load() {
        const { fields, samples } = await this.orm.call(MODEL, "get_samples", [
            [this.props.promptId],
        ]);
        Object.assign(this.state, { fields, samples });
        this.state.given = { ...samples[0].given };
        await this.preview();
    }

    onSampleChosen(ev) {
        this.state.sampleIndex = Number(ev.target.value);
        this.state.given = { ...this.state.samples[this.state.sampleIndex].given };
        this.onChanged();
    }

    onInput(name, ev) {
        this.state.given[name] = ev.target.value;
        this.onChanged();
    }

    onChanged() {
        // What was sent before is no longer what would be sent.
        this.answer.sent = [];
        this.previewLater();
    }

    async preview() {
        this.state.preview = await this.orm.call(MODEL, "get_preview", [
            [this.props.promptId],
            this.props.body,
            this.state.given,
        ]);
    }

    run() {
        // Below the data, on a phone.
        this.answerRef.el.scrollIntoView({ block: "start" });
        return this.stream.start(`/marfanet/ai/prompts/${this.props.promptId}/try`, {
            body: this.props.body,
            given: JSON.stringify(this.state.given),
        });
    }
}
