import { serializeDateTime } from "@web/core/l10n/dates";
import { useService } from "@web/core/utils/hooks";

const { DateTime } = luxon;

/**
 * Returns what opens the log of a contact with a representative, at this moment.
 *
 * @returns {(partnerId: number, known?: object, onClose?: () => void) => Promise}
 */
export function useLogInteraction() {
    const orm = useService("orm");
    const action = useService("action");
    return async (partnerId, known = {}, onClose) => {
        // The moment of the click: the log is filled in when the call is over.
        const date = serializeDateTime(
            DateTime.now().set({ second: 0, millisecond: 0 }),
        );
        const log = await orm.call("res.partner", "action_log_interaction", [
            [partnerId],
        ]);
        await action.doAction(
            { ...log, context: { ...log.context, default_date: date, ...known } },
            { onClose },
        );
    };
}

/**
 * Reads the view's records anew, unless somebody is in the middle of changing them.
 *
 * @param {object} record a record of the view
 */
export async function reloadView(record) {
    const { root } = record.model;
    if (!(await root.isDirty?.())) {
        await root.load();
    }
}
