import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatDue } from "@marfanet_crm/follow_up_field/due_label";
import { Proposal } from "./proposal";

/** A promise that AI heard: whose, what, until when, and whether it was kept. */
export class ProposedPromise extends Proposal {
    static template = "marfanet_voice.ProposedSaid";
    static model = "marfanet.promise";

    get title() {
        return _t("Promise");
    }

    get lead() {
        return this.item.side === "us" ? _t("We promised") : _t("They promised");
    }

    get more() {
        const { due, state } = this.item;
        if (state !== "open") {
            return state === "kept" ? _t("Fulfilled") : _t("Dropped");
        }
        return due ? formatDue(deserializeDate(due), false) : "";
    }
}

/** An objection that AI heard, and what the agent noted as their answer. */
export class ProposedObjection extends Proposal {
    static template = "marfanet_voice.ProposedSaid";
    static model = "marfanet.objection";

    get title() {
        return _t("Objection");
    }

    get lead() {
        return "";
    }

    get more() {
        return this.item.answer;
    }
}
