import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { voicePolicy } from "../voice/policy";

/** What this addon offers on each task of the daily work log. */
const actions = registry.category("marfanet_work_log_actions");

actions.add(
    "voice_note",
    {
        icon: "fa-microphone",
        key: "v",
        label: _t("Voice note"),
        isShown: () => voicePolicy().canRecord,
        run({ id, partner, purpose }, { env }) {
            const about = { partner, purpose: purpose || "support", taskId: id };
            return env.services.marfanet_voice.record(about);
        },
    },
    { sequence: 10 },
);

actions.add(
    "confirm_suggestion",
    {
        icon: "fa-thumbs-o-up",
        isShown: (card) => card.ai_review === "suggested",
        key: "y",
        label: _t("Confirm what the AI wrote"),
        async run(card, { env, refresh }) {
            await env.services.orm.call("marfanet.task", "action_confirm_suggestion", [
                [card.id],
            ]);
            await refresh();
        },
    },
    { sequence: 5 },
);
