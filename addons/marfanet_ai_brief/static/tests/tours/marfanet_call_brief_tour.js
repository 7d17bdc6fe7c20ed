import { registry } from "@web/core/registry";

const PANEL = ".o-marfanet-CallBriefPanel";
const LOG = ".o-marfanet-DailyWorkLog";

registry.category("web_tour.tours").add("marfanet_call_brief", {
    steps: () => [
        {
            content: "The day begins with a task",
            trigger: ".o-marfanet-TaskRow:contains('Present the panel')",
        },
        {
            content: "Its brief is one key away",
            trigger: LOG,
            run: "press b",
        },
        {
            content: "What was said the last time",
            trigger: `${PANEL} [data-fact=recent]:contains('He asked for the price')`,
        },
        {
            content: "What they promised",
            trigger: `${PANEL} [data-side=them]:contains('He will decide')`,
        },
        {
            content: "Without an AI service the principles are there, and it is said",
            trigger: `${PANEL} [data-advice=principles][open] li`,
        },
        {
            content: "Say what it is about",
            trigger: `${PANEL} input[name=marfanet_brief_line]`,
            run: "edit price && press Enter",
        },
        {
            content: "What is told follows",
            trigger: `${PANEL} [data-interaction][title*='price']`,
        },
        {
            content: "Open what was said",
            trigger: `${PANEL} [data-interaction]`,
            run: "click",
        },
        {
            content: "It is there, to be read",
            trigger: ".o_dialog .o_field_widget[name=summary]:contains('the price')",
        },
        {
            content: "Back to the brief",
            trigger: ".o_dialog .btn-close",
            run: "click",
        },
        {
            content: "Call, and log it from the page beside it",
            trigger: `body:not(:has(.o_dialog)) ${PANEL}`,
            run: "press d",
        },
        {
            content: "What was said",
            trigger: ".o_dialog [name=summary] textarea",
            run: "edit He takes the panel",
        },
        {
            content: "Save",
            trigger: ".o_dialog [name=summary] textarea",
            run: "press ctrl+Enter",
        },
        {
            content: "The brief is still there; Esc closes it",
            trigger: `body:not(:has(.o_dialog)) ${PANEL}`,
            run: "press Escape",
        },
        {
            content: "The page has its room again",
            trigger: `body:not(:has(${PANEL})) ${LOG}`,
        },
    ],
});
