import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";

/**
 * @param {{provider: string, model?: string}|null} by who writes, once it is known
 * @returns {string} what marks a text as a language model's
 */
export function aiMark(by) {
    if (!by) {
        return _t("Written by AI");
    }
    return _t("Written by AI: %(name)s", {
        name: by.model ? `${by.provider} (${by.model})` : by.provider,
    });
}

/** A text while a language model writes it, marked as what it is. */
export class AiAnswer extends Component {
    static template = "marfanet_ai.AiAnswer";
    static props = { state: Object };

    get mark() {
        return aiMark(this.props.state.by);
    }

    /** What it took, when it is known: tokens, US dollars and seconds. */
    get figures() {
        const { by } = this.props.state;
        if (by?.seconds === undefined) {
            return [];
        }
        const figures = [];
        if (by.output_tokens !== undefined) {
            figures.push(
                _t("%(read)s tokens read, %(written)s written", {
                    read: formatInteger(by.input_tokens),
                    written: formatInteger(by.output_tokens),
                }),
            );
        }
        if (by.cost !== undefined) {
            figures.push(
                _t("%(cost)s US dollars", {
                    cost: formatFloat(by.cost, { digits: [16, 5] }),
                }),
            );
        }
        figures.push(
            _t("%(seconds)s seconds", {
                seconds: formatFloat(by.seconds, { digits: [16, 1] }),
            }),
        );
        return figures;
    }
}
