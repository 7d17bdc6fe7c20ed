import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatDue } from "@marfanet_crm/follow_up_field/due_label";
import { Proposal } from "./proposal";

/** A task that AI proposed: what, when, why, and whether its date is sure. */
export class ProposedTask extends Proposal {
    static template = "marfanet_voice.ProposedTask";
    static model = "marfanet.task";
    static methods = { dismiss: "action_dismiss", reopen: "action_reopen" };

    get title() {
        return _t("Task");
    }

    get isDismissed() {
        return this.item.state === "dismissed";
    }

    get isDone() {
        return this.item.state === "done";
    }

    get isOpen() {
        return this.item.state === "todo";
    }

    get due() {
        const { due, time_said } = this.item;
        return due ? formatDue(deserializeDateTime(due), time_said) : _t("No date");
    }

    get otherDue() {
        const { other_due, time_said } = this.item;
        return other_due ? formatDue(deserializeDateTime(other_due), time_said) : "";
    }

    async takeOther() {
        const { id, other_due } = this.item;
        await this.orm.write(this.constructor.model, [id], { date_due: other_due });
        await this.props.onChanged();
    }
}
