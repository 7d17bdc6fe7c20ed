import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { AddressSheet } from "../address/address_sheet";

/**
 * Shows the new address that waits for the person; the server forgets it when they say
 * that they have kept it.
 */
export class AccessNotice extends Component {
    static template = "marfanet_access.AccessNotice";
    static components = { AddressSheet };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ notices: [] });
        onWillStart(() => this.load());
        // One that is changed again while this stands here opens nothing any more.
        useBus(this.env.bus, "MARFANET_ACCESS:NOTICE", () => this.load());
    }

    async load() {
        this.state.notices = await this.orm.call(
            "marfanet.access.notice",
            "open_mine",
            [],
        );
    }

    sayUntil(notice) {
        return _t("The present address opens until %s.", notice.until);
    }

    async onKept() {
        const ids = this.state.notices.map((notice) => notice.id);
        await this.orm.call("marfanet.access.notice", "close_mine", [ids]);
        this.state.notices = [];
        this.env.bus.trigger("MARFANET_ACCESS:KEPT");
        this.env.dialogData?.close();
    }
}

registry.category("actions").add("marfanet_access_notice", AccessNotice);
