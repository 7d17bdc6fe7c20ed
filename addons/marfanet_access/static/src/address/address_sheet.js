import { Component } from "@odoo/owl";
import { CopyButton } from "@web/core/copy_button/copy_button";
import { _t } from "@web/core/l10n/translation";

/** An address to be kept: whose it is, as a picture for a telephone's camera, in letters. */
export class AddressSheet extends Component {
    static template = "marfanet_access.AddressSheet";
    static components = { CopyButton };
    static props = {
        address: String,
        door: String,
        qr: String,
        slots: { type: Object, optional: true },
    };

    setup() {
        this.copyText = _t("Copy");
        this.copiedText = _t("Copied");
    }
}
