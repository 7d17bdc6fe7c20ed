import { patch } from "@web/core/utils/patch";
import { LogFormController } from "@marfanet_crm/log_draft/log_form";
import { CLAIMS } from "./about_record";

/** A log that was begun and left remembers what was recorded on it, too. */
patch(LogFormController.prototype, {
    writtenValues() {
        const { activeFields, data } = this.model.root;
        const values = super.writtenValues();
        return CLAIMS in activeFields && data[CLAIMS]?.length
            ? { ...values, [CLAIMS]: [...data[CLAIMS]] }
            : values;
    },
});
