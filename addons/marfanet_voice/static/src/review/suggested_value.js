import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { markOf } from "./marks";
import { SourceQuote } from "./source_quote";

const MODEL = "marfanet.interaction";

/** One value that AI wrote into an interaction, to be confirmed, edited or dismissed. */
export class SuggestedValue extends Component {
    static template = "marfanet_voice.SuggestedValue";
    static components = { SourceQuote };
    static props = {
        audio: { type: [String, Boolean], optional: true },
        field: Object,
        interactionId: Number,
        mayWrite: Boolean,
        onChanged: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ isEditing: false, value: "" });
        this.editor = useRef("editor");
        useEffect(
            (element) => element?.focus(),
            () => [this.editor.el],
        );
    }

    get mark() {
        return markOf(this.props.field.review);
    }

    get isSuggested() {
        return this.props.field.review === "suggested" && this.props.mayWrite;
    }

    async _decide(method) {
        const { field, interactionId } = this.props;
        await this.orm.call(MODEL, method, [[interactionId], field.name]);
        await this.props.onChanged();
    }

    confirm() {
        return this._decide("action_confirm_ai_field");
    }

    dismiss() {
        return this._decide("action_dismiss_ai_field");
    }

    edit() {
        Object.assign(this.state, {
            isEditing: true,
            value: this.props.field.value || "",
        });
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.state.isEditing = false;
        } else if (ev.key === "Enter" && ev.ctrlKey) {
            ev.preventDefault();
            this.save();
        }
    }

    async save() {
        const { field, interactionId } = this.props;
        const { value } = this.state;
        const isId = typeof field.choices[0]?.[0] === "number";
        await this.orm.write(MODEL, [interactionId], {
            [field.name]: (isId ? Number(value) : value) || false,
        });
        this.state.isEditing = false;
        await this.props.onChanged();
    }
}
