import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

/**
 * Returns what shows a record without leaving the page or the brief.
 *
 * @returns {(resModel: string, resId: number, title?: string) => void}
 */
export function useOpenBeside() {
    const dialog = useService("dialog");
    return (resModel, resId, title) =>
        dialog.add(FormViewDialog, {
            readonly: true,
            resId,
            resModel,
            title: title && title.toString(),
        });
}
