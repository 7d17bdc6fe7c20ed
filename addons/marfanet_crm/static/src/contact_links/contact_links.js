import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { reloadView, useLogInteraction } from "./log_interaction";

/**
 * @param {string} text a number or name that reads left to right in any sentence
 * @returns {string}
 */
function leftToRight(text) {
    return "\u2066" + text + "\u2069";
}

/** Calls a representative, writes to them, or only logs it: one click each. */
export class ContactLinks extends Component {
    static template = "marfanet_crm.ContactLinks";
    static props = {
        ...standardFieldProps,
        labelled: { type: Boolean, optional: true },
    };

    setup() {
        this.action = useService("action");
        this.log = useLogInteraction();
    }

    get contact() {
        return this.props.record.data[this.props.name] || {};
    }

    /** Whether it stands on the very log that is being written. */
    get inLog() {
        const { isNew, resModel } = this.props.record;
        return resModel === "marfanet.interaction" && isNew;
    }

    get links() {
        const { call, can_edit, name, phone, telegram, telegram_username } =
            this.contact;
        return [
            {
                href: call,
                icon: "fa-phone",
                label: _t("Call"),
                missing: can_edit
                    ? _t("Add a phone number to call")
                    : _t("Ask your lead to add a phone number"),
                reached: phone,
                title: _t("Call %(name)s: %(phone)s", {
                    name,
                    phone: leftToRight(phone),
                }),
                type: "call",
            },
            {
                href: telegram,
                icon: "fa-paper-plane",
                label: _t("Telegram"),
                missing: can_edit
                    ? _t("Add a Telegram username to write")
                    : _t("Ask your lead to add a Telegram username"),
                reached: telegram_username,
                title: _t("Write to %(name)s on Telegram: %(username)s", {
                    name,
                    username: leftToRight("@" + telegram_username),
                }),
                type: "telegram",
            },
        ];
    }

    /** Leaving for the contact's form would throw away an unfinished log. */
    get canAdd() {
        return this.contact.can_edit && !this.inLog;
    }

    get logTitle() {
        return _t("Log a contact with %(name)s", { name: this.contact.name });
    }

    /** @param {string} href */
    opensTab(href) {
        return /^https?:/.test(href);
    }

    /** The browser follows the link itself; the log is there as the agent comes back. */
    onContact(type) {
        if (this.inLog) {
            // A second log would close this one, with what is written in it.
            return this.props.record.update({ direction: "outgoing", type });
        }
        return this.openLog({ default_direction: "outgoing", default_type: type });
    }

    openLog(known = {}) {
        return this.log(this.contact.partner_id, known, () =>
            reloadView(this.props.record),
        );
    }

    onMissing() {
        if (this.canAdd) {
            this.action.doAction({
                res_id: this.contact.partner_id,
                res_model: "res.partner",
                type: "ir.actions.act_window",
                views: [[false, "form"]],
            });
        }
    }
}

export const contactLinks = {
    component: ContactLinks,
    displayName: _t("Call and Telegram"),
    supportedOptions: [
        {
            help: _t("Shows words beside the icons."),
            label: _t("Labelled"),
            name: "labelled",
            type: "boolean",
        },
    ],
    supportedTypes: ["json"],
    extractProps: ({ options }) => ({ labelled: Boolean(options.labelled) }),
    listViewWidth: [116, 128],
    label: false,
};

registry.category("fields").add("marfanet_contact_links", contactLinks);
