import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Says that the log was begun earlier, and offers to begin it anew. */
export class DraftNote extends Component {
    static template = "marfanet_crm.DraftNote";
    static props = { ...standardWidgetProps };

    setup() {
        this.draft = useState(this.env.model.marfanetDraft || { at: false });
    }

    get moment() {
        const { DateTime } = luxon;
        const at = DateTime.fromMillis(this.draft.at);
        const today = at.hasSame(DateTime.local(), "day");
        return at.toLocaleString(
            today ? DateTime.TIME_SIMPLE : DateTime.DATETIME_SHORT,
        );
    }
}

registry.category("view_widgets").add("marfanet_draft_note", { component: DraftNote });
