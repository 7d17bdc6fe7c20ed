import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { markOf } from "./marks";
import { SourceQuote } from "./source_quote";

/** A record that AI proposed: what, why, and what a person makes of it. */
export class Proposal extends Component {
    static components = { SourceQuote };
    static props = {
        audio: { type: [String, Boolean], optional: true },
        item: Object,
        onChanged: Function,
    };
    static model = "";
    /** The model's methods that dismiss a proposal, and take that back */
    static methods = { dismiss: "action_archive", reopen: "action_unarchive" };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
    }

    get item() {
        return this.props.item;
    }

    get title() {
        return _t("Proposal");
    }

    get isDismissed() {
        return !this.item.active;
    }

    get isOpen() {
        return this.item.active;
    }

    get review() {
        return this.isDismissed ? "dismissed" : this.item.review || "edited";
    }

    get mark() {
        return markOf(this.review);
    }

    async _call(method) {
        await this.orm.call(this.constructor.model, method, [[this.item.id]]);
        await this.props.onChanged();
    }

    confirm() {
        return this._call("action_confirm_suggestion");
    }

    dismiss() {
        return this._call(this.constructor.methods.dismiss);
    }

    reopen() {
        return this._call(this.constructor.methods.reopen);
    }

    edit() {
        this.dialog.add(FormViewDialog, {
            onRecordSaved: () => this.props.onChanged(),
            resId: this.item.id,
            resModel: this.constructor.model,
            title: this.title,
        });
    }
}
