import { serializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { draftKey, moveDraft } from "@marfanet_crm/log_draft/drafts";
import { SAVE_AND_NEXT } from "@marfanet_crm/log_draft/log_form";
import { isTodo } from "./work_log";

const TASK = "marfanet.task";

/**
 * What other addons offer on each task of the daily work log, in their own order:
 *
 *     registry.category("marfanet_work_log_actions").add("brief", {
 *         label: _t("Brief"), icon: "fa-book", key: "b",
 *         isShown: (card) => true,
 *         run: (card, { env, refresh }) => …,
 *     }, { sequence: 20 });
 */
const addonActions = registry.category("marfanet_work_log_actions");

/**
 * What can be done with a task, from its row or by a key.
 *
 * @param {import("./work_log").WorkLog} workLog
 * @param {{ env: object, next: (id: number) => object|undefined, select: Function }} page
 */
export function useTaskActions(workLog, page) {
    const action = useService("action");
    const notification = useService("notification");
    const orm = useService("orm");

    /** Says why nothing happens, instead of nothing happening. */
    function mayWrite(card) {
        if (!isTodo(card)) {
            return false;
        }
        if (!card.can_write) {
            notification.add(
                _t("This is a task of %(user)s. Ask your lead to hand it to you.", {
                    user: card.user_name,
                }),
                { type: "warning" },
            );
        }
        return card.can_write;
    }

    async function settle(id) {
        await workLog.refresh([id]);
        await workLog.load();
    }

    async function call(method, card, args = []) {
        try {
            await orm.call(TASK, method, [[card.id], ...args]);
        } finally {
            // Also after a refusal: somebody else may have been first.
            await workLog.refresh([card.id]);
        }
    }

    function openForm(resModel, resId) {
        return action.doAction({
            type: "ir.actions.act_window",
            res_model: resModel,
            res_id: resId,
            views: [[false, "form"]],
        });
    }

    async function openLog(log, known, onSaved) {
        let saved = false;
        page.setLogging(true);
        const date = serializeDateTime(
            luxon.DateTime.now().set({ second: 0, millisecond: 0 }),
        );
        await action.doAction(
            { ...log, context: { ...log.context, default_date: date, ...known } },
            {
                props: {
                    onSave: (record, params) => {
                        saved = {
                            goOn: params?.name === SAVE_AND_NEXT,
                            settled: Boolean(record.data.settled_task_id),
                        };
                    },
                },
                // Not awaited: a dialog opened while this one closes would be lost.
                onClose: () => {
                    page.setLogging(false);
                    if (saved) {
                        onSaved(saved);
                    }
                },
            },
        );
    }

    /** Logs the contact by which the task is done; the task ends with the log. */
    async function doneAndLog(card, known = {}) {
        if (!mayWrite(card)) {
            return;
        }
        page.select(card.id);
        let log;
        try {
            log = await orm.call(TASK, "action_done_and_log", [[card.id]]);
        } catch (error) {
            await workLog.refresh([card.id]);
            throw error;
        }
        const context = { marfanet_save_and_next: true, ...known };
        await openLog(log, context, async ({ goOn, settled }) => {
            const next = page.next(card.id);
            if (settled) {
                workLog.willEnd(card.id);
            }
            await settle(card.id);
            page.select(next?.id ?? card.id);
            if (goOn && next) {
                await doneAndLog(next);
            } else if (goOn) {
                notification.add(_t("That was the last one. Well done!"), {
                    type: "success",
                });
            }
        });
    }

    return {
        doneAndLog,

        /** Logs a contact and leaves the task to do. */
        async log(card) {
            page.select(card.id);
            const log = await orm.call("res.partner", "action_log_interaction", [
                [card.partner.id],
            ]);
            await openLog(log, {}, () => settle(card.id));
        },

        /** Opens a log that was begun earlier; what was written in it is there. */
        async continueDraft(draft) {
            const { taskId, partnerId } = draft;
            if (taskId) {
                const cards = await workLog.readCards([taskId]);
                const card = cards[taskId];
                if (card && isTodo(card)) {
                    return doneAndLog(card);
                }
                // Done meanwhile: what was written is still about the representative.
                moveDraft(draft.key, draftKey({ partnerId }));
            }
            const log = await orm.call("res.partner", "action_log_interaction", [
                [partnerId],
            ]);
            return openLog(log, {}, () => workLog.load());
        },

        async done(card) {
            if (mayWrite(card)) {
                workLog.willEnd(card.id);
                await call("action_done", card);
                await workLog.load();
            }
        },

        async dismiss(card) {
            if (mayWrite(card)) {
                workLog.willEnd(card.id);
                await call("action_dismiss", card);
            }
        },

        async undo(card) {
            await workLog.undo(card);
            page.select(card.id);
        },

        mayWrite,

        postponeTomorrow: (card) => call("action_postpone_tomorrow", card),
        postponeNextWeek: (card) => call("action_postpone_next_week", card),
        postpone: (card, { date, phrase }) =>
            call("action_postpone", card, [date || false, phrase || false]),

        open: (card) => openForm(TASK, card.id),
        openPartner: (card) => openForm("res.partner", card.partner.id),

        /** What other addons offer on this task, or on any. */
        addonActions(card) {
            return addonActions
                .getAll()
                .filter((offer) => !card || !offer.isShown || offer.isShown(card));
        },

        runAddonAction(offer, card) {
            page.select(card.id);
            return offer.run(card, { env: page.env, refresh: () => settle(card.id) });
        },
    };
}
