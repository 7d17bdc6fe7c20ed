import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Takes the task out of the log: it stays to do, or a colleague was first. */
export class ReleaseTask extends Component {
    static template = "marfanet_crm.ReleaseTask";
    static props = { ...standardWidgetProps };

    release() {
        return this.props.record.update({ settled_task_id: false });
    }
}

registry
    .category("view_widgets")
    .add("marfanet_release_task", { component: ReleaseTask });
