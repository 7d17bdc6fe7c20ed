import { onWillDestroy } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/**
 * Calls back when the server tells where a voice note stands.
 *
 * @param {(news: { id: number, state: string, failure: string, partner_id: number,
 *     interaction_id: number, retry_at: string }) => void} hear
 */
export function useNoteNews(hear) {
    const bus = useService("bus_service");
    // A function of its own for each, by which the bus tells its listeners apart.
    const listener = (news) => hear(news);
    bus.subscribe("marfanet_voice_note", listener);
    onWillDestroy(() => bus.unsubscribe("marfanet_voice_note", listener));
}
