import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { NoteReview } from "./note_review";
import { useReview } from "./use_review";

const viewWidgets = registry.category("view_widgets");

/** On a voice note's own form: all of it. */
export class NoteReviewWidget extends Component {
    static template = "marfanet_voice.NoteReviewWidget";
    static components = { NoteReview };
    static props = { ...standardWidgetProps };

    setup() {
        this.review = useReview(
            this.props.record,
            "marfanet_review",
            (news, resId) => news.id === resId,
        );
    }
}

/** On an interaction: its notes; the values that AI wrote are marked in the form. */
export class InteractionNotesWidget extends Component {
    static template = "marfanet_voice.InteractionNotesWidget";
    static components = { NoteReview };
    static props = { ...standardWidgetProps };

    setup() {
        this.review = useReview(
            this.props.record,
            "marfanet_voice_review",
            (news, resId) => news.interaction_id === resId,
        );
    }
}

/** Above an interaction: that AI wrote of it, and the way to take it all over. */
export class AcceptBanner extends Component {
    static template = "marfanet_voice.AcceptBanner";
    static props = { ...standardWidgetProps };

    get words() {
        const notes = this.props.record.data.ai_written_from;
        return notes
            ? _t("AI wrote some of this from a voice note: %(notes)s. Look it over.", {
                  notes,
              })
            : _t("AI wrote some of this from a voice note. Look it over.");
    }

    acceptAll() {
        this.env.bus.trigger("MARFANET_VOICE_NOTE:ACCEPT", {
            interaction: this.props.record.resId,
        });
    }
}

viewWidgets.add("marfanet_accept_banner", {
    component: AcceptBanner,
    fieldDependencies: [
        { name: "ai_review", type: "selection" },
        { name: "ai_written_from", type: "char" },
    ],
});
viewWidgets.add("marfanet_note_review", { component: NoteReviewWidget });
viewWidgets.add("marfanet_interaction_notes", { component: InteractionNotesWidget });
