import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** All keys of the daily work log. */
export class ShortcutsDialog extends Component {
    static template = "marfanet_crm.ShortcutsDialog";
    static components = { Dialog };
    static props = {
        shortcuts: {
            type: Array,
            element: { type: Object, shape: { keys: Array, label: String } },
        },
        close: Function,
    };
}
