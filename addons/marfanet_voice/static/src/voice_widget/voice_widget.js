import { Component, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { randomUuid } from "../recordings_store/uuid";
import { NoteAbout } from "../note_about/note_about";
import { NoteRow } from "../note_row/note_row";
import { SentNote } from "../note_row/sent_note";
import { Recorder } from "../recorder/recorder";
import { useVoiceRecorder } from "../recorder/use_voice_recorder";
import { ACCEPTED } from "../voice/voice_notes";
import { aboutRecord, CLAIMS } from "./about_record";

/**
 * The microphone on a form: what is recorded here is about this record.
 *
 * On an interaction that is not saved yet, the form keeps the UUIDs of what was recorded
 * on it, and saves them with itself.
 */
export class VoiceWidget extends Component {
    static template = "marfanet_voice.VoiceWidget";
    static components = { NoteAbout, NoteRow, Recorder, SentNote };
    static props = { ...standardWidgetProps };

    setup() {
        Object.assign(this, useVoiceRecorder());
        this.root = useRef("root");
        this.files = useRef("files");
        this.accepted = ACCEPTED;
        /** What was begun here, beside what the form claims */
        this.here = useState({ trouble: "", uuids: [] });
        const widget = this;
        const sheet = {
            get el() {
                return widget.root.el?.closest(".o_form_sheet, .modal-body") || null;
            },
        };
        useDropzone(sheet, (ev) => this.addFiles(ev.dataTransfer.files));
        this.voice.abouts.set(this, () => this.about);
        onWillUnmount(() => this.voice.abouts.delete(this));
        useRecordObserver((record) => this.follow(aboutRecord(record)));
        useEffect(
            (...uuids) => {
                const leave = uuids.map((uuid) => this.voice.showIn(uuid));
                return () => leave.forEach((hide) => hide());
            },
            () => this.uuids,
        );
    }

    // --- WHAT IS SHOWN

    get isShown() {
        return this.voice.policy.isPresent && Boolean(this.about);
    }

    /** @returns {import("../voice/voice_notes").About|null} null: not to be recorded on */
    get about() {
        return aboutRecord(this.props.record);
    }

    get uuids() {
        return [...new Set([...this.claimed, ...this.here.uuids])];
    }

    get isRecording() {
        return this.uuids.includes(this.state.current?.uuid);
    }

    get notes() {
        const uuids = new Set(this.uuids);
        return this.state.notes.filter(
            ({ uuid }) => uuids.has(uuid) && uuid !== this.state.current?.uuid,
        );
    }

    get trouble() {
        const { trouble, troubleOf } = this.state;
        return this.here.trouble || (this.uuids.includes(troubleOf) && trouble);
    }

    get liveNote() {
        return this.state.notes.find((note) => note.uuid === this.state.current?.uuid);
    }

    get sent() {
        return this.state.sent.filter((receipt) => this.uuids.includes(receipt.uuid));
    }

    /** Whom an interaction is with, and what for, is chosen in its form. */
    get isFixed() {
        return this.props.record.resModel === "marfanet.interaction";
    }

    // --- WHAT CAN BE DONE

    async record() {
        const uuid = randomUuid();
        this.here.uuids.push(uuid);
        this.here.trouble = "";
        const about = { ...this.about, uuid };
        const isBegun = await this.voice.record(about, { isHosted: true });
        if (isBegun) {
            await this.keep([uuid]);
        }
    }

    async addFiles(files) {
        const uuids = await this.voice.addFiles(files, this.about, { isHosted: true });
        this.here.trouble = this.state.trouble;
        await this.keep(uuids);
    }

    async onFilesChosen(ev) {
        await this.addFiles(ev.target.files);
        ev.target.value = "";
    }

    // --- BELONGING TOGETHER

    get canClaim() {
        return CLAIMS in this.props.record.activeFields;
    }

    get claimed() {
        return (this.canClaim && this.props.record.data[CLAIMS]) || [];
    }

    async keep(uuids) {
        this.here.uuids.push(
            ...uuids.filter((uuid) => !this.here.uuids.includes(uuid)),
        );
        if (this.canClaim && uuids.length && !this.props.record.resId) {
            const all = [...new Set([...this.claimed, ...uuids])];
            await this.props.record.update({ [CLAIMS]: all });
        }
    }

    /** Recordings that are still here go with what is chosen in the form. */
    follow(about) {
        if (!about || !this.isFixed) {
            return;
        }
        const { partner, purpose, taskId } = about;
        for (const note of this.state.notes) {
            const isOther =
                note.partner?.id !== partner?.id ||
                note.purpose !== purpose ||
                note.taskId !== taskId;
            if (isOther && this.uuids.includes(note.uuid)) {
                this.voice.change(note.uuid, { partner, purpose, taskId });
            }
        }
    }
}

registry.category("view_widgets").add("marfanet_voice", {
    component: VoiceWidget,
});
