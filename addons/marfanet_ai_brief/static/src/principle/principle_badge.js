import { Component } from "@odoo/owl";

/** A principle by its name; when to use it, when not, and who found it, on demand. */
export class PrincipleBadge extends Component {
    static template = "marfanet_ai_brief.PrincipleBadge";
    static props = {
        /** {name, when_to_use, when_not_to_use, source} */
        principle: Object,
    };

    get info() {
        return JSON.stringify(this.props.principle);
    }
}
