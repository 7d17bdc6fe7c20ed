import { registry } from "@web/core/registry";

registry.category("marfanet_timeline_kinds").add("voice", {
    icon: "fa-microphone",
    template: "marfanet_voice.TimelineVoice",
});
