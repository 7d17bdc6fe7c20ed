import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { TryPromptDialog } from "./try_prompt_dialog";

/** Opens the dialog on the text as it stands in the form, without saving it. */
export class TryPromptButton extends Component {
    static template = "marfanet_ai.TryPromptButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.dialog = useService("dialog");
    }

    async onClick() {
        const { record } = this.props;
        // Takes what is still being typed into the record.
        await record.isDirty();
        this.dialog.add(TryPromptDialog, {
            body: record.data.body || "",
            promptId: record.resId,
        });
    }
}

registry.category("view_widgets").add("marfanet_ai_try_prompt", {
    component: TryPromptButton,
});
