import { AttachmentList } from "@mail/core/common/attachment_list";
import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { NoteState } from "../note_state/note_state";
import { useNoteNews } from "../note_state/use_note_news";

const AGENT = "marfanet_crm.group_marfanet_agent";
/** On whose chatter a recording is about a representative. */
const MODELS = ["marfanet.interaction", "marfanet.task", "res.partner"];
/** Browsers record sound into what is also a film's container. */
const SOUND = /^(audio\/|video\/(webm|ogg|mp4)$)/;

patch(AttachmentList, {
    components: { ...AttachmentList.components, NoteState },
});

patch(AttachmentList.prototype, {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.voice = useState({ isAgent: false, notes: {} });
        user.hasGroup(AGENT).then((isAgent) => (this.voice.isAgent = isAgent));
        useNoteNews(({ id, failure, state }) => {
            for (const note of Object.values(this.voice.notes)) {
                if (note.id === id) {
                    Object.assign(note, { failure, state });
                }
            }
        });
    },

    /** @returns {boolean} whether a file may be made a voice note */
    canTranscribe(attachment) {
        const model = attachment.thread?.model || this.env.message?.thread?.model;
        return (
            this.voice.isAgent &&
            !attachment.uploading &&
            !this.env.inComposer &&
            MODELS.includes(model) &&
            SOUND.test(attachment.mimetype || "")
        );
    },

    noteOf(attachment) {
        return this.voice.notes[attachment.id];
    },

    async transcribe(attachment) {
        const note = this.noteOf(attachment);
        if (note) {
            return this.openNote(note);
        }
        const { res_id } = await this.orm.call(
            "ir.attachment",
            "action_marfanet_transcribe",
            [[attachment.id]],
        );
        const [{ failure, state }] = await this.orm.read(
            "marfanet.voice.note",
            [res_id],
            ["state", "failure"],
        );
        this.voice.notes[attachment.id] = { failure: failure || "", id: res_id, state };
        this.notification.add(
            _t("The recording is a voice note now: it is transcribed and summarised."),
            {
                buttons: [
                    {
                        name: _t("Open the voice note"),
                        onClick: () => this.openNote({ id: res_id }),
                        primary: true,
                    },
                ],
                type: "success",
            },
        );
    },

    openNote({ id }) {
        return this.action.doAction({
            res_id: id,
            res_model: "marfanet.voice.note",
            type: "ir.actions.act_window",
            views: [[false, "form"]],
        });
    },
});
