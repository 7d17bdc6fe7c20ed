import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { aiMark } from "@marfanet_ai/stream/ai_answer";
import { BriefAdvice } from "../advice/brief_advice";
import { BriefFacts } from "../facts/brief_facts";
import { Prediction } from "../prediction/prediction";
import { BriefSection } from "../sections/brief_section";
import { useOpenBeside } from "./open_beside";

/** One brief, from the facts to the last line that is written of it. */
export class BriefView extends Component {
    static template = "marfanet_ai_brief.BriefView";
    static components = { BriefAdvice, BriefFacts, BriefSection, Prediction };
    static props = { brief: Object, close: Function };

    setup() {
        this.action = useService("action");
        this.state = useState(this.props.brief.state);
        this.openBeside = useOpenBeside();
    }

    get payload() {
        return this.state.payload;
    }

    get writing() {
        return this.state.writing;
    }

    get isLoading() {
        return this.state.status === "loading";
    }

    get isWriting() {
        return this.writing.status === "running";
    }

    /** Read as the component's own, so that it follows the lines. */
    get sections() {
        return this.props.brief.sectionsOf(this.state.lines);
    }

    /** Whether there is a part that a language model writes. */
    get hasAi() {
        return this.payload.ai.available || this.state.lines.length > 0;
    }

    get mark() {
        return aiMark(this.state.brief ? this.state.brief.by : this.writing.by);
    }

    /** What goes on with the part that is written, in a sentence. */
    get writingLabel() {
        const { isRemade, lines } = this.state;
        if (isRemade) {
            return _t("Being rewritten. Below is the previous brief.");
        }
        return lines.length ? _t("Writing…") : _t("Waiting for the first word…");
    }

    /** Without the AI part the advice takes its place; else it only adds to it. */
    get isAdviceAll() {
        return (
            !this.payload.ai.available ||
            (this.writing.status === "failed" && !this.state.lines.length)
        );
    }

    get assumedLabel() {
        return _t("The purpose is a guess. If it is wrong, choose another.");
    }

    choosePurpose(key) {
        if (key !== this.state.about.purpose) {
            this.props.brief.reload({ purpose: key });
        }
    }

    /** Asks for what the line says; not for every letter of it. */
    onLine(ev) {
        const line = ev.target.value.trim();
        if (line !== this.state.about.line) {
            this.props.brief.reload({ line });
        }
    }

    openPartner() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: this.payload.partner.id,
            views: [[false, "form"]],
        });
    }
}
