import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** What a task came from and what came of it, each link a click away. */
export class ChainField extends Component {
    static template = "marfanet_crm.ChainField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.roles = {
            origin: _t("Came from"),
            previous: _t("Repeats"),
            current: _t("This task"),
            result: _t("Result"),
            next: _t("Then"),
        };
    }

    get links() {
        return this.props.record.data[this.props.name] || [];
    }

    async open(link) {
        // What was typed goes with it, as everywhere that a form is left.
        if (await this.props.record.save()) {
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: link.model,
                res_id: link.id,
                views: [[false, "form"]],
            });
        }
    }
}

export const chainField = {
    component: ChainField,
    displayName: _t("Chain"),
    supportedTypes: ["json"],
};

registry.category("fields").add("marfanet_chain", chainField);
