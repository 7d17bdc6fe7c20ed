import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * Opens the brief about the record of a form, beside it, by Alt+G as well: Alt+B is
 * Odoo's own way back from a form, and Alt+Shift is how Persian keyboards change.
 */
export class BriefButton extends Component {
    static template = "marfanet_ai_brief.BriefButton";
    static props = { ...standardWidgetProps };

    setup() {
        this.briefs = useService("marfanet_call_brief");
    }

    /** @returns {object|null} what to prepare for; null where nothing can be */
    get about() {
        if (this.env.inDialog) {
            // It would open behind it.
            return null;
        }
        const { data, resId, resModel } = this.props.record;
        if (resModel === "res.partner") {
            return resId && data.is_representative ? { partnerId: resId } : null;
        }
        if (!data.partner_id) {
            return null;
        }
        return {
            partnerId: data.partner_id.id,
            purpose: data.purpose || false,
            taskId: (resModel === "marfanet.task" && resId) || false,
        };
    }

    open() {
        return this.briefs.open(this.about);
    }
}

registry.category("view_widgets").add("marfanet_brief_button", {
    component: BriefButton,
});
