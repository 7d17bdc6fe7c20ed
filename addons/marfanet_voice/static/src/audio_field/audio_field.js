import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Plays the recording that a many2one to ir.attachment leads to. */
export class AudioField extends Component {
    static template = "marfanet_voice.AudioField";
    static props = { ...standardFieldProps };

    get source() {
        const attachment = this.props.record.data[this.props.name];
        return attachment && `/web/content/${attachment.id}`;
    }
}

export const audioField = {
    component: AudioField,
    supportedTypes: ["many2one"],
};

registry.category("fields").add("marfanet_audio", audioField);
