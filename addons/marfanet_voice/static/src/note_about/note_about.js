import { Component, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { languages, purposes } from "../voice/note_words";
import { PartnerAutocomplete } from "./partner_autocomplete";

/** Whom a recording is about, what for, and in which language; may be told afterwards. */
export class NoteAbout extends Component {
    static template = "marfanet_voice.NoteAbout";
    static components = { PartnerAutocomplete };
    static props = {
        note: Object,
        change: Function,
        // Told by the form it was recorded on
        isFixed: { type: Boolean, optional: true },
    };

    setup() {
        this.names = useService("name");
        this.ui = useState({ isChoosing: false });
        this.domain = [["is_representative", "=", true]];
        this.getIds = () => [];
        this.purposes = purposes();
        this.languages = languages();
    }

    async choose([id]) {
        if (!id) {
            return;
        }
        const { [id]: name } = await this.names.loadDisplayNames("res.partner", [id]);
        this.ui.isChoosing = false;
        this.props.change({
            // What it was recorded on is somebody else's.
            interactionId: false,
            partner: { id, name },
            taskId: false,
        });
    }
}
