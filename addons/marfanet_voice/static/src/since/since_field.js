import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { formatDue } from "@marfanet_crm/follow_up_field/due_label";

/** How long ago something was, with the moment itself on hover. */
export class SinceField extends Component {
    static template = "marfanet_voice.SinceField";
    static props = { ...standardFieldProps };

    get moment() {
        return this.props.record.data[this.props.name];
    }

    get words() {
        return this.moment?.toRelative({ locale: user.lang }) || "";
    }

    get exact() {
        return this.moment ? formatDue(this.moment, true) : "";
    }
}

registry.category("fields").add("marfanet_since", {
    component: SinceField,
    supportedTypes: ["datetime"],
});
