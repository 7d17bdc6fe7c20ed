/**
 * Odoo's own tests of dates and numbers, run once more with this addon in the client: a
 * suite loads only the addons that it belongs to, so that in its own place none of them
 * would meet ours. For a Gregorian reader everything stays as it was.
 */
import { describe } from "@odoo/hoot";

const SUITES = [
    "core/components/datetime/datetime_hook",
    "core/components/datetime/datetime_input",
    "core/components/datetime/datetime_picker",
    "core/components/pager",
    "core/components/pager_indicator",
    "core/components/time_picker",
    "core/l10n/dates",
    "core/l10n/time",
    "core/l10n/translation",
    "core/tree_editor/between_operator",
    "core/tree_editor/domain_from_tree",
    "core/tree_editor/in_range_operator",
    "core/utils/numbers",
    "core/utils/render",
    "model/sample_server",
    "search/search_utils",
    "views/calendar/calendar_common_popover",
    "views/calendar/calendar_common_renderer",
    "views/calendar/calendar_date_picker",
    "views/calendar/calendar_year_popover",
    "views/calendar/calendar_year_renderer",
    "views/fields/date_field",
    "views/fields/daterange_field",
    "views/fields/datetime_field",
    "views/fields/float_field",
    "views/fields/float_time_field",
    "views/fields/formatters",
    "views/fields/integer_field",
    "views/fields/monetary_field",
    "views/fields/numeric_fields",
    "views/fields/parsers",
    "views/fields/percentage_field",
    "views/fields/phone_field",
    "views/fields/remaining_days_field",
];

for (const suite of SUITES) {
    describe(suite, () => {
        odoo.loader.startModule(`@web/../tests/${suite}.test`);
    });
}
