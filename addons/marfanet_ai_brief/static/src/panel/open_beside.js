import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

/** A record to look at: its own dialog offers to save what nobody can change. */
class RecordDialog extends FormViewDialog {
    setup() {
        super.setup();
        this.viewProps.buttonTemplate = "web.FormView.Buttons";
    }
}

/**
 * Returns what shows a record without leaving the page or the brief.
 *
 * @returns {(resModel: string, resId: number, title?: string) => void}
 */
export function useOpenBeside() {
    const dialog = useService("dialog");
    return (resModel, resId, title) =>
        dialog.add(RecordDialog, {
            preventCreate: true,
            preventEdit: true,
            readonly: true,
            resId,
            resModel,
            title: title && title.toString(),
        });
}
