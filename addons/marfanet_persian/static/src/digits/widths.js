/** Odoo's columns of amounts have room for a sign such as $ or €, not for a word. */
import { localization } from "@web/core/l10n/localization";
import { session } from "@web/session";
import { monetaryField } from "@web/views/fields/monetary/monetary_field";
import { FIELD_WIDTHS } from "@web/views/list/column_width_hook";

/** «۹۹۹٬۹۹۹٬۹۹۹ تومان» in bold Vazirmatn, with digits of one width: 146 px. */
const WITH_A_WORD = 150;

// Of the object that Odoo registers as the widget.
monetaryField.listViewWidth = () =>
    session.persian && localization.direction === "rtl"
        ? WITH_A_WORD
        : FIELD_WIDTHS.monetary;
