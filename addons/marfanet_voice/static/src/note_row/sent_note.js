import { Component } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { sentWords } from "../voice/note_words";

/** A recording that has arrived: what the server makes of it, and the way to it. */
export class SentNote extends Component {
    static template = "marfanet_voice.SentNote";
    static props = { receipt: Object };

    setup() {
        this.action = useService("action");
    }

    get words() {
        return sentWords(this.props.receipt);
    }

    open() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "marfanet.voice.note",
            res_id: this.props.receipt.id,
            views: [[false, "form"]],
        });
    }
}
