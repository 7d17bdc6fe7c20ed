import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatDateTime } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { reloadView } from "../contact_links/log_interaction";

const { DateTime } = luxon;

/** Shows when a representative is followed up next, and sets it in one click. */
export class NextFollowUp extends Component {
    static template = "marfanet_crm.NextFollowUp";
    static components = { Dropdown, DropdownItem };
    static props = {
        ...standardFieldProps,
        chips: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.choices = [
            { label: _t("Tomorrow"), name: "tomorrow" },
            { label: _t("Saturday"), name: "saturday" },
            { label: _t("Next week"), name: "next_week" },
        ];
    }

    get date() {
        return this.props.record.data[this.props.name];
    }

    get label() {
        return formatDateTime(this.date, { showTime: false });
    }

    get isOverdue() {
        return this.date && this.date < DateTime.now().startOf("day");
    }

    get isToday() {
        return this.date && this.date.hasSame(DateTime.now(), "day");
    }

    async choose(choice) {
        await this.orm.call("res.partner", "action_marfanet_follow_up_on", [
            [this.props.record.resId],
            choice.name,
        ]);
        await reloadView(this.props.record);
    }

    /** Any other day is chosen on the task itself. */
    openTask() {
        return this.action.doAction(
            {
                context: {
                    default_is_next_follow_up: true,
                    default_partner_id: this.props.record.resId,
                },
                name: _t("Next follow-up"),
                res_model: "marfanet.task",
                target: "new",
                type: "ir.actions.act_window",
                views: [[false, "form"]],
            },
            { onClose: () => reloadView(this.props.record) },
        );
    }
}

export const nextFollowUp = {
    component: NextFollowUp,
    displayName: _t("Next follow-up"),
    supportedOptions: [
        {
            help: _t("Shows the days to choose beside the date, not in a menu."),
            label: _t("Chips"),
            name: "chips",
            type: "boolean",
        },
    ],
    supportedTypes: ["datetime"],
    extractProps: ({ options }) => ({ chips: Boolean(options.chips) }),
    listViewWidth: [130, 150],
};

registry.category("fields").add("marfanet_next_follow_up", nextFollowUp);
