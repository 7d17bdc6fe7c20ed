import { session } from "@web/session";

/**
 * What the server allows, as it says with the page (`session_info`).
 *
 * @returns {{ isPresent: boolean, canRecord: boolean, maxSeconds: number,
 *     maxBytes: number, pieceBytes: number, language: string, languages: string[] }}
 *     isPresent: whether this person makes voice notes at all
 */
export function voicePolicy() {
    const told = session.marfanet_voice;
    return {
        isPresent: Boolean(told),
        canRecord: Boolean(told?.recording),
        maxSeconds: told?.max_seconds || 0,
        maxBytes: told?.max_bytes || 0,
        pieceBytes: told?.chunk_bytes || 0,
        language: told?.language || "",
        languages: told?.languages || [],
    };
}
