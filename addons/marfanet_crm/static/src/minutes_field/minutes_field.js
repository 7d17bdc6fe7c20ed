import { Component, useRef } from "@odoo/owl";
import { inShownDigits, toLatinDigits } from "@marfanet_persian/digits/digits";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";
import { FIELD_WIDTHS } from "@web/views/list/column_width_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const MOST_MINUTES = 24 * 60;

/**
 * @param {string} text as typed, in Latin, Persian or Arabic digits
 * @returns {number|false} whole minutes; false for a blank
 * @throws {Error} when it is no number of minutes in a day
 */
export function parseMinutes(text) {
    const digits = toLatinDigits(text.trim());
    if (!digits) {
        return false;
    }
    if (!/^\d{1,4}$/.test(digits) || Number(digits) > MOST_MINUTES) {
        throw new Error(`no number of minutes: ${text}`);
    }
    return Number(digits);
}

/** Minutes that may be unknown: a blank stays blank, and 0 is an answer. */
export class MinutesField extends Component {
    static template = "marfanet_crm.MinutesField";
    static props = {
        ...standardFieldProps,
        knownField: { type: String },
        placeholder: { type: String, optional: true },
    };

    setup() {
        this.input = useRef("input");
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) =>
            detail.proms.push(this.commit()),
        );
    }

    get text() {
        const { data } = this.props.record;
        return data[this.props.knownField] ? inShownDigits(data[this.props.name]) : "";
    }

    onInput() {
        const { record, name } = this.props;
        record.resetFieldValidity(name);
        record.model.bus.trigger("FIELD_IS_DIRTY", this.input.el.value !== this.text);
    }

    async commit() {
        const { record, name, knownField } = this.props;
        if (!this.input.el) {
            return;
        }
        let minutes;
        try {
            minutes = parseMinutes(this.input.el.value);
        } catch {
            await record.setInvalidField(name);
            return;
        }
        const known = minutes !== false;
        if (known !== record.data[knownField] || (minutes || 0) !== record.data[name]) {
            await record.update({ [name]: minutes || 0, [knownField]: known });
        }
        if (this.input.el) {
            this.input.el.value = this.text;
        }
        record.model.bus.trigger("FIELD_IS_DIRTY", false);
    }
}

export const minutesField = {
    component: MinutesField,
    displayName: _t("Minutes, or not known"),
    supportedTypes: ["integer"],
    listViewWidth: FIELD_WIDTHS.integer,
    isEmpty: () => false,
    fieldDependencies: ({ options }) => [
        {
            name: options.known_field || "duration_known",
            readonly: false,
            type: "boolean",
        },
    ],
    extractProps: ({ options, placeholder }) => ({
        knownField: options.known_field || "duration_known",
        placeholder,
    }),
};

registry.category("fields").add("marfanet_minutes", minutesField);
