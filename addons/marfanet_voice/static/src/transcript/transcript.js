import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { usePlayback } from "../playback/use_playback";
import { formatSeconds } from "../voice/formats";
import { lineAt } from "./lines";

/** In these, the note is at work: a correction would cross what is being made. */
const AT_WORK = ["received", "transcribing", "analysed"];

/** What was said, line by line: a line is heard by a click, and corrected in place. */
export class Transcript extends Component {
    static template = "marfanet_voice.Transcript";
    static props = { note: Object, onChanged: Function };

    setup() {
        this.orm = useService("orm");
        const { playback, state } = usePlayback(() => this.props.note.audio);
        this.playback = playback;
        this.playing = state;
        this.state = useState({ editing: null, isSaving: false, text: "" });
        this.box = useRef("box");
        this.editor = useRef("editor");
        useEffect(
            (number) => this.showLine(number),
            () => [this.currentLine],
        );
        useEffect(
            (element) => {
                // A note that waits for its words is listened to first, by the keys.
                if (element && this.state.editing !== null) {
                    fitHeight(element);
                    element.focus();
                }
            },
            () => [this.editor.el],
        );
    }

    // --- WHAT IS SHOWN

    get lines() {
        return this.props.note.segments;
    }

    get hasTimes() {
        return Boolean(this.props.note.audio);
    }

    get mayWrite() {
        const { may_write, state } = this.props.note;
        return may_write && !AT_WORK.includes(state);
    }

    get isTyping() {
        const { transcript, state } = this.props.note;
        const isStopped = ["untranscribed", "failed", "waiting"].includes(state);
        return !transcript && isStopped && this.mayWrite;
    }

    get currentLine() {
        const { isPlaying, source, time } = this.playing;
        const isHeard = source && source === this.props.note.audio;
        return isHeard && (isPlaying || time) ? lineAt(this.lines, time) : -1;
    }

    get words() {
        return { hear: _t("Listen from here") };
    }

    format(seconds) {
        return formatSeconds(seconds);
    }

    /** Keeps the line that is heard in sight, within the transcript's own box. */
    showLine(number) {
        const box = this.box.el;
        const line = box?.querySelector(`[data-line="${number}"]`);
        if (!line || this.state.editing !== null) {
            return;
        }
        const [inner, outer] = [line, box].map((el) => el.getBoundingClientRect());
        const above = inner.top < outer.top;
        if (above || inner.bottom > outer.bottom) {
            const middle = (outer.height - inner.height) / 2;
            box.scrollBy({ top: inner.top - outer.top - middle, behavior: "smooth" });
        }
    }

    // --- LISTENING

    play(line) {
        const isMarking = !document.getSelection().isCollapsed;
        if (this.hasTimes && !isMarking) {
            this.playback.play(this.props.note.audio, line.start);
        }
    }

    // --- CORRECTING

    get isLine() {
        return typeof this.state.editing === "number";
    }

    get maySave() {
        const takesOut = this.isLine && this.lines.length > 1;
        return !this.state.isSaving && Boolean(takesOut || this.state.text.trim());
    }

    edit(number, text) {
        Object.assign(this.state, { editing: number, text });
    }

    cancel() {
        this.state.editing = null;
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        fitHeight(ev.target);
    }

    onKeydown(ev) {
        if (ev.key === "Escape") {
            ev.preventDefault();
            ev.stopPropagation();
            this.cancel();
        } else if (ev.key === "Enter" && (this.isLine || ev.ctrlKey)) {
            ev.preventDefault();
            this.save();
        }
    }

    async save() {
        const { editing, text } = this.state;
        const { id } = this.props.note;
        if (this.state.isSaving) {
            return;
        }
        this.state.isSaving = true;
        try {
            if (this.isLine) {
                await this.orm.call("marfanet.voice.note", "correct_line", [
                    [id],
                    editing,
                    text,
                ]);
            } else {
                await this.orm.write("marfanet.voice.note", [id], { transcript: text });
            }
            this.state.editing = null;
        } finally {
            this.state.isSaving = false;
        }
        await this.props.onChanged();
    }
}

function fitHeight(textarea) {
    textarea.style.height = "auto";
    textarea.style.height = `${textarea.scrollHeight + 2}px`;
}
