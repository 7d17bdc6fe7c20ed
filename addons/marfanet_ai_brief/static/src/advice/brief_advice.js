import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { PrincipleBadge } from "../principle/principle_badge";

/** What helps with any call for this purpose: written by people, not by AI. */
export class BriefAdvice extends Component {
    static template = "marfanet_ai_brief.BriefAdvice";
    static components = { PrincipleBadge };
    static props = {
        /** {principles, answers, label} */
        advice: Object,
        /** Why there is no AI part, in a sentence */
        aiLabel: [String, Boolean],
        /** It stands in for the part that AI would write */
        isAll: Boolean,
        /** (model, id, title) shows a record without leaving the page */
        open: Function,
    };

    /** Why no AI writes here, and what stands in its place. */
    get notes() {
        const { advice, aiLabel, isAll } = this.props;
        return isAll ? [aiLabel, advice.label].filter(Boolean) : [];
    }

    openAnswer({ interaction_id }) {
        this.props.open("marfanet.interaction", interaction_id, _t("Interaction"));
    }
}
