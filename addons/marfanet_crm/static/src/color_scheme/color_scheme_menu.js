import { browser } from "@web/core/browser/browser";
import { cookie } from "@web/core/browser/cookie";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** Dark or bright, by the browser: somebody's screen at home need not be like the office's. */
export function colorSchemeItem() {
    const isDark = cookie.get("color_scheme") === "dark";
    return {
        type: "switch",
        id: "marfanet_color_scheme",
        description: _t("Dark mode"),
        isChecked: isDark,
        callback() {
            cookie.set("color_scheme", isDark ? "bright" : "dark");
            // The style sheet is another one.
            browser.location.reload();
        },
        sequence: 30,
    };
}

registry.category("user_menuitems").add("marfanet_color_scheme", colorSchemeItem);
