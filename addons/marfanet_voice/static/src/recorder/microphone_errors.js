import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { device } from "../recordings_store/device";

/** Why nothing can be recorded, and what to do; the message is for the person. */
export class MicrophoneError extends Error {
    /**
     * @param {"insecure"|"unsupported"|"denied"|"missing"|"busy"|"other"} reason
     */
    constructor(reason) {
        super(sentences()[reason]);
        this.reason = reason;
    }
}

const REASONS = {
    AbortError: "busy",
    NotAllowedError: "denied",
    NotFoundError: "missing",
    NotReadableError: "busy",
    OverconstrainedError: "missing",
    SecurityError: "denied",
};

function sentences() {
    return {
        insecure: _t(
            "The microphone only works over a secure connection. Open this page by an address that begins with https://; until then, choose a recorded file.",
        ),
        unsupported: _t(
            "This browser cannot record. Use a current Chrome, Edge, Firefox or Safari, or choose a file that the phone has recorded.",
        ),
        denied: _t(
            "The browser may not use the microphone. Click the icon beside the page's address, allow the microphone, and press record again.",
        ),
        missing: _t(
            "No microphone was found. Connect one and press record again, or choose a recorded file.",
        ),
        busy: _t(
            "Another program is using the microphone, a call perhaps. End it there and press record again.",
        ),
        other: _t(
            "The microphone could not be started. Disconnect and connect it, or start the browser anew, then press record again.",
        ),
    };
}

/**
 * @returns {Promise<MediaStream>} the sound of the microphone
 * @throws {MicrophoneError}
 */
export async function openMicrophone() {
    const { mediaDevices } = browser.navigator;
    if (!device.isSecureContext) {
        throw new MicrophoneError("insecure");
    }
    if (!mediaDevices?.getUserMedia || !device.MediaRecorder) {
        throw new MicrophoneError("unsupported");
    }
    try {
        return await mediaDevices.getUserMedia({
            audio: {
                autoGainControl: true,
                channelCount: 1,
                echoCancellation: true,
                noiseSuppression: true,
            },
        });
    } catch (error) {
        throw new MicrophoneError(REASONS[error.name] || "other");
    }
}
