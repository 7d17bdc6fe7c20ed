import { Component, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus, useService } from "@web/core/utils/hooks";

const TYPING_PAUSE = 350; // milliseconds

/** Until when? One click, a typed phrase that the server reads, or a date picker. */
export class Postpone extends Component {
    static template = "marfanet_crm.Postpone";
    static components = { DateTimeInput };
    static props = { card: Object, actions: Object, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ phrase: "", read: false, failed: false });
        this.turn = 0;
        this.tomorrow = luxon.DateTime.local().plus({ days: 1 });
        useAutofocus({ refName: "first" });
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get hint() {
        const { failed, read } = this.state;
        return failed
            ? _t("No date in these words. Try «فردا عصر» or «دوشنبه ۱۰ صبح».")
            : read.label;
    }

    async choose(method, ...args) {
        this.props.close();
        await this.props.actions[method](this.props.card, ...args);
    }

    onInput() {
        this.state.read = false;
        this.state.failed = false;
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.read(), TYPING_PAUSE);
    }

    async read() {
        browser.clearTimeout(this.timer);
        const turn = ++this.turn;
        const phrase = this.state.phrase.trim();
        if (!phrase) {
            return;
        }
        const read = await this.orm.silent.call("marfanet.task", "read_due_phrase", [
            phrase,
        ]);
        if (turn === this.turn) {
            this.state.read = read;
            this.state.failed = !read;
        }
    }

    /** Enter: what the words mean is read first, if it was not yet. */
    async submit() {
        if (!this.state.read) {
            await this.read();
        }
        if (this.state.read) {
            await this.choose("postpone", { phrase: this.state.phrase.trim() });
        }
    }

    onPicked(date) {
        if (date) {
            this.choose("postpone", { date: serializeDateTime(date) });
        }
    }
}
