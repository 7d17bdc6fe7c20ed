import { Component, useEffect, useExternalListener, useRef } from "@odoo/owl";
import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { NoteAbout } from "../note_about/note_about";
import { NoteRow } from "../note_row/note_row";
import { SentNote } from "../note_row/sent_note";
import { Recorder } from "../recorder/recorder";
import { useVoiceRecorder } from "../recorder/use_voice_recorder";
import { formatCount, formatSeconds } from "../voice/formats";
import { ACCEPTED } from "../voice/voice_notes";

/**
 * The microphone that is on every page, and what it opens: the recording being made,
 * what is on this device, and what has arrived.
 */
export class VoicePanel extends Component {
    static template = "marfanet_voice.VoicePanel";
    static components = { NoteAbout, NoteRow, Recorder, SentNote };
    static props = {};

    setup() {
        Object.assign(this, useVoiceRecorder());
        this.panel = useRef("panel");
        this.files = useRef("files");
        this.accepted = ACCEPTED;
        useDropzone(this.panel, (ev) => this.voice.addFiles(ev.dataTransfer.files));
        useExternalListener(document, "dragenter", (ev) => this.onDragEnter(ev));
        useEffect(
            (isOpen) => {
                if (isOpen && !this.panel.el.contains(document.activeElement)) {
                    this.panel.el.querySelector("[data-action=record]")?.focus();
                }
            },
            () => [this.isOpen],
        );
    }

    // --- WHAT IS SHOWN

    /** Whether there is anything to record, or to send. */
    get isShown() {
        return this.voice.policy.isPresent;
    }

    get isOpen() {
        return this.isShown && this.state.isOpen;
    }

    get isRecording() {
        return this.state.current !== null;
    }

    get currentNote() {
        return this.state.notes.find((note) => note.uuid === this.state.current?.uuid);
    }

    get rows() {
        return this.state.notes
            .filter(
                (note) =>
                    note.uuid !== this.state.current?.uuid &&
                    !this.state.hosts[note.uuid],
            )
            .reverse();
    }

    /** Those that wait for the person, or for a connection. */
    get count() {
        return this.rows.length && formatCount(this.rows.length);
    }

    get time() {
        return formatSeconds(this.state.current?.seconds);
    }

    get buttonLabel() {
        if (this.isRecording) {
            return _t("Recording: %(time)s", { time: this.time });
        }
        if (this.count) {
            return _t("Voice notes: %(count)s on this device", { count: this.count });
        }
        return _t("Voice note");
    }

    get hint() {
        return _t(
            "Say what was talked about and what is to be done: the summary and the tasks are written from it.",
        );
    }

    // --- WHAT CAN BE DONE

    toggle() {
        this.state.isOpen = !this.state.isOpen;
    }

    close() {
        this.state.isOpen = false;
        this.state.trouble = "";
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.close();
        }
    }

    async onFilesChosen(ev) {
        await this.voice.addFiles(ev.target.files);
        ev.target.value = "";
    }

    /** Somebody brings a recording: there is where to put it. */
    onDragEnter(ev) {
        const items = [...(ev.dataTransfer?.items || [])];
        if (this.isShown && items.some((item) => item.type.startsWith("audio/"))) {
            this.state.isOpen = true;
        }
    }
}

registry
    .category("main_components")
    .add("marfanet_voice.VoicePanel", { Component: VoicePanel });
