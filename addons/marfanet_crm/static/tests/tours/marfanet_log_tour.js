import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("marfanet_log_a_call", {
    steps: () => [
        {
            content: "Continue the earlier contact",
            trigger: ".o_form_view button[name=action_continue]",
            run: "click",
        },
        {
            content: "Nobody answered: one click",
            trigger: ".o_dialog [name=outcome_id] button:contains('No answer')",
            run: "click",
        },
        {
            content: "The outcome fills in the summary",
            trigger: ".o_dialog [name=summary] textarea:value('Nobody answered.')",
        },
        {
            content: "Say when to follow up",
            trigger: ".o_dialog .o-marfanet-FollowUp-phrase",
            run: "edit دوشنبه ۱۰ صبح",
        },
        {
            content: "The date is shown back before anything is saved",
            trigger: ".o_dialog .o-marfanet-FollowUp-label:contains('at 10:00')",
        },
        {
            content: "Say what to do then",
            trigger: ".o_dialog [name=next_step] input",
            run: "edit پیگیری واریز",
        },
        {
            content: "Save without the mouse",
            trigger: ".o_dialog [name=next_step] input",
            run: "press ctrl+Enter",
        },
        {
            content: "Look among the tasks",
            trigger:
                "body:not(:has(.o_dialog)) .o_menu_sections [data-menu-xmlid='marfanet_crm.marfanet_task_menu']",
            run: "click",
        },
        {
            content: "The follow-up is there",
            trigger: ".o_list_view .o_data_row:contains('پیگیری واریز')",
        },
    ],
});
