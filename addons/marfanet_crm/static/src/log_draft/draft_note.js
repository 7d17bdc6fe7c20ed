import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { formatDue } from "@marfanet_crm/follow_up_field/due_label";

/** Says that the log was begun earlier, and offers to begin it anew. */
export class DraftNote extends Component {
    static template = "marfanet_crm.DraftNote";
    static props = { ...standardWidgetProps };

    setup() {
        this.draft = useState(this.env.model.marfanetDraft || { at: false });
    }

    get label() {
        const at = luxon.DateTime.fromMillis(this.draft.at);
        return _t("What you had begun to write is back: %(moment)s", {
            moment: formatDue(at, true),
        });
    }
}

registry.category("view_widgets").add("marfanet_draft_note", { component: DraftNote });
