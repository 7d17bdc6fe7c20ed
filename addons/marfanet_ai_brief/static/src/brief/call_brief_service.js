import { markRaw, reactive } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { CallBrief } from "./call_brief";

/** What was prepared longer ago is not what the agent calls about now. */
const REMEMBERED = 4 * 3_600_000; // milliseconds

/**
 * The briefs that are open on this page, one for each representative: who shows the same
 * one shares it, and it is written once.
 *
 * @typedef {{partnerId: number, purpose?: string, line?: string, taskId?: number}} Known
 */
export class CallBriefs {
    constructor(orm) {
        this.orm = orm;
        /** @type {Map<number, {brief: CallBrief, holders: number}>} by representative */
        this.held = new Map();
        /** @type {Map<number, {at: number, about: Known}>} by representative */
        this.left = new Map();
        this.state = reactive({
            /** @type {CallBrief|null} the one in the panel */
            brief: null,
            /** @type {number|false} whom it is about */
            partnerId: false,
        });
    }

    /**
     * Opens the panel, or shows another representative in it.
     *
     * @param {Known} about
     */
    open(about) {
        const { brief, partnerId } = this.state;
        if (brief && partnerId === about.partnerId) {
            return this.show(brief, about);
        }
        this.close();
        this.state.brief = this.hold(about.partnerId);
        this.state.partnerId = about.partnerId;
        return this.show(this.state.brief, about);
    }

    close() {
        if (this.state.brief) {
            this.release(this.state.brief);
            this.state.brief = null;
        }
    }

    /**
     * The brief of a representative, shared with whoever else shows it. It may be
     * loaded already; who holds it releases it.
     *
     * @param {number} partnerId
     * @returns {CallBrief}
     */
    hold(partnerId) {
        if (!this.held.has(partnerId)) {
            const brief = markRaw(new CallBrief(this.orm));
            this.held.set(partnerId, { brief, holders: 0 });
        }
        const entry = this.held.get(partnerId);
        entry.holders++;
        return entry.brief;
    }

    /** Nobody else shows it: nobody waits for its end. */
    release(brief) {
        for (const [partnerId, entry] of this.held) {
            if (entry.brief === brief && --entry.holders === 0) {
                entry.brief.stop();
                this.held.delete(partnerId);
                if (brief.state.about && brief.isCounted) {
                    const about = { ...brief.state.about };
                    this.left.set(partnerId, { about, at: Date.now() });
                }
            }
        }
    }

    /**
     * What a representative's brief was opened for a while ago, to show the same one
     * while the call goes on.
     *
     * @param {number} partnerId
     * @param {number|false} taskId which the call is for, if it is known
     * @returns {Partial<Known>}
     */
    recall(partnerId, taskId) {
        const { about, at } = this.left.get(partnerId) || {};
        const isOther = taskId && about?.taskId && about.taskId !== taskId;
        return about && !isOther && Date.now() - at < REMEMBERED ? { ...about } : {};
    }

    /** Read anew, as something may have happened since; but what is written goes on. */
    show(brief, about) {
        return brief.isWriting && brief.isAbout(about) ? undefined : brief.load(about);
    }
}

registry.category("services").add("marfanet_call_brief", {
    dependencies: ["orm"],
    start: (env, { orm }) => new CallBriefs(orm),
});
