import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { Timeline } from "@marfanet_crm/timeline/timeline";
import { TimelineEntry } from "@marfanet_crm/timeline/timeline_entry";
import { NoteState } from "../note_state/note_state";
import { useNoteNews } from "../note_state/use_note_news";
import { Player } from "../player/player";

/** A voice note on a timeline: its recording, and where it stands at this moment. */
export class VoiceEntry extends Component {
    static template = "marfanet_voice.VoiceEntry";
    static components = { NoteState, Player };
    static props = { entry: Object };

    setup() {
        this.news = useState({ ...this.props.entry.note_state });
        onWillUpdateProps(({ entry }) => Object.assign(this.news, entry.note_state));
        useNoteNews(({ failure, id, state }) => {
            if (id === this.props.entry.id) {
                Object.assign(this.news, { failure, state });
            }
        });
    }
}

patch(TimelineEntry, { components: { ...TimelineEntry.components, VoiceEntry } });

// What came of a note stands beside it as soon as it is there.
patch(Timeline.prototype, {
    setup() {
        super.setup();
        useNoteNews(({ partner_id, state }) => {
            if (
                partner_id === this.partnerId &&
                ["received", "ready"].includes(state)
            ) {
                this.refresh();
            }
        });
    },
});

registry.category("marfanet_timeline_kinds").add("voice", {
    icon: "fa-microphone",
    template: "marfanet_voice.TimelineVoice",
});
