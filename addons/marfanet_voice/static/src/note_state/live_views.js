import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";
import { FormController } from "@web/views/form/form_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { listView } from "@web/views/list/list_view";
import { ListController } from "@web/views/list/list_controller";
import { onWillDestroy } from "@odoo/owl";
import { useNoteNews } from "./use_note_news";

/** Many notes move on at once; the view is read again for all of them together. */
const TOGETHER = 400; // milliseconds

/**
 * Reads a list again when a note has moved on, unless somebody has picked rows of it.
 *
 * @param {() => object} getModel the model of the view
 */
function useLiveList(getModel) {
    let timer;
    useNoteNews(async () => {
        // What has moved on while the view was being read is read again, too.
        await getModel().whenReady;
        browser.clearTimeout(timer);
        timer = browser.setTimeout(() => {
            const { root } = getModel();
            if (!root.selection?.length && !root.editedRecord) {
                root.load();
            }
        }, TOGETHER);
    });
    onWillDestroy(() => browser.clearTimeout(timer));
}

class LiveListController extends ListController {
    setup() {
        super.setup();
        useLiveList(() => this.model);
    }
}

class LiveKanbanController extends KanbanController {
    setup() {
        super.setup();
        useLiveList(() => this.model);
    }
}

class LiveFormController extends FormController {
    setup() {
        super.setup();
        useNoteNews(async ({ id }) => {
            await this.model.whenReady;
            const { root } = this.model;
            if (id === root.resId && !(await root.isDirty())) {
                await root.load();
            }
        });
    }
}

const views = registry.category("views");
views.add("marfanet_voice_note_form", { ...formView, Controller: LiveFormController });
views.add("marfanet_voice_note_kanban", {
    ...kanbanView,
    Controller: LiveKanbanController,
});
views.add("marfanet_voice_note_list", { ...listView, Controller: LiveListController });
