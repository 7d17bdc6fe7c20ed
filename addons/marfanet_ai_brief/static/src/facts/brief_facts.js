import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { timelineKinds } from "@marfanet_crm/timeline/timeline_kinds";
import { MoodLine } from "./mood_line";

const TRENDS = { up: "fa-arrow-up", down: "fa-arrow-down", flat: "fa-minus" };

/** What is known of a representative, to be taken in at a glance. */
export class BriefFacts extends Component {
    static template = "marfanet_ai_brief.BriefFacts";
    static components = { MoodLine };
    static props = {
        facts: Object,
        /** (model, id, title) shows a record without leaving the page */
        open: Function,
    };

    /** Nobody ever spoke with them: there is nothing to prepare from, but to ask. */
    get isNew() {
        const { last_spoke, recent } = this.props.facts;
        return !recent.length && !last_spoke;
    }

    get firstQuestions() {
        return [
            _t("Which panel do they sell, and to whom?"),
            _t("What do they use today, and what is missing in it?"),
            _t("When, and how, do they like to be reached?"),
        ];
    }

    get trendIcon() {
        return TRENDS[this.props.facts.mood.trend];
    }

    get hasPromises() {
        const { them, us } = this.props.facts.promises;
        return us.length + them.length > 0;
    }

    /** Both ways, ours first: those are the agent's to keep. */
    get promises() {
        const { them, us } = this.props.facts.promises;
        return [
            ...us.map((promise) => ({ ...promise, side: "us", who: _t("We") })),
            ...them.map((promise) => ({ ...promise, side: "them", who: _t("They") })),
        ];
    }

    contactIcon(contact) {
        return timelineKinds.get("interaction").icon(contact);
    }

    openContact(id) {
        this.props.open("marfanet.interaction", id, _t("Interaction"));
    }

    openTask(id) {
        this.props.open("marfanet.task", id, _t("Task"));
    }
}
