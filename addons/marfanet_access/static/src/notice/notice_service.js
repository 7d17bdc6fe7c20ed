import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { session } from "@web/session";

/**
 * Tells people that the address of the CRM changes until they have kept the new one: on
 * the page they have open, and on each that they open. Not everybody has an inbox.
 */
export const accessNoticeService = {
    dependencies: ["action", "bus_service", "notification"],

    start(env, { action, bus_service, notification }) {
        let close = () => {};

        function show(when) {
            close();
            close = notification.add(when, {
                title: _t("The CRM gets a new address"),
                type: "warning",
                sticky: true,
                className: "o-marfanet-AccessNotice-told",
                buttons: [
                    {
                        name: _t("Show the new address"),
                        onClick: open,
                    },
                ],
            });
        }

        async function open() {
            close();
            await action.doAction({
                type: "ir.actions.client",
                tag: "marfanet_access_notice",
                name: _t("The new address"),
                target: "new",
            });
        }

        bus_service.subscribe("marfanet_access_notice", ({ when }) => {
            show(when);
            env.bus.trigger("MARFANET_ACCESS:NOTICE");
        });
        env.bus.addEventListener("MARFANET_ACCESS:KEPT", () => close());
        bus_service.start();
        // After the page: a notice must not come before what it stands on.
        if (session.marfanet_access_notice) {
            browser.setTimeout(() => show(session.marfanet_access_notice), 0);
        }
    },
};

registry.category("services").add("marfanet_access_notice", accessNoticeService);
