import { useEffect, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/**
 * Gives the page's playback, and keeps what is shown from falling silent.
 *
 * @param {() => (string|false)} getSource address of the recording that is shown
 * @returns {{ playback: import("./playback_service").Playback, state: object }}
 */
export function usePlayback(getSource) {
    const playback = useService("marfanet_playback");
    const state = useState(playback.state);
    useEffect(
        (source) => (source ? playback.hold(source) : undefined),
        () => [getSource()],
    );
    return { playback, state };
}
