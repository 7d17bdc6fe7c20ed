import { expect, test } from "@odoo/hoot";
import { queryAttribute } from "@odoo/hoot-dom";
import {
    mountWithCleanup,
    patchTranslations,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import { Breadcrumbs } from "@web/search/breadcrumbs/breadcrumbs";

const breadcrumbs = ["نماینده‌ها", "آرزو حیدری"].map((name, index) => ({
    jsId: `controller_${index}`,
    name,
    url: "#",
    isFormView: false,
    onSelected() {},
}));

async function mountPath() {
    await mountWithCleanup(Breadcrumbs, { props: { breadcrumbs } });
    return queryAttribute(".o_back_button a", "data-tooltip");
}

test.tags("desktop");
test("the way back is told a Persian reader in Persian", async () => {
    patchWithCleanup(user, { lang: "fa-IR" });
    patchTranslations({ web: { "Back to “%s”": "بازگشت به «%s»" } });
    expect(await mountPath()).toBe("بازگشت به «نماینده‌ها»");
});

test.tags("desktop");
test("for everyone else the way back is what Odoo writes", async () => {
    expect(await mountPath()).toBe('Back to "نماینده‌ها"');
});
