import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { downloadFile } from "@web/core/network/download";
import { NoteAbout } from "../note_about/note_about";
import { useVoiceRecorder } from "../recorder/use_voice_recorder";
import { formatSeconds, formatSize, formatMoment } from "../voice/formats";
import { noteWords } from "../voice/note_words";

/** A recording that is on this device: where it stands and what can be done with it. */
export class NoteRow extends Component {
    static template = "marfanet_voice.NoteRow";
    static components = { NoteAbout };
    static props = { note: Object, isFixed: { type: Boolean, optional: true } };

    setup() {
        Object.assign(this, useVoiceRecorder());
        this.ui = useState({ isDiscarding: false, isPlaying: false });
        this.change = (changes) => this.voice.change(this.props.note.uuid, changes);
    }

    get Player() {
        return registry.category("marfanet_voice_players").get("local");
    }

    get sending() {
        return this.state.sendings[this.props.note.uuid];
    }

    get words() {
        return noteWords(this.props.note, this.sending);
    }

    get isSending() {
        return Boolean(this.sending?.isSending);
    }

    get isWaiting() {
        return Boolean(this.sending?.reason) && !this.isSending;
    }

    /** What it is about cannot be changed under the server's hands. */
    get canChange() {
        return !this.props.note.isElsewhere && !this.isSending;
    }

    get canSend() {
        const { partner, state } = this.props.note;
        return partner && ["interrupted", "kept", "refused"].includes(state);
    }

    get sendLabel() {
        return this.props.note.state === "refused" ? _t("Try again") : _t("Send");
    }

    get share() {
        const { note } = this.props;
        return note.size ? (100 * (this.sending?.sent ?? note.sent)) / note.size : 0;
    }

    get facts() {
        const { filename, recordedAt, seconds, size } = this.props.note;
        return [
            filename || formatMoment(Date.parse(recordedAt)),
            seconds ? formatSeconds(seconds) : formatSize(size),
        ];
    }

    async download() {
        const { note } = this.props;
        const extension = note.mimetype.match(/ogg|mp4|webm/)?.[0] || "webm";
        const name = note.filename || `voice-note-${note.uuid}.${extension}`;
        await downloadFile(await this.voice.blob(note), name, note.mimetype);
    }
}
