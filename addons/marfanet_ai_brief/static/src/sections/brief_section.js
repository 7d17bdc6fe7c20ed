import { Component, useState } from "@odoo/owl";
import { CopyButton } from "@web/core/copy_button/copy_button";
import { _t } from "@web/core/l10n/translation";
import { PrincipleBadge } from "../principle/principle_badge";
import { SECTION_LOOKS, SPOKEN } from "./section_looks";
import { SectionFeedback } from "./section_feedback";

/** One section of what a language model wrote, each line with what it rests on. */
export class BriefSection extends Component {
    static template = "marfanet_ai_brief.BriefSection";
    static components = { CopyButton, PrincipleBadge, SectionFeedback };
    static props = {
        brief: Object,
        /** (model, id, title) shows a record without leaving the page */
        open: Function,
        /** {key, lines} */
        section: Object,
    };

    setup() {
        this.state = useState(this.props.brief.state);
        this.own = useState({ isFolded: false });
    }

    get looks() {
        return SECTION_LOOKS[this.props.section.key];
    }

    get isSpoken() {
        return SPOKEN.includes(this.props.section.key);
    }

    get copied() {
        return _t("Copied");
    }

    /** @returns {object|undefined} of the catalogue */
    principle({ principle }) {
        const { principles } = this.state.payload.advice;
        return principle && principles.find(({ key }) => key === principle);
    }

    evidenceTitle(id) {
        return _t("It rests on: %(interaction)s", {
            interaction: this.props.brief.sourceLabel(id),
        });
    }

    fold() {
        this.own.isFolded = !this.own.isFolded;
    }

    openEvidence(id) {
        this.props.open(
            "marfanet.interaction",
            id,
            _t("Interaction the line rests on"),
        );
    }
}
