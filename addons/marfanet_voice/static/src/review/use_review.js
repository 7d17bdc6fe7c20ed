import { onWillStart, onWillUpdateProps, useEnv, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { reloadView } from "@marfanet_crm/contact_links/log_interaction";
import { useNoteNews } from "../note_state/use_note_news";
import { usePlayerKeys } from "../playback/player_keys";

/**
 * Gives the voice notes of a view's record, and keeps them as they are on the server.
 *
 * @param {object} record of the view
 * @param {string} method that reads the notes of the record
 * @param {(news: object, resId: number) => boolean} isAbout whether news are about them
 * @returns {object} state with `notes`, and what people do with all of them
 */
export function useReview(record, method, isAbout) {
    const orm = useService("orm");
    const notification = useService("notification");
    const playback = useService("marfanet_playback");
    const last = new KeepLast();
    const state = useState({ failed: false, isReady: false, notes: [] });
    let current = record;

    async function load() {
        if (!current.resId) {
            Object.assign(state, { isReady: true, notes: [] });
            return;
        }
        try {
            const notes = await last.add(
                orm.silent.call(current.resModel, method, [[current.resId]]),
            );
            Object.assign(state, { failed: false, isReady: true, notes });
        } catch (error) {
            state.failed = true;
            if (error?.name !== "ConnectionLostError") {
                throw error;
            }
        }
    }

    const isHere = (detail) =>
        state.notes.some(({ interaction }) => interaction?.id === detail.interaction);

    /** What was decided here changes fields of the view, too. */
    async function changed() {
        await Promise.all([load(), reloadView(current)]);
    }

    async function acceptAll() {
        const interactions = state.notes
            .map((note) => note.interaction)
            .filter((interaction) => interaction?.may_write);
        if (!interactions.length || !count()) {
            return;
        }
        const { left } = await orm.call("marfanet.interaction", "action_accept_all", [
            [...new Set(interactions.map(({ id }) => id))],
        ]);
        if (left) {
            notification.add(
                left === 1
                    ? _t("All accepted but one task: its date wants a look.")
                    : _t("All accepted but %s tasks: their dates want a look.", left),
                { type: "warning" },
            );
        }
        await changed();
    }

    /** How many proposals wait for somebody. */
    function count() {
        const fields = new Set();
        let proposals = 0;
        for (const { interaction, objections, promises, tasks } of state.notes) {
            for (const { name, review } of interaction?.fields || []) {
                if (review === "suggested") {
                    fields.add(name); // the notes of an interaction share its fields
                }
            }
            const proposed = [...tasks, ...promises, ...objections];
            proposals += proposed.filter(({ waits }) => waits).length;
        }
        return fields.size + proposals;
    }

    useNoteNews((news) => {
        if (isAbout(news, current.resId)) {
            load();
        }
    });
    const { bus } = useEnv();
    // A field's mark elsewhere on the page knows the note, and not its recording.
    useBus(bus, "MARFANET_VOICE_NOTE:PLAY", ({ detail }) => {
        const note = state.notes.find(({ id }) => id === detail.note);
        if (note?.audio) {
            playback.play(note.audio, detail.start);
        }
    });
    useBus(bus, "MARFANET_VOICE_NOTE:REVIEWED", ({ detail }) => {
        if (isHere(detail)) {
            load();
        }
    });
    useBus(bus, "MARFANET_VOICE_NOTE:ACCEPT", ({ detail }) => {
        if (isHere(detail)) {
            acceptAll();
        }
    });
    usePlayerKeys({
        acceptAll,
        getSource: () => {
            const sources = state.notes.map(({ audio }) => audio).filter(Boolean);
            const { source } = playback.state;
            return sources.includes(source) ? source : sources[0];
        },
        playback,
    });
    onWillStart(() => {
        // Not waited for: the record is shown meanwhile.
        load();
    });
    onWillUpdateProps((next) => {
        const before = current;
        current = next.record;
        if (before.resId !== current.resId) {
            load();
        }
    });
    return { acceptAll, changed, count, load, state };
}
