import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { languageName, languages } from "../voice/note_words";

/** The code of a spoken language, by its name in the reader's language. */
export class LanguageField extends Component {
    static template = "marfanet_voice.LanguageField";
    static props = { ...standardFieldProps };

    get code() {
        return this.props.record.data[this.props.name];
    }

    get name() {
        return this.code ? languageName(this.code) : "";
    }

    /** What may be chosen, and what was chosen before that was changed. */
    get choices() {
        const offered = languages();
        return offered.some(([code]) => code === this.code)
            ? offered
            : [[this.code || "", this.name], ...offered];
    }

    choose(code) {
        return this.props.record.update({ [this.props.name]: code });
    }
}

registry.category("fields").add("marfanet_language", {
    component: LanguageField,
    displayName: _t("Language spoken"),
    supportedTypes: ["char"],
});
