import { Component, onWillStart, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatNumber } from "@marfanet_crm/daily_work_log/numbers";
import { AnswerField } from "./answer_field";
import { AnswerSearch } from "./answer_search";
import {
    askedOf,
    findHeard,
    hear,
    HEARD,
    heardOf,
    oneLine,
    toggleAsked,
    unhear,
} from "./said";

/**
 * The brief while the call goes on: what to say and to ask in short; what is ticked
 * stands in the log, and is saved with it.
 */
export class BriefCard extends Component {
    static template = "marfanet_ai_brief.BriefCard";
    static components = { AnswerField, AnswerSearch };
    static props = {
        /** @type {import("../brief/call_brief").About} what to load, if nothing is */
        about: Object,
        /** @type {import("../brief/call_brief").CallBrief} */
        brief: Object,
        /** The interaction of the log form */
        record: Object,
    };

    setup() {
        this.state = useState(this.props.brief.state);
        this.writing = useState(this.props.brief.state.writing);
        this.card = useState({ isOpen: false, wanted: "" });
        this.purpose = this.props.record.data.purpose;
        // Not waited for: the log comes first.
        onWillStart(() => {
            this.load();
        });
        useEffect(
            (purpose) => this.followPurpose(purpose),
            () => [this.props.record.data.purpose],
        );
    }

    load() {
        const { about, brief } = this.props;
        if (!["loading", "ready"].includes(brief.state.status)) {
            brief.load(about, { counts: false, writes: false });
        }
    }

    /** What was prepared stays in view, whatever the call turned out to be. */
    followPurpose(purpose) {
        const { brief } = this.props;
        const isOther = purpose && purpose !== this.purpose;
        this.purpose = purpose;
        if (isOther && !brief.state.lines.length && !brief.isWriting) {
            brief.load(
                { ...this.props.about, ...brief.state.about, purpose },
                { counts: false, writes: false },
            );
        }
    }

    // --- WHAT IS SHOWN

    get payload() {
        return this.state.payload;
    }

    get isWriting() {
        return this.writing.status === "running";
    }

    section(key) {
        return this.state.lines.filter(({ section }) => section === key);
    }

    get headline() {
        const questions = this.questions;
        const asked = questions.filter(({ isAsked }) => isAsked).length;
        if (asked) {
            return _t("%(asked)s of %(number)s questions asked", {
                asked: formatNumber(asked),
                number: formatNumber(questions.length),
            });
        }
        if (questions.length) {
            return questions.length === 1
                ? _t("1 question")
                : _t("%(number)s questions", {
                      number: formatNumber(questions.length),
                  });
        }
        const first = this.facts[0];
        return first ? first.text : "";
    }

    /** Shut, the card says the first fact: also then it says who suggested that. */
    get isHeadlineSuggested() {
        return !this.questions.length && Boolean(this.facts[0]?.isSuggested);
    }

    /** What changes how one speaks, in a few words each */
    get facts() {
        const { money, mood, promises } = this.payload?.facts || {};
        const late = (side) => (promises?.[side] || []).filter(({ late }) => late);
        const facts = [];
        if (money && (money.overdue_label || money.balance_label)) {
            facts.push({
                icon: "fa-money",
                isWarning: Boolean(money.overdue_label),
                text: money.overdue_label || money.balance_label,
            });
        }
        const promised = { icon: "fa-handshake-o", isWarning: true };
        for (const { suggested: isSuggested, text } of late("us")) {
            const words = _t("Our promise is late: %(promise)s", { promise: text });
            facts.push({ ...promised, isSuggested, text: words });
        }
        for (const { suggested: isSuggested, text } of late("them")) {
            const words = _t("Their promise is late: %(promise)s", { promise: text });
            facts.push({ ...promised, isSuggested, text: words });
        }
        if (mood?.label) {
            const isWarning = mood.trend === "down";
            facts.push({ icon: "fa-smile-o", isWarning, text: mood.label });
        }
        return facts;
    }

    /** Those of the brief, and those that were asked before it was written anew */
    get questions() {
        const asked = askedOf(this.props.record);
        const prepared = this.section("questions").map((line) => ({
            isAsked: asked.includes(oneLine(line.text)),
            line,
            text: line.text,
        }));
        const others = asked.filter(
            (text) => !prepared.some((question) => oneLine(question.text) === text),
        );
        return [
            ...prepared,
            ...others.map((text) => ({ isAsked: true, line: null, text })),
        ];
    }

    get canHear() {
        return HEARD in this.props.record.activeFields;
    }

    get objections() {
        const { record } = this.props;
        const prepared = this.section("objections").map((line) => ({
            answer: line.answer,
            heard: findHeard(record, line.text),
            key: `line_${line.n}`,
            line,
            text: line.text,
        }));
        const shown = new Set(prepared.map(({ heard }) => heard?.id));
        const others = heardOf(record).filter(
            ({ data, id }) => data.text && !shown.has(id),
        );
        return [
            ...prepared,
            ...others.map((heard) => ({
                answer: "",
                heard,
                key: heard.id,
                line: null,
                text: heard.data.text,
            })),
        ];
    }

    /** How to use each, if AI has said so; else when it helps and a sentence to say */
    get principles() {
        const known = this.payload?.advice.principles || [];
        const written = this.section("principles");
        if (!written.length) {
            return known.map((one) => ({ ...one, how: one.when_to_use }));
        }
        return written.map((line) => {
            const one = known.find(({ key }) => key === line.principle);
            return { key: line.n, name: "", ...one, how: line.text };
        });
    }

    get mark() {
        const { brief } = this.state;
        return brief ? brief.made_label : _t("Written by AI");
    }

    /** @returns {string} what a line rests on */
    source(line) {
        return line.general
            ? _t("General advice: it rests on no interaction")
            : line.evidence.map((id) => this.props.brief.sourceLabel(id)).join(" · ");
    }

    // --- WHAT CAN BE DONE

    toggle() {
        this.card.isOpen = !this.card.isOpen;
        if (this.card.isOpen) {
            this.props.brief.noteUse();
        }
    }

    async write() {
        await this.props.brief.noteUse();
        await this.props.brief.write();
    }

    ask(question) {
        this.props.brief.noteUse();
        return toggleAsked(this.props.record, question.text);
    }

    /** What AI would answer is nobody's answer, until somebody says that it was. */
    tickObjection({ heard, text }) {
        this.props.brief.noteUse();
        const { record } = this.props;
        return heard ? unhear(record, heard) : hear(record, text, "");
    }

    isAnswerSuggested({ answer, heard }) {
        return Boolean(answer) && !heard?.data.answer;
    }

    chooseAnswer(text, answer) {
        this.props.brief.noteUse();
        return hear(this.props.record, text, answer);
    }

    /** Shows what else was answered to an objection that is in the log. */
    searchOthers({ text }) {
        this.card.wanted = text;
    }
}
