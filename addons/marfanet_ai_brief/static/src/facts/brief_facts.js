import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatNumber } from "@marfanet_crm/daily_work_log/numbers";
import { timelineKinds } from "@marfanet_crm/timeline/timeline_kinds";
import { MoodLine } from "./mood_line";

/** Of a long list, before one asks for the rest */
const FIRST = 2;
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

    setup() {
        this.state = useState({ isWhole: {} });
    }

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

    /** Each once: what is open among the last contacts is marked there. */
    get unresolved() {
        const { recent, unresolved } = this.props.facts;
        return unresolved.filter(
            (issue) => !(isContact(issue) && recent.some(({ id }) => id === issue.id)),
        );
    }

    isOpen({ id }) {
        return this.props.facts.unresolved.some(
            (issue) => isContact(issue) && issue.id === id,
        );
    }

    /** The first of a list, or all of it once somebody has asked. */
    shown(key, list) {
        return this.state.isWhole[key] ? list : list.slice(0, FIRST);
    }

    moreLabel(key, list) {
        const number = list.length - this.shown(key, list).length;
        return number ? _t("%(number)s more", { number: formatNumber(number) }) : "";
    }

    showWhole(key) {
        this.state.isWhole[key] = true;
    }

    /** Who, what came of it, and why it is told here. */
    contactTitle(contact) {
        const { agent, sentiment_label, type_label, why } = contact;
        return [type_label, agent, sentiment_label, why].filter(Boolean).join(" · ");
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

function isContact({ model }) {
    return model === "marfanet.interaction";
}
