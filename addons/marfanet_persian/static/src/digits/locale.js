import { localizationService } from "@web/core/l10n/localization_service";
import { patch } from "@web/core/utils/patch";
import { showsPersianDigits } from "./digits";

const { Settings } = luxon;

patch(localizationService, {
    /** Odoo knows no digits for Persian; luxon and what parses its texts do. */
    async start() {
        const localization = await super.start(...arguments);
        if (showsPersianDigits()) {
            Settings.defaultNumberingSystem = "arabext";
        }
        return localization;
    },
});
