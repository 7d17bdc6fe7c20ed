import { onWillUnmount, useExternalListener, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import {
    deserializeDateTime,
    serializeDate,
    serializeDateTime,
} from "@web/core/l10n/dates";
import { x2ManyCommands } from "@web/core/orm_service";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";
import { FormController } from "@web/views/form/form_controller";
import { draftKey, dropDraft, readDraft, writeDraft } from "./drafts";

/** The name of the button that saves the log and goes on to the next task. */
export const SAVE_AND_NEXT = "marfanet_save_and_next";
const TYPING_PAUSE = 300; // milliseconds
const PLAIN = ["boolean", "char", "integer", "selection", "text"];
// What the log is about is not part of what was written in it.
const ABOUT = new Set(["partner_id", "settled_task_id", "company_id"]);

/**
 * The log form keeps what was typed until it is saved or discarded on purpose: a tab
 * that is closed, a browser that dies or a stray Escape loses nothing.
 */
export class LogFormController extends FormController {
    setup() {
        super.setup();
        this.model.marfanetDraft = useState({ at: false, startAfresh: () => {} });
        this.model.marfanetDraft.startAfresh = () => this.startAfresh();
        this.isTouched = false;
        useHotkey("control+shift+enter", () => this.clickSaveAndNext(), {
            bypassEditableProtection: true,
        });
        // Every keystroke, for a field tells the form only when it is left.
        useExternalListener(document, "input", (ev) => {
            if (this.rootRef.el?.contains(ev.target)) {
                this.keepDraftSoon();
            }
        });
        onWillUnmount(() => {
            if (this.timer) {
                this.keepDraft();
            }
        });
    }

    get modelParams() {
        const params = super.modelParams;
        Object.assign(params.hooks, {
            onRecordChanged: () => this.keepDraftSoon(),
            onRootLoaded: (root) => this.restoreDraft(root),
        });
        return params;
    }

    get about() {
        const { context } = this.props;
        return {
            taskId: context.default_settled_task_id || false,
            partnerId: context.default_partner_id || false,
        };
    }

    // --- KEEPING

    keepDraftSoon() {
        this.isTouched = true;
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.keepDraft(), TYPING_PAUSE);
    }

    keepDraft() {
        browser.clearTimeout(this.timer);
        this.timer = null;
        const { root } = this.model;
        if (this.isTouched && root?.isNew) {
            writeDraft(draftKey(this.about), {
                ...this.about,
                partnerName: root.data.partner_id?.display_name || "",
                values: this.writtenValues(),
            });
        }
    }

    writtenValues() {
        const { root } = this.model;
        return { ...writtenValues(root, ABOUT), ...this.typedValues() };
    }

    /** What stands in a field that has not been left yet. */
    typedValues() {
        const { fields } = this.model.root;
        const typed = {};
        const inputs = this.rootRef.el?.querySelectorAll(
            ".o_field_widget[name] :is(input, textarea)",
        );
        for (const input of inputs || []) {
            const name = input.closest(".o_field_widget").getAttribute("name");
            if (["char", "text"].includes(fields[name]?.type)) {
                typed[name] = input.value;
            }
        }
        return typed;
    }

    // --- RESTORING

    async restoreDraft(root) {
        const draft = root.isNew && readDraft(draftKey(this.about));
        if (!draft) {
            return;
        }
        const values = {};
        const rows = {};
        for (const [name, value] of Object.entries(draft.values)) {
            if (!(name in root.activeFields)) {
                continue;
            }
            const { type } = root.fields[name];
            if (type === "one2many") {
                rows[name] = value.map((row) => x2ManyCommands.create(false, row));
            } else {
                const isMoment = type === "datetime" && value;
                values[name] = isMoment ? deserializeDateTime(value) : value;
            }
        }
        await root.update({ ...values, ...rows });
        // An outcome fills in other fields; what the agent had made of them counts.
        const again = Object.entries(values).filter(
            ([name, value]) => !isSame(root.data[name], value),
        );
        if (again.length) {
            await root.update(Object.fromEntries(again));
        }
        this.isTouched = true;
        this.model.marfanetDraft.at = draft.at;
    }

    async startAfresh() {
        this.forgetDraft();
        this.model.marfanetDraft.at = false;
        await this.model.load();
    }

    forgetDraft() {
        browser.clearTimeout(this.timer);
        this.timer = null;
        this.isTouched = false;
        dropDraft(draftKey(this.about));
    }

    // --- LEAVING

    async onRecordSaved(record, changes) {
        this.forgetDraft();
        return super.onRecordSaved(record, changes);
    }

    async beforeExecuteActionButton(clickParams) {
        if (clickParams.special === "cancel") {
            this.forgetDraft();
        }
        return super.beforeExecuteActionButton(clickParams);
    }

    /** A half-written log must not be saved, for it would end the task. */
    async beforeUnload() {
        this.keepDraft();
    }

    beforeVisibilityChange() {
        if (document.visibilityState === "hidden") {
            this.keepDraft();
        }
    }

    clickSaveAndNext() {
        document
            .querySelector(".o_dialog:not(.o_inactive_modal) .o_marfanet_save_and_next")
            ?.click();
    }
}

/** What was written in a record, as plain data; of a list, the rows with words. */
function writtenValues({ activeFields, data, fields }, without = new Set()) {
    const values = {};
    for (const name of Object.keys(activeFields)) {
        const { type } = fields[name];
        const value = data[name];
        if (without.has(name)) {
            continue;
        } else if (PLAIN.includes(type)) {
            values[name] = value;
        } else if (type === "date") {
            values[name] = value && serializeDate(value);
        } else if (type === "datetime") {
            values[name] = value && serializeDateTime(value);
        } else if (type === "many2one") {
            values[name] = value && { id: value.id, display_name: value.display_name };
        } else if (type === "one2many") {
            const words = value.records.filter(hasWords);
            values[name] = words.map((row) => writtenValues(row));
        }
    }
    return values;
}

function hasWords({ activeFields, data, fields }) {
    return Object.keys(activeFields).some(
        (name) => ["char", "text"].includes(fields[name].type) && data[name],
    );
}

function isSame(value, other) {
    if (value?.toMillis && other?.toMillis) {
        return value.toMillis() === other.toMillis();
    }
    if (value?.id || other?.id) {
        return value?.id === other?.id;
    }
    return (value || false) === (other || false);
}

export const logFormView = { ...formView, Controller: LogFormController };

registry.category("views").add("marfanet_log_form", logFormView);
