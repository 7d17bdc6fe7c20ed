import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { session } from "@web/session";

/**
 * Shows the reminders of tasks until their agent has put them away, on every page
 * that the agent has open; what came while none was is shown when one opens.
 */
export const reminderService = {
    dependencies: ["action", "bus_service", "notification", "orm"],

    start(env, { action, bus_service, notification, orm }) {
        const shown = new Map();

        function hide(taskId) {
            const close = shown.get(taskId);
            shown.delete(taskId);
            close?.();
        }

        async function markSeen(taskId) {
            await orm.silent.call("marfanet.task.reminder", "mark_seen", [[taskId]]);
        }

        async function open(taskId) {
            hide(taskId);
            markSeen(taskId);
            await action.doAction({
                type: "ir.actions.act_window",
                res_model: "marfanet.task",
                res_id: taskId,
                views: [[false, "form"]],
            });
        }

        async function doneAndLog(taskId) {
            const log = await orm.call("marfanet.task", "action_done_and_log", [
                [taskId],
            ]);
            // Not seen: should the log be left without saving, the next page shows it.
            hide(taskId);
            await action.doAction(log);
        }

        async function snooze(taskId) {
            // It stays until the server has it: what only seems snoozed is forgotten.
            await orm.call("marfanet.task", "action_snooze", [[taskId]]);
            hide(taskId);
        }

        function show({ task_id: taskId, title, partner, when }) {
            hide(taskId);
            const close = notification.add(`\n${partner}\n${when}`, {
                title,
                type: "warning",
                sticky: true,
                className: "o-marfanet-Reminder",
                onClose: () => {
                    // Only the cross comes here with the reminder still shown.
                    if (shown.delete(taskId)) {
                        markSeen(taskId);
                    }
                },
                buttons: [
                    { name: _t("Open task"), onClick: () => open(taskId) },
                    {
                        name: _t("Done and log"),
                        primary: true,
                        onClick: () => doneAndLog(taskId),
                    },
                    { name: _t("In one hour"), onClick: () => snooze(taskId) },
                ],
            });
            shown.set(taskId, close);
        }

        bus_service.subscribe("marfanet_task_reminder", show);
        bus_service.subscribe("marfanet_task_reminder_over", ({ task_ids }) =>
            task_ids.forEach(hide),
        );
        bus_service.start();
        // After the page: a reminder must not come before what it stands on.
        browser.setTimeout(() => (session.marfanet_reminders || []).forEach(show), 0);
    },
};

registry.category("services").add("marfanet_reminder", reminderService);
