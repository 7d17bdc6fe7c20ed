import { expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, runAllTimers } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    getService,
    makeMockEnv,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { session } from "@web/session";

defineMailModels();

const WHEN = "The address of the CRM changes on Tuesday.";
const NOTICE = {
    id: 7,
    door: "Customer relations",
    address: "https://crm.example/the-new-secret",
    qr: "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=",
    until: "Tuesday, 10:00",
};

/** Opens a page; returns what the server was asked and what the bus can tell. */
async function openPage({ waiting, notices = [NOTICE] }) {
    const kept = [];
    const subscribers = {};
    patchWithCleanup(session, { marfanet_access_notice: waiting });
    mockService("bus_service", {
        addEventListener() {},
        start() {},
        subscribe: (type, callback) => (subscribers[type] = callback),
    });
    onRpc("marfanet.access.notice", "open_mine", () => notices);
    onRpc("marfanet.access.notice", "close_mine", ({ args: [ids] }) => {
        kept.push(...ids);
        return true;
    });
    await makeMockEnv();
    await mountWithCleanup(MainComponentsContainer);
    await runAllTimers();
    await animationFrame();
    return { kept, hear: (type, payload) => subscribers[type](payload) };
}

test("a page tells that the address changes, and shows the new one when asked", async () => {
    const page = await openPage({ waiting: WHEN });
    expect(".o-marfanet-AccessNotice-told .o_notification_content").toHaveText(
        `The CRM gets a new address. ${WHEN}`,
    );
    await click(".o-marfanet-AccessNotice-told .o_notification_buttons button");
    await runAllTimers();
    await animationFrame();
    expect(".o-marfanet-AccessNotice-told").toHaveCount(0);
    expect(queryAllTexts(".modal .o-marfanet-AddressSheet-url")).toEqual([
        NOTICE.address,
    ]);
    expect(".modal .o-marfanet-AddressSheet-qr").toHaveCount(1);
    expect(page.kept).toEqual([]);
});

test("the server forgets it when the person has kept it", async () => {
    const page = await openPage({ waiting: WHEN });
    await click(".o-marfanet-AccessNotice-told .o_notification_buttons button");
    await runAllTimers();
    await animationFrame();
    await click(".modal .o-marfanet-AddressSheet button.btn-secondary");
    await runAllTimers();
    await animationFrame();
    expect(page.kept).toEqual([7]);
    expect(".modal").toHaveCount(0);
});

test("who has a page open is told at once", async () => {
    const page = await openPage({ waiting: false });
    expect(".o-marfanet-AccessNotice-told").toHaveCount(0);
    page.hear("marfanet_access_notice", { when: WHEN });
    await animationFrame();
    expect(".o-marfanet-AccessNotice-told").toHaveCount(1);
});

test("opened when nothing waits, it says so", async () => {
    await openPage({ waiting: false, notices: [] });
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "marfanet_access_notice",
        target: "new",
    });
    await animationFrame();
    expect(
        ".modal .o-marfanet-AccessNotice .o_view_nocontent_smiling_face",
    ).toHaveCount(1);
    expect(".o-marfanet-AddressSheet").toHaveCount(0);
});
