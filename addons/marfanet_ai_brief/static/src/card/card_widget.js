import { Component, markRaw, useEffect, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { BriefCard } from "./brief_card";

/** The brief's card on the log form, for whom the log is about. */
export class BriefCardWidget extends Component {
    static template = "marfanet_ai_brief.BriefCardWidget";
    static components = { BriefCard };
    static props = { ...standardWidgetProps };

    setup() {
        this.briefs = useService("marfanet_call_brief");
        this.shown = useState({ about: null, brief: null });
        useEffect(
            (partnerId) => {
                if (!partnerId) {
                    return;
                }
                const brief = markRaw(this.briefs.hold(partnerId));
                Object.assign(this.shown, { about: this.about, brief });
                return () => {
                    this.shown.brief = null;
                    this.briefs.release(brief);
                };
            },
            () => [this.props.record.data.partner_id?.id],
        );
    }

    /** @returns {import("../brief/call_brief").About} */
    get about() {
        const { partner_id, purpose, settled_task_id } = this.props.record.data;
        const taskId = settled_task_id?.id || false;
        return {
            line: "",
            partnerId: partner_id.id,
            purpose: purpose || false,
            taskId,
            // What was read before the call is what the call is about.
            ...this.briefs.recall(partner_id.id, taskId),
        };
    }
}

registry
    .category("view_widgets")
    .add("marfanet_brief_card", { component: BriefCardWidget });
