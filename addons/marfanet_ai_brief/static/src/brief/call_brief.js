import { reactive } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { BriefStream } from "./brief_stream";

/**
 * @typedef {Object} About what a brief prepares for
 * @property {number} partnerId the representative
 * @property {"support"|"sales"|"follow_up"|"inbound"|false} purpose false: the server
 *     chooses one
 * @property {string} line what it is about, in the agent's own words
 * @property {number|false} taskId
 *
 * @typedef {Object} Line
 * @property {number} n its place in the brief
 * @property {string} section one of SECTIONS
 * @property {string} text
 * @property {string} answer what to say to an objection; else ""
 * @property {string} principle the key of the principle it uses; else ""
 * @property {number[]} evidence the interactions it rests on
 * @property {boolean} general it rests on none: general advice
 * @property {boolean} [isWriting] its end is not written yet
 *
 * @typedef {Object} Brief as it is kept
 * @property {number} id
 * @property {Line[]} lines
 * @property {Record<number, {label: string}>} sources by interaction
 * @property {{provider: string, model: string}} by
 * @property {string} made_label when it was made
 * @property {boolean} made_ahead it was made at night
 * @property {Record<string, Rating>} ratings what the reader said of it, by section
 *
 * @typedef {{useful: boolean, reason: string}} Rating
 *
 * @typedef {Object} Payload what `open_brief` answers: partner, purpose, purpose_known,
 *     purposes, line, task, facts, advice, prediction, prediction_label, brief, ai
 */

const MODEL = "marfanet.call.brief";
/** Shown beside a log, perhaps unread: no opening of a brief, until it is used. */
const ASIDE = { context: { marfanet_brief_aside: true } };

/** The parts of a brief, in the order in which a call needs them. */
export const SECTIONS = [
    "summary",
    "questions",
    "benefits",
    "objections",
    "tone",
    "opening",
    "closing",
    "principles",
    "risks",
    "success",
];

/**
 * The brief about one representative: the facts at once, then what a language model
 * writes. Components follow `useState(brief.state)`.
 */
export class CallBrief {
    /** @param {object} orm the service */
    constructor(orm) {
        this.orm = orm;
        this.turn = 0;
        /** Whether the server knows that it was opened to be read */
        this.isCounted = false;
        this.stream = new BriefStream({
            onLine: (line) => this.putLine(line),
            onPiece: (n, text) => this.addPiece(n, text),
            onDone: (brief) => this.takeBrief(brief),
            onBroken: () => this.dropUnfinished(),
        });
        this.state = reactive({
            /** @type {About|null} */
            about: null,
            /** @type {"idle"|"loading"|"ready"|"failed"} of the facts */
            status: "idle",
            /** Why there are none, in a sentence */
            error: "",
            /** @type {Payload|null} */
            payload: null,
            /** @type {Brief|false} the brief as it is kept; while written, false */
            brief: false,
            /** @type {Line[]} what is written of it, kept or being written */
            lines: [],
            /** The lines are those of the brief before, until the new one begins */
            isRemade: false,
            /** @type {Record<string, Rating>} by section */
            ratings: {},
            /** @type {import("@marfanet_ai/stream/ai_stream").AiStreamState} */
            writing: this.stream.state,
        });
    }

    /** @returns {boolean} whether a language model writes just now */
    get isWriting() {
        return this.state.writing.status === "running";
    }

    /**
     * Reads the facts and the brief if there is one; else has it written.
     *
     * @param {Partial<About> & {partnerId: number}} about
     * @param {{writes?: boolean, counts?: boolean}} [options] `writes` false: only what
     *     is there is shown; `counts` false: nobody has asked to see it
     * @returns {Promise<void>} when the facts are there, or the reason why not
     */
    async load(about, { writes = true, counts = true } = {}) {
        const mine = ++this.turn;
        this.stream.stop();
        const { state } = this;
        const known = { purpose: false, line: "", taskId: false, ...about };
        const isSame = this.isAbout(known);
        if (!isSame) {
            this.forgetBrief();
        }
        this.isCounted = counts || (isSame && this.isCounted);
        if (state.about?.partnerId !== known.partnerId) {
            state.payload = null;
        }
        Object.assign(state, { about: known, error: "", status: "loading" });
        state.writing.status = "idle";
        let payload;
        try {
            payload = await this.openBrief(known, this.isCounted ? {} : ASIDE);
        } catch (error) {
            if (mine === this.turn) {
                state.error = reasonOf(error);
                state.status = "failed";
            }
            return;
        }
        if (mine !== this.turn) {
            return;
        }
        state.payload = payload;
        const taskId = payload.task ? payload.task.id : known.taskId;
        state.about = { ...known, purpose: payload.purpose, taskId };
        state.status = "ready";
        if (payload.brief) {
            this.takeBrief(payload.brief);
        } else if (writes && payload.ai.available) {
            this.write();
        } else {
            this.forgetBrief();
        }
    }

    openBrief({ partnerId, purpose, line, taskId }, kwargs = {}) {
        const args = [partnerId, purpose, line, taskId];
        return this.orm.silent.call(MODEL, "open_brief", args, kwargs);
    }

    /** What is used in a call was opened for it; what only stood there was not. */
    async noteUse() {
        if (this.isCounted || this.state.status !== "ready") {
            return;
        }
        this.isCounted = true;
        try {
            await this.openBrief(this.state.about);
        } catch {
            this.isCounted = false; // the next use says so again
        }
    }

    /** @returns {boolean} whether it is what is shown, where it says anything of it */
    isAbout({ partnerId, ...wanted }) {
        const { about } = this.state;
        return (
            about?.partnerId === partnerId &&
            ["purpose", "line", "taskId"].every(
                (name) => !wanted[name] || wanted[name] === about[name],
            )
        );
    }

    /** The same once more, with other words or another purpose if told. */
    reload(changes = {}) {
        return this.load({ ...this.state.about, ...changes });
    }

    /** Has the brief written anew; what stands there stays until it begins. */
    write() {
        this.state.isRemade = this.state.lines.length > 0;
        return this.stream.write(this.state.about);
    }

    /** Ends the writing; what is whole of it stays. */
    stop() {
        this.stream.stop();
    }

    /**
     * Says whether a section of the brief helped.
     *
     * @param {string} section
     * @param {boolean} useful
     * @param {string} [reason] why, in the agent's words
     */
    async rate(section, useful, reason = "") {
        const before = this.state.ratings[section];
        this.state.ratings[section] = { useful, reason };
        try {
            await this.orm.call("marfanet.brief.feedback", "rate", [
                this.state.brief.id,
                section,
                useful,
                reason,
            ]);
        } catch (error) {
            if (before) {
                this.state.ratings[section] = before;
            } else {
                delete this.state.ratings[section];
            }
            throw error;
        }
    }

    /** @returns {{key: string, lines: Line[]}[]} what is written, by section */
    get sections() {
        return this.sectionsOf(this.state.lines);
    }

    /** @param {Line[]} lines as their reader follows them */
    sectionsOf(lines) {
        return SECTIONS.map((key) => ({
            key,
            lines: lines.filter(({ section }) => section === key),
        })).filter((section) => section.lines.length);
    }

    /** @returns {string} what an interaction is called that a line rests on */
    sourceLabel(id) {
        const source = this.state.brief && this.state.brief.sources[id];
        const recent = this.state.payload?.facts.recent.find((one) => one.id === id);
        return source?.label || recent?.date_label || _t("Interaction");
    }

    // --- WHAT THE STREAM SAYS

    putLine(line) {
        const { state } = this;
        if (state.isRemade) {
            this.forgetBrief();
        }
        const place = state.lines.findIndex(({ n }) => n === line.n);
        if (place < 0) {
            state.lines.push(line);
        } else {
            state.lines[place] = line;
        }
    }

    addPiece(n, text) {
        const line = this.state.lines.find((one) => one.n === n);
        if (line) {
            line.text += text;
        }
    }

    takeBrief(brief) {
        Object.assign(this.state, {
            brief,
            isRemade: false,
            lines: brief.lines,
            ratings: brief.ratings,
        });
    }

    forgetBrief() {
        Object.assign(this.state, {
            brief: false,
            isRemade: false,
            lines: [],
            ratings: {},
        });
    }

    /** A line without its end was never checked against its evidence. */
    dropUnfinished() {
        this.state.isRemade = false;
        this.state.lines = this.state.lines.filter((line) => !line.isWriting);
    }
}

/** @returns {string} why the server gave nothing, in a sentence for a person */
function reasonOf(error) {
    if (error instanceof ConnectionLostError) {
        return _t("No connection to the server. Try again when it is back.");
    }
    if (error instanceof RPCError && error.exceptionName?.startsWith("odoo.")) {
        return error.data.message;
    }
    return _t("The brief could not be read. Try again.");
}
