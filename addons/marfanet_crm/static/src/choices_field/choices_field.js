import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import {
    badgeSelectionField,
    BadgeSelectionField,
} from "@web/views/fields/badge_selection/badge_selection_field";

/**
 * One click chooses, another takes it back where nothing need be chosen. Odoo's badges
 * are no buttons: neither Tab nor a screen reader finds them.
 */
export class ChoicesField extends BadgeSelectionField {
    static template = "marfanet_crm.ChoicesField";
    static props = {
        ...BadgeSelectionField.props,
        icons: { type: Object, optional: true },
    };

    get choices() {
        const choices = [...this.options];
        const { value } = this;
        // An archived outcome is still what the record says.
        if (value && !choices.some(([key]) => key === value)) {
            choices.push([value, this.props.record.data[this.props.name].display_name]);
        }
        return choices;
    }

    get label() {
        return this.props.record.fields[this.props.name].string;
    }

    choose(key) {
        const again = this.type === "many2one" && key === this.value;
        this.onChange(again ? false : key);
    }
}

export const choicesField = {
    ...badgeSelectionField,
    component: ChoicesField,
    displayName: _t("One-click choices"),
    supportedOptions: [
        ...badgeSelectionField.supportedOptions,
        {
            label: _t("Icons"),
            name: "icons",
            type: "string",
            help: _t("A Font Awesome class for each choice that has a picture."),
        },
    ],
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...badgeSelectionField.extractProps(fieldInfo, dynamicInfo),
        icons: fieldInfo.options.icons,
    }),
};

registry.category("fields").add("marfanet_choices", choicesField);
