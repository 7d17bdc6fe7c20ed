import { Component } from "@odoo/owl";
import { useInputField } from "@web/views/fields/input_field_hook";

/** What was answered to an objection; a save asks for what is still being typed. */
export class AnswerField extends Component {
    static template = "marfanet_ai_brief.AnswerField";
    static props = { name: String, record: Object };

    setup() {
        useInputField({
            getValue: () => this.answer,
            parse: (text) => text.trim() || false,
        });
    }

    get answer() {
        return this.props.record.data[this.props.name] || "";
    }
}
