import { registry } from "@web/core/registry";

const TOURS = registry.category("web_tour.tours");
const ROW = (name) => `.o-marfanet-TaskRow:contains('${name}')`;
const ENDED = (name) => `.o-marfanet-TaskRow-ended:contains('${name}')`;

/** Fills in and saves the open log. */
function log(summary, { followUp, key } = {}) {
    return [
        {
            content: "What was said",
            trigger: ".o_dialog [name=summary] textarea",
            run: `edit ${summary}`,
        },
        ...(followUp
            ? [
                  {
                      content: "Follow up tomorrow",
                      trigger: ".o_dialog [data-chip=tomorrow]",
                      run: "click",
                  },
                  {
                      content: "The date is shown back",
                      trigger: ".o_dialog .o-marfanet-FollowUp-label",
                  },
                  {
                      content: "What to do then",
                      trigger: ".o_dialog [name=next_step] input",
                      run: `edit ${followUp}`,
                  },
              ]
            : []),
        key
            ? {
                  content: "Save by the keyboard",
                  trigger: ".o_dialog [name=summary] textarea",
                  run: `press ${key}`,
              }
            : {
                  content: "Save",
                  trigger: ".o_dialog footer .btn-primary",
                  run: "click",
              },
    ];
}

TOURS.add("marfanet_work_log_by_mouse", {
    steps: () => [
        {
            content: "The page opens with today's first task",
            trigger: `.o-marfanet-Queue-bucket[data-bucket=overdue] ${ROW("Explain the invoice")}`,
        },
        {
            content: "It is done",
            trigger: `${ROW("Explain the invoice")} .o-marfanet-TaskRow-check`,
            run: "click",
        },
        {
            content: "The log knows what it is about",
            trigger: ".o_dialog [name=settled_task_id]:contains('Explain the invoice')",
        },
        ...log("He will pay", { followUp: "See whether it was paid" }),
        {
            content: "The old task lingers, struck through",
            trigger: `body:not(:has(.o_dialog)) ${ENDED("Explain the invoice")} .o-marfanet-TaskRow-undo`,
        },
        {
            content: "Its follow-up has come in",
            trigger: `.o-marfanet-Queue-bucket[data-bucket=tomorrow] ${ROW("See whether it was paid")}`,
        },
        {
            content: "The figures count it",
            trigger: "[data-figure=tasks_done] .o-marfanet-Kpi-value:contains('1')",
        },
        {
            content: "Postpone the next one",
            trigger: `${ROW("Present the panel")} .o-marfanet-TaskRow-postpone`,
            run: "click",
        },
        {
            content: "Until tomorrow",
            trigger: ".o-marfanet-Postpone [data-until=tomorrow]",
            run: "click",
        },
        {
            content: "It has moved",
            trigger: `.o-marfanet-Queue-bucket[data-bucket=tomorrow] ${ROW("Present the panel")}`,
        },
        {
            content: "Done without a log",
            trigger: `${ROW("Ask how it goes")} .o-marfanet-TaskRow-more`,
            run: "click",
        },
        {
            content: "Choose it",
            trigger: ".o-dropdown-item:contains('Done, without a log')",
            run: "click",
        },
        {
            content: "That was a mistake",
            trigger: `${ENDED("Ask how it goes")} .o-marfanet-TaskRow-undo`,
            run: "click",
        },
        {
            content: "It is to do again",
            trigger: `${ROW("Ask how it goes")}:not(.o-marfanet-TaskRow-ended) .o-marfanet-TaskRow-postpone`,
        },
        {
            content: "Plan the day",
            trigger: "[role=tab][data-mode=plan]",
            run: "click",
        },
        {
            content: "Pin a call where it stands",
            trigger: `${ROW("Ask how it goes")} .o-marfanet-PlanDay-pin`,
            run: "click",
        },
        {
            content: "It is pinned",
            trigger: `${ROW("Ask how it goes")} .o-marfanet-PlanDay-pin.active`,
        },
    ],
});

TOURS.add("marfanet_work_log_by_keyboard", {
    steps: () => [
        {
            content: "Go to the first task and press d",
            trigger: `.o-marfanet-DailyWorkLog ${ROW("Explain the invoice")}`,
            run: "press j",
        },
        {
            content: "It is selected",
            trigger: ".o-marfanet-TaskRow-selected:contains('Explain the invoice')",
            run: "press d",
        },
        ...log("He will pay", { key: "ctrl+shift+Enter" }),
        {
            content: "The log of the next one is open",
            trigger: ".o_dialog [name=settled_task_id]:contains('Present the panel')",
        },
        {
            content: "Begin to write",
            trigger: ".o_dialog [name=summary] textarea",
            run: "edit She likes it",
        },
        {
            content: "Leave it half-way",
            trigger: ".o_dialog [name=summary] textarea",
            run: "press Escape",
        },
        {
            content: "It is remembered",
            trigger: `body:not(:has(.o_dialog)) ${ROW("Present the panel")}:contains('Log begun')`,
        },
        {
            content: "Come back to it",
            trigger: ".o-marfanet-TaskRow-selected:contains('Present the panel')",
            run: "press d",
        },
        {
            content: "What was written is there",
            trigger: ".o_dialog [name=summary] textarea:value('She likes it')",
            run: "press ctrl+Enter",
        },
        {
            content: "It is done; undo it",
            trigger: `body:not(:has(.o_dialog)) ${ENDED("Present the panel")}`,
            run: "press u",
        },
        {
            content: "It is to do again",
            trigger:
                ".o-marfanet-TaskRow-selected:not(.o-marfanet-TaskRow-ended):contains('Present the panel')",
            run: "press s",
        },
        {
            content: "Until when, in one's own words",
            trigger: ".o-marfanet-Postpone [name=phrase]",
            run: "edit فردا ساعت ۱۰",
        },
        {
            content: "Enter moves it",
            trigger: ".o-marfanet-Postpone [name=phrase]",
            run: "press Enter",
        },
        {
            content: "It has moved; show all keys",
            trigger: `.o-marfanet-Queue-bucket[data-bucket=tomorrow] ${ROW("Present the panel")}`,
            run: "press ?",
        },
        {
            content: "Close them",
            trigger: ".o_dialog:has(.o-marfanet-Shortcuts) footer .btn-primary",
            run: "click",
        },
        {
            content: "They are closed",
            trigger: "body:not(:has(.o_dialog)) .o-marfanet-DailyWorkLog",
        },
    ],
});
