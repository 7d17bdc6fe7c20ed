import { Component } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { formatDue } from "@marfanet_crm/follow_up_field/due_label";
import { markOf } from "./marks";
import { SourceQuote } from "./source_quote";

const MODEL = "marfanet.task";

/** A task that AI proposed: what, when, why, and whether its date is sure. */
export class ProposedTask extends Component {
    static template = "marfanet_voice.ProposedTask";
    static components = { SourceQuote };
    static props = {
        audio: { type: [String, Boolean], optional: true },
        onChanged: Function,
        task: Object,
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
    }

    get isDismissed() {
        return this.props.task.state === "dismissed";
    }

    get isDone() {
        return this.props.task.state === "done";
    }

    get isOpen() {
        return this.props.task.state === "todo";
    }

    get mark() {
        const { review } = this.props.task;
        return markOf(this.isDismissed ? "dismissed" : review || "edited");
    }

    get due() {
        const { due, time_said } = this.props.task;
        return due ? formatDue(deserializeDateTime(due), time_said) : _t("No date");
    }

    get otherDue() {
        const { other_due, time_said } = this.props.task;
        return other_due ? formatDue(deserializeDateTime(other_due), time_said) : "";
    }

    async _call(method) {
        await this.orm.call(MODEL, method, [[this.props.task.id]]);
        await this.props.onChanged();
    }

    confirm() {
        return this._call("action_confirm_suggestion");
    }

    dismiss() {
        return this._call("action_dismiss");
    }

    reopen() {
        return this._call("action_reopen");
    }

    async takeOther() {
        const { id, other_due } = this.props.task;
        await this.orm.write(MODEL, [id], { date_due: other_due });
        await this.props.onChanged();
    }

    edit() {
        this.dialog.add(FormViewDialog, {
            onRecordSaved: () => this.props.onChanged(),
            resId: this.props.task.id,
            resModel: MODEL,
            title: _t("Task"),
        });
    }
}
