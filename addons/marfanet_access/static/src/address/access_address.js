import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { AddressSheet } from "./address_sheet";

/** Shows a door's new address this once: it came with the action, and is kept nowhere. */
export class AccessAddress extends Component {
    static template = "marfanet_access.AccessAddress";
    static components = { AddressSheet };
    static props = { ...standardActionServiceProps };

    get shown() {
        return this.props.action.params;
    }

    get told() {
        return _t("%s people were told in their inbox.", this.shown.told);
    }

    /** Has the server print it, by a request whose body no log keeps. */
    async onPrint() {
        await download({
            url: "/marfanet_access/address_page",
            data: { address: this.shown.address },
        });
    }

    onClose() {
        this.env.dialogData.close();
    }
}

registry.category("actions").add("marfanet_access_address", AccessAddress);
