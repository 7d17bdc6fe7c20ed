import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** The brief is one key away on each task of the daily work log. */
registry.category("marfanet_work_log_actions").add(
    "call_brief",
    {
        icon: "fa-lightbulb-o",
        key: "b",
        label: _t("Call brief"),
        isShown: ({ partner }) => Boolean(partner),
        run({ id, partner, purpose }, { env }) {
            return env.services.marfanet_call_brief.open({
                partnerId: partner.id,
                purpose: purpose || false,
                taskId: id,
            });
        },
    },
    { sequence: 2 },
);
