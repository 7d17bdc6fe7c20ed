import { expect, test } from "@odoo/hoot";
import { queryAttribute } from "@odoo/hoot-dom";
import { mountWithCleanup, patchTranslations } from "@web/../tests/web_test_helpers";
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
test("the way back is told in the reader's language", async () => {
    patchTranslations({ web: { "Back to “%s”": "بازگشت به «%s»" } });
    expect(await mountPath()).toBe("بازگشت به «نماینده‌ها»");
});

test.tags("desktop");
test("the way back is told in English where there are no other words", async () => {
    expect(await mountPath()).toBe("Back to “نماینده‌ها”");
});
