import { useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

/**
 * The voice service, and its state to render by.
 *
 * @returns {{ voice: import("../voice/voice_service").VoiceService, state: object }}
 */
export function useVoiceRecorder() {
    const voice = useService("marfanet_voice");
    return { voice, state: useState(voice.state) };
}
