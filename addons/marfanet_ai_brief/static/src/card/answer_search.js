import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatNumber } from "@marfanet_crm/daily_work_log/numbers";

const TYPING_PAUSE = 350; // milliseconds

/**
 * Finds what the team has answered to an objection, the answers first that went before
 * a good outcome.
 *
 * @typedef {{id: number, text: string, answer: string, good: number, used: number,
 *     date_label: string, agent: string}} Answer
 */
export class AnswerSearch extends Component {
    static template = "marfanet_ai_brief.AnswerSearch";
    static props = {
        /** The best answers of all: what is shown before anything is typed */
        answers: Array,
        /** (text, answer) of what was objected, and what it was answered */
        choose: Function,
        close: Function,
        partnerId: Number,
        /** An objection to find other answers to, else "" */
        wanted: String,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            /** @type {Answer[]|null} null: not asked for yet */
            found: null,
            isFailed: false,
            isOpen: false,
            text: "",
        });
        this.turn = 0;
        useEffect(
            (wanted) => {
                if (wanted) {
                    Object.assign(this.state, { isOpen: true, text: wanted });
                    this.search();
                }
            },
            () => [this.props.wanted],
        );
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    /** @returns {Answer[]} */
    get answers() {
        return this.state.found || this.props.answers;
    }

    get text() {
        return this.state.text.trim();
    }

    helpedLabel({ good, used }) {
        if (!used) {
            return _t("No outcome known yet");
        }
        return _t("%(good)s of %(used)s times with a good outcome", {
            good: formatNumber(good),
            used: formatNumber(used),
        });
    }

    open() {
        this.state.isOpen = true;
    }

    close() {
        browser.clearTimeout(this.timer);
        this.turn++;
        Object.assign(this.state, {
            found: null,
            isFailed: false,
            isOpen: false,
            text: "",
        });
        this.props.close();
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.state.isOpen = true;
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.search(), TYPING_PAUSE);
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.ctrlKey && !ev.metaKey) {
            ev.preventDefault();
            this.add();
        } else if (ev.key === "Escape" && this.state.isOpen) {
            // The dialog stays.
            ev.stopPropagation();
            this.close();
        }
    }

    async search() {
        browser.clearTimeout(this.timer);
        const mine = ++this.turn;
        this.state.isFailed = false;
        let found;
        try {
            found = await this.orm.silent.call("marfanet.objection", "find_answers", [
                this.text,
                this.props.partnerId,
            ]);
        } catch (error) {
            if (mine === this.turn) {
                this.state.isFailed = true;
            }
            if (error?.name !== "ConnectionLostError") {
                throw error;
            }
            return;
        }
        if (mine === this.turn) {
            this.state.found = found;
        }
    }

    /** @param {Answer} answer that was given */
    async take(answer) {
        await this.props.choose(this.text || answer.text, answer.answer);
        this.close();
    }

    /** Heard, and answered in other words: they are written beside it. */
    async add() {
        if (this.text) {
            await this.props.choose(this.text, "");
            this.close();
        }
    }
}
