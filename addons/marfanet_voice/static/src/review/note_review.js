import { Component } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatDue } from "@marfanet_crm/follow_up_field/due_label";
import { NoteState } from "../note_state/note_state";
import { Player } from "../player/player";
import { Transcript } from "../transcript/transcript";
import { formatMoment } from "../voice/formats";
import { ProposedObjection, ProposedPromise } from "./proposed_said";
import { ProposedTask } from "./proposed_task";
import { SuggestedValue } from "./suggested_value";

const STOPPED = ["failed", "untranscribed", "waiting"];

/** A voice note: where it stands, what was said, and what AI made of it. */
export class NoteReview extends Component {
    static template = "marfanet_voice.NoteReview";
    static components = {
        NoteState,
        Player,
        ProposedObjection,
        ProposedPromise,
        ProposedTask,
        SuggestedValue,
        Transcript,
    };
    static props = {
        /** Asked where nobody sees the note's values elsewhere on the page */
        hasFields: { type: Boolean, optional: true },
        /** Whether to show where the note is opened by itself */
        hasHead: { type: Boolean, optional: true },
        note: Object,
        onChanged: Function,
        slots: { type: Object, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get note() {
        return this.props.note;
    }

    get fields() {
        return (this.props.hasFields && this.note.interaction?.fields) || [];
    }

    get hasFound() {
        const { long_summary, objections, promises, tasks } = this.note;
        return Boolean(
            this.fields.length ||
                tasks.length ||
                objections.length ||
                promises.length ||
                long_summary,
        );
    }

    get isAtWork() {
        return !["ready", ...STOPPED].includes(this.note.state);
    }

    get mayRetry() {
        const { audio, may_write, state, transcript } = this.note;
        return may_write && STOPPED.includes(state) && Boolean(audio || transcript);
    }

    get mayReadAgain() {
        return this.note.may_write && this.note.state === "ready" && this.note.notice;
    }

    get hint() {
        if (this.note.state !== "untranscribed" || this.note.failure) {
            return this.note.failure;
        }
        return _t("Listen to the recording and type what was said.");
    }

    get when() {
        return formatDue(deserializeDateTime(this.note.date), true);
    }

    get retryWords() {
        const moment = deserializeDateTime(this.note.retry_at).toMillis();
        return _t("Next try: %(moment)s", { moment: formatMoment(moment) });
    }

    get deletedWords() {
        const day = formatDue(deserializeDateTime(this.note.sound_deleted_on), false);
        return _t("The recording was deleted, as the settings ask: %(day)s", { day });
    }

    get readByWords() {
        return _t("Read by %(reader)s", { reader: this.note.read_by });
    }

    async _call(method) {
        await this.orm.call("marfanet.voice.note", method, [[this.note.id]]);
        await this.props.onChanged();
    }

    retry() {
        return this._call("action_retry");
    }

    readAgain() {
        return this._call("action_marfanet_summarise");
    }

    open() {
        return this.action.doAction({
            res_id: this.note.id,
            res_model: "marfanet.voice.note",
            type: "ir.actions.act_window",
            views: [[false, "form"]],
        });
    }
}
