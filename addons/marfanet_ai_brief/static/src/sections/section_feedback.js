import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** Whether a section helped, and why, if the agent says so. */
export class SectionFeedback extends Component {
    static template = "marfanet_ai_brief.SectionFeedback";
    static props = { brief: Object, section: String };

    setup() {
        this.state = useState(this.props.brief.state);
        this.own = useState({ asks: false });
        this.why = useRef("why");
        useEffect(
            (asks) => {
                if (asks) {
                    this.why.el.focus();
                }
            },
            () => [this.own.asks],
        );
    }

    get rating() {
        return this.state.ratings[this.props.section];
    }

    get choices() {
        const given = this.rating?.useful;
        return [
            {
                useful: true,
                label: _t("Useful"),
                icon: given === true ? "fa-thumbs-up" : "fa-thumbs-o-up",
                isGiven: given === true,
            },
            {
                useful: false,
                label: _t("Not useful"),
                icon: given === false ? "fa-thumbs-down" : "fa-thumbs-o-down",
                isGiven: given === false,
            },
        ];
    }

    async rate(useful) {
        this.own.asks = true;
        await this.props.brief.rate(this.props.section, useful);
    }

    async onWhy(ev) {
        const reason = ev.target.value.trim();
        this.own.asks = false;
        if (reason && this.rating) {
            const { useful } = this.rating;
            await this.props.brief.rate(this.props.section, useful, reason);
        }
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            // Closes the question, not the brief.
            ev.stopPropagation();
            this.own.asks = false;
        } else if (ev.key === "Enter" && !ev.target.value.trim()) {
            this.own.asks = false;
        }
    }
}
