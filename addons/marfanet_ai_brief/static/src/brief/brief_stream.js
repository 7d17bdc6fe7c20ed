import { AiStream } from "@marfanet_ai/stream/ai_stream";

const ROUTE = "/marfanet/brief/write";

/**
 * A brief while a language model writes it: line by line, each in its section.
 *
 * The lines are what the server will keep: pieces are shown as they come, and the line
 * as it is kept takes their place.
 */
export class BriefStream extends AiStream {
    /**
     * @param {{
     *     onLine: (line: import("./call_brief").Line) => void,
     *     onPiece: (n: number, text: string) => void,
     *     onDone: (brief: import("./call_brief").Brief) => void,
     *     onBroken: () => void,
     * }} heard what the brief does with it; a line's pieces come after its beginning
     */
    constructor(heard) {
        super();
        this.heard = heard;
    }

    /** @param {import("./call_brief").About} about */
    write({ partnerId, purpose, line, taskId }) {
        return this.start(ROUTE, {
            partner_id: partnerId,
            purpose: purpose || "",
            line: line || "",
            task_id: taskId || "",
        });
    }

    take({ type, data }) {
        if (type === "begin") {
            this.heard.onLine({ ...emptyLine(data), isWriting: true });
        } else if (type === "text") {
            this.heard.onPiece(data.n, data.text);
        } else if (type === "line") {
            this.heard.onLine(data);
        } else if (type === "done") {
            this.heard.onDone(data);
            super.take({ type, data: data.by });
        } else {
            super.take({ type, data });
        }
    }

    fail(reason) {
        super.fail(reason);
        this.heard.onBroken();
    }

    stop() {
        const wasRunning = this.state.status === "running";
        super.stop();
        if (wasRunning) {
            this.heard.onBroken();
        }
    }
}

function emptyLine({ n, section }) {
    return { n, section, text: "", answer: "", principle: "", evidence: [] };
}
