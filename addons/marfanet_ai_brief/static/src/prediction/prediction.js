import { Component } from "@odoo/owl";

/** How likely the contact is to end well: a range rather than a number. */
export class Prediction extends Component {
    static template = "marfanet_ai_brief.Prediction";
    static props = {
        /** {percent, low, high, label, reliability_label, reasons}, or false: silent */
        prediction: [Object, Boolean],
        /** Why it is silent, in a sentence */
        label: [String, Boolean],
    };

    /** Where the range lies, in the direction of reading. */
    get range() {
        const { high, low } = this.props.prediction;
        return `inset-inline-start: ${low}%; inline-size: ${high - low}%`;
    }

    get point() {
        return `inset-inline-start: ${this.props.prediction.percent}%`;
    }
}
