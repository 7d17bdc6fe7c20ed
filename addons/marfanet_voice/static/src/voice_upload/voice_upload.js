import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const UPLOAD_ROUTE = "/marfanet/voice/notes";

/** A UUID of version 4; crypto.randomUUID is missing where the page is not https. */
function randomUuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
        "",
    );
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Takes a recording about one representative and hands it to the server.
 *
 * The note's UUID is made when the file is chosen, so that pressing «Send» again
 * after a broken connection stores the note once.
 */
export class VoiceUpload extends Component {
    static template = "marfanet_voice.VoiceUpload";
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.state = useState({
            file: null,
            uuid: null,
            purpose: "support",
            sending: false,
            error: "",
        });
        this.purposes = [
            ["support", _t("Support")],
            ["sales", _t("Sales")],
            ["follow_up", _t("Follow-up")],
            ["inbound", _t("Inbound")],
        ];
    }

    onFileChosen(ev) {
        this.state.file = ev.target.files[0] || null;
        this.state.uuid = this.state.file && randomUuid();
        this.state.error = "";
    }

    async send() {
        this.state.sending = true;
        this.state.error = "";
        try {
            const note = await this.upload();
            await this.action.doAction({
                type: "ir.actions.act_window",
                res_model: "marfanet.voice.note",
                res_id: note.id,
                views: [[false, "form"]],
            });
        } catch (error) {
            this.state.error = error.message;
        } finally {
            this.state.sending = false;
        }
    }

    async upload() {
        const form = new FormData();
        form.append("csrf_token", odoo.csrf_token);
        form.append("client_uuid", this.state.uuid);
        form.append("representative", this.props.action.params.partner_id);
        form.append("purpose", this.state.purpose);
        form.append("audio", this.state.file);
        let response;
        try {
            response = await browser.fetch(UPLOAD_ROUTE, {
                method: "POST",
                body: form,
            });
        } catch {
            throw new Error(
                _t(
                    "The connection broke off. The file is still chosen: send it again.",
                ),
            );
        }
        if (response.status === 413) {
            throw new Error(_t("The file is too large. Send a shorter recording."));
        }
        if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
            throw new Error(
                _t(
                    "The server could not take the recording. Reload the page and try again.",
                ),
            );
        }
        const answer = await response.json();
        if (!response.ok) {
            throw new Error(answer.error);
        }
        return answer;
    }
}

registry.category("actions").add("marfanet_voice_upload", VoiceUpload);
