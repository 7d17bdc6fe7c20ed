import { _t } from "@web/core/l10n/translation";

/** How each section of a brief is called, and looks. */
export const SECTION_LOOKS = {
    summary: { label: _t("In short"), icon: "fa-align-justify" },
    questions: { label: _t("Questions to ask"), icon: "fa-question-circle-o" },
    benefits: { label: _t("Worth offering"), icon: "fa-gift" },
    objections: { label: _t("Likely objections"), icon: "fa-shield" },
    tone: { label: _t("Tone and empathy"), icon: "fa-heart-o" },
    opening: { label: _t("To open with"), icon: "fa-quote-right" },
    closing: { label: _t("To close with"), icon: "fa-flag-checkered" },
    principles: { label: _t("Principles to use"), icon: "fa-compass" },
    risks: { label: _t("Risk flags"), icon: "fa-exclamation-triangle" },
    success: { label: _t("What speaks for success"), icon: "fa-trophy" },
};

/** Sections whose lines are said as they stand. */
export const SPOKEN = ["opening", "closing"];
